// From the words that were typed to the command that they name.
#pragma once

#include <string>

#include "cli/describe/given.h"
#include "cli/room.h"
#include "cli/user.h"

namespace procdemo::cli {

/// Runs what `words` ask for, all of them but procdemo's own name, and returns its exit status.
/// Throws what the command throws (failure.h words it).
int dispatch(const Words& words, const User& user);

/// The subcommand or lesson that they name, or nothing: "watch".
std::string command_named(const Words& words);

/// Whether the command runs a program: a lesson, run and watch do. What does takes --record.
bool observes_program(const Words& words);

}  // namespace procdemo::cli
