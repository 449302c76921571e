// A deadlock, or a standstill, in words.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "show/room.h"
#include "trace/event.h"
#include "trace/run_status.h"

namespace procdemo::show {

/// Who waits for whom, and who would have to do what. `objects` are the names of what each waits
/// for, as they are to be shown.
std::string deadlock_sentence(const event::Deadlock& deadlock,
                              const std::vector<std::string>& objects, Language language);

/// One who waits: what for, and who would have to do what. `object` is the name of what it waits
/// for, as it is to be shown.
std::string waiting_sentence(const Blocked& blocked, const std::string& object, Language language);

}  // namespace procdemo::show
