// What a process is about to do, in words.
#pragma once

#include <string>

#include "base/language.h"
#include "show/room.h"
#include "trace/intention.h"

namespace procdemo::show {

/// What it is about, as an event would name it: a path, "pipe:[4711]"; empty for most.
std::string object_of(const Intention& intention);

/// "prints --1--". Its subject, the process, is named by who shows it. `object` is the name of what
/// it is about, as it is to be shown (short_names.h). Texts in it are the program's own: hostile to
/// whatever format they get into.
std::string intention_words(const Intention& intention, const std::string& object,
                            Language language);

}  // namespace procdemo::show
