// Which language the user reads.
#pragma once

#include <string_view>

#include "base/language.h"
#include "cli/room.h"

namespace procdemo::cli {

/// The language of a locale's name: "zh_CN.UTF-8", "zh" -> zh; all others en.
Language language_of_locale(std::string_view locale);

/// From LC_ALL, LC_MESSAGES and LANG, in this order; an empty variable counts as unset, as POSIX
/// has it (XBD, chapter 8). English where none is set.
Language language_of_environment();

}  // namespace procdemo::cli
