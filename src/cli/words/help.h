// The sentences of help and overview that options and commands are put into. What an option or a
// command is for stands in its description (cli/describe/option.h).
#pragma once

#include "cli/room.h"
#include "show/words/words.h"

namespace procdemo::cli {

enum class Help {
  welcome,  // {0} the table of lessons
  usage,    // {0} how the command is called
  commands,
  options,
  lesson_options,
  run_options,
  help,
  lesson_usage,        // {0} the command as it is called
  lesson_summary,      // {0} its title, {1} its summary
  number,              // {0} the option's help, {1} lowest, {2} highest, {3} default
  choice,              // {0} the option's help, {1} default
  scratch,             // {0} the option's help; the default is in a folder of the run's own
  handed_out,          // {0} the new folder, {1} the lesson that it is a copy of, {2} its program
  handed_out_by_hand,  // {0} what the compiler is to be told after its options
  handed_out_script,   // {0} its program in Python

  end_of_list  // stays last
};

/// In every language, the same arguments in each.
template <class... Args>
Wording in_both(Help what, const Args&... args) {
  return {say(Language::en, what, args...), say(Language::zh, what, args...)};
}

/// A text of both languages with its arguments filled in, the same in each.
template <class... Args>
Wording filled(const Wording& words, const Args&... args) {
  const std::vector<std::string> texts = {fmt::to_string(args)...};
  return {fill(words.en, texts), fill(words.zh, texts)};
}

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::Help> english<cli::Help>();
template <>
Entries<cli::Help> chinese<cli::Help>();
}  // namespace procdemo::show
