#include "cli/describe/command.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "base/problem.h"
#include "base/text/nearest.h"
#include "cli/problems.h"
#include "lesson/problems.h"

namespace procdemo::cli {
namespace {

bool looks_like_option(const std::string& word) {
  return word.size() > 1 && word[0] == '-';
}

/// "--speed" of "--speed=2".
std::string option_in(const std::string& word) {
  return word.substr(0, word.find('='));
}

[[noreturn]] void refuse_option(const Command& command, const std::string& word) {
  std::vector<std::string> names = {"--help"};
  for (const Option& option : options_of(command)) names.push_back("--" + option.name);

  const std::string typed = option_in(word);
  if (const auto meant = nearest(typed, names)) {
    throw Problem(Status::usage, OptionProblem::unknown_nearest, {typed, *meant});
  }
  throw Problem(Status::usage, OptionProblem::unknown, {typed});
}

/// It names no file, and whoever types it mostly has a variable in a script that is empty.
bool takes_a_name(const Argument& value) {
  return value.kind == Argument::Kind::file || value.kind == Argument::Kind::folder;
}

/// CLI11 takes the next word for the value of `--speed=`: that would be a surprise.
void refuse_empty_values(const Command& command, const Words& words) {
  const std::vector<Option> options = options_of(command);
  for (const std::string& word : words) {
    if (word == "--") return;
    const bool empty = std::any_of(options.begin(), options.end(),
                                   [&](const Option& o) { return word == "--" + o.name + "="; });
    if (empty) throw Problem(Status::usage, OptionProblem::value_missing, {option_in(word)});
  }
}

/// `--step` alone: CLI11 would take any next word for its value.
Words with_values_left_out(const Command& command, Words words) {
  const std::vector<Option> options = options_of(command);
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    const auto option =
        std::ranges::find_if(options, [&](const Option& o) { return words[i] == "--" + o.name; });
    if (option == options.end() || option->value.left_out.empty()) continue;
    if (i + 1 < words.size() && option->value.takes(words[i + 1])) {
      ++i;
    } else {
      words[i] += "=" + option->value.left_out;
    }
  }
  return words;
}

/// What CLI11 did not know: operands, or mistakes.
Words operands_in(const Command& command, const Words& rest) {
  Words operands;
  bool options_over = false;
  for (const std::string& word : rest) {
    if (!options_over && word == "--") {
      options_over = true;
    } else if (!options_over && looks_like_option(word)) {
      refuse_option(command, word);
    } else if (!command.prefix && operands.size() == command.operands) {
      throw Problem(Status::usage, CommandProblem::unexpected_argument, {word});
    } else if (word.empty() && (!command.prefix || operands.empty())) {
      throw Problem(Status::usage, CommandProblem::argument_empty);
    } else {
      operands.push_back(word);
      options_over = options_over || command.prefix;
    }
  }
  return operands;
}

CLI::Option* declare(CLI::App& app, const Option& option) {
  const std::string name = "--" + option.name;
  if (option.value.empty()) return app.add_flag(name);
  return app.add_option(name)
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
}

/// A flag is there or not: `--no-tty=maybe` is a mistake.
Words values_of(const CLI::Option& option, const std::string& name) {
  const Words values = option.results();
  const bool flag = option.get_expected_max() == 0;
  if (flag && values.back() != "true") {
    throw Problem(Status::usage, CommandProblem::value_unexpected, {"--" + name, values.back()});
  }
  return values;
}

}  // namespace

Given parse(const Command& command, const Words& typed) {
  const Words words = with_values_left_out(command, typed);
  refuse_empty_values(command, words);

  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  app.prefix_command(command.prefix);
  const CLI::Option* const help = app.add_flag("-h,--help");
  std::map<std::string, const CLI::Option*> declared;
  Given given;
  for (const Option& option : options_of(command)) {
    declared[option.name] = declare(app, option);
    given.takes[option.name] = option.value;
  }

  try {
    app.parse(Words(words.rbegin(), words.rend()));
  } catch (const CLI::ParseError&) {
    // The one mistake left to find there: the last word is an option that wants a value.
    throw Problem(Status::usage, OptionProblem::value_missing, {words.back()});
  }

  given.help = help->count() > 0;
  for (const auto& [name, option] : declared) {
    if (option->count() == 0) continue;
    given.options[name] = values_of(*option, name);
    const bool names_nothing =
        takes_a_name(given.takes.at(name)) && std::ranges::count(given.options.at(name), "") != 0;
    if (names_nothing) throw Problem(Status::usage, OptionProblem::value_missing, {"--" + name});
  }
  given.operands = operands_in(command, app.remaining());
  return given;
}

Words without_first(const Words& operands, const Words& words) {
  Words rest(words.begin(), words.end() - static_cast<std::ptrdiff_t>(operands.size()));
  std::erase(rest, "--");
  rest.insert(rest.end(), operands.begin() + 1, operands.end());
  return rest;
}

}  // namespace procdemo::cli
