// A deadlock, or a standstill, in words.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "show/room.h"
#include "trace/event.h"

namespace procdemo::show {

/// Who waits for whom, and who would have to do what. `objects` are the names of what each waits
/// for, as they are to be shown.
std::string deadlock_sentence(const event::Deadlock& deadlock,
                              const std::vector<std::string>& objects, Language language);

}  // namespace procdemo::show
