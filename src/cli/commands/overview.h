// What procdemo does when no subcommand is named.
#pragma once

#include "cli/describe/command.h"
#include "cli/room.h"
#include "cli/user.h"

namespace procdemo::cli {

/// procdemo as a whole: what may stand before a subcommand's name, and its --help.
Command overview();

int welcome(const User& user);       ///< `procdemo` alone
int welcome_back(const User& user);  ///< the same for a reader at a terminal: a key goes on

/// A lesson. Throws Problem, as a subcommand does.
int teach(const std::string& lesson, const Words& words, const User& user);

}  // namespace procdemo::cli
