// A subcommand of procdemo: what it is called and takes, and what it does.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/describe/command.h"
#include "cli/room.h"
#include "cli/user.h"

namespace procdemo::cli {

struct Subcommand {
  std::string name;
  Command command;

  /// Takes its own description and the words after its name, and returns the exit status. What
  /// goes wrong is thrown, for failure.h to word.
  int (*run)(const Command& command, const Words& words, const User& user);

  bool observes = false;  ///< runs a program, and so takes --record
  bool as_env = false;    ///< its exit status is the program's, and procdemo's own as env(1) has it
  bool hidden = false;    ///< not for people: the help does not list it

  /// What it takes once its first operand is known, where that says more: a lesson's own options.
  /// Throws Problem.
  std::function<Command(const std::string& operand)> command_for = {};
};

/// All of them, in the order of the help. To add one: a file beside this one, and its row in
/// table.cpp.
const std::vector<Subcommand>& subcommands();

/// nullptr: it may be a lesson's name.
const Subcommand* find_subcommand(const std::string& name);

}  // namespace procdemo::cli
