// A command's --help, from the same description that its words are parsed by.
#include "cli/describe/help.h"

#include "cli/table.h"
#include "cli/words/help.h"

namespace procdemo::cli {

std::string term(const Option& option) {
  if (option.operand) return option.name;
  return "--" + option.name + (option.value.empty() ? "" : " " + option.value.shown);
}

namespace {

std::string group_text(const OptionGroup& group, const User& user) {
  std::vector<Definition> rows;
  for (const Option& option : group.options) {
    rows.push_back({term(option), option.help.in(user.language)});
  }
  return "\n" + group.heading.in(user.language) + "\n" + table(rows, user.width);
}

std::string commands_text(const Command& command, const User& user) {
  std::vector<Definition> rows;
  for (const Listed& one : command.commands) {
    rows.push_back({one.usage.in(user.language), one.summary.in(user.language)});
  }
  return "\n" + say(user.language, Help::commands) + "\n" + table(rows, user.width);
}

}  // namespace

std::string help_text(const Command& command, const User& user) {
  std::string text = paragraph(command.summary.in(user.language), user.width) + "\n" +
                     say(user.language, Help::usage, command.usage.in(user.language)) + "\n";
  if (!command.commands.empty()) text += commands_text(command, user);

  std::vector<OptionGroup> groups = command.groups;
  if (groups.empty()) groups.push_back({in_both(Help::options), {}});
  groups.back().options.push_back({"help", flag, in_both(Help::help)});
  for (const OptionGroup& group : groups) text += group_text(group, user);
  return text;
}

}  // namespace procdemo::cli
