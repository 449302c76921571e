// A command's --help, from the same description that its words are parsed by.
#include "cli/command_line.h"
#include "cli/table.h"
#include "show/words/words.h"

namespace procdemo {
namespace {

std::string term(const Option& option) {
  if (option.operand) return option.name;
  return "--" + option.name + (option.value.empty() ? "" : " " + option.value);
}

std::string group_text(const OptionGroup& group, int width) {
  std::vector<Definition> rows;
  for (const Option& option : group.options) rows.push_back({term(option), option.help});
  return "\n" + group.heading + "\n" + table(rows, width);
}

std::string subcommands_text(const Command& command, const User& user) {
  std::vector<Definition> rows;
  for (const Subcommand& one : command.subcommands) rows.push_back({one.usage, one.summary});
  return "\n" + say(user.language, Say::help_commands) + "\n" + table(rows, user.width);
}

}  // namespace

std::string help_text(const Command& command, const User& user) {
  std::string text = paragraph(command.summary, user.width) + "\n" +
                     say(user.language, Say::help_usage, command.usage) + "\n";
  if (!command.subcommands.empty()) text += subcommands_text(command, user);

  std::vector<OptionGroup> groups = command.groups;
  if (groups.empty()) groups.push_back({say(user.language, Say::help_options), {}});
  groups.back().options.push_back({"help", "", say(user.language, Say::help_help)});
  for (const OptionGroup& group : groups) text += group_text(group, user.width);
  return text;
}

}  // namespace procdemo
