// A command's --help.
#pragma once

#include <string>

#include "cli/describe/option.h"
#include "cli/room.h"
#include "cli/user.h"

namespace procdemo::cli {

/// As the help names it: "--speed N|max", "--stable", "SRC".
std::string term(const Option& option);

/// The command's --help, in the user's language and width.
std::string help_text(const Command& command, const User& user);

}  // namespace procdemo::cli
