// A command's options and operands: described once, for the parser and for the help.
//
// CLI11 takes the words apart (command_line.cpp, and nothing else, includes it). What was wrong
// with them is said in procdemo's own sentences, in the user's language.
#pragma once

#include <string>
#include <vector>

#include "cli/given.h"
#include "cli/user.h"

namespace procdemo {

/// `--name VALUE`, or `--name` where `value` is empty: a flag; or an operand, which is a word by
/// itself.
struct Option {
  std::string name;      ///< without dashes
  std::string value;     ///< the value's name in the help: "N", "FILE"
  std::string help;      ///< one sentence, in the user's language
  bool operand = false;  ///< `name` is then what the help calls it: "SRC"
};

/// Options under one heading of the help.
struct OptionGroup {
  std::string heading;
  std::vector<Option> options;
};

/// A subcommand, in the help of procdemo as a whole.
struct Subcommand {
  std::string usage;
  std::string summary;
};

/// What a command is called and takes. Every command also takes --help and -h.
struct Command {
  std::string usage;    ///< "procdemo show LESSON [options]"
  std::string summary;  ///< what it is for
  std::vector<OptionGroup> groups;
  std::size_t operands = 0;  ///< how many words beside options it takes at most
  bool prefix = false;       ///< its options end at the first other word, as those of env(1) do
  std::vector<Subcommand> subcommands = {};
};

/// Takes `words` apart. With `prefix`, everything from the first operand on is an operand; a `--`
/// before it is dropped.
/// Throws Problem: unknown option (with the nearest name), missing value, unexpected word.
Given parse(const Command& command, const Words& words);

/// The command's --help, in the user's language and width.
std::string help_text(const Command& command, const User& user);

}  // namespace procdemo
