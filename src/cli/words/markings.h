// What `procdemo check` says, and `watch --claims`: of claims and blocks, right or wrong. The same
// rules as in show/words/words.h; the words stand in en/markings.cpp and zh/markings.cpp.
#pragma once

#include <fmt/format.h>

#include <span>
#include <string>
#include <vector>

#include "base/language.h"
#include "show/words/dictionary.h"

namespace procdemo {

enum class Marking {
  // A lesson or a page that is done.
  unit,    // {0} its name, {1} how much was checked, {2} seconds
  claims,  // {0} how many, {1} runs
  blocks,  // {0} how many
  // What is wrong, or was not checked.
  run_ends,         // the name of the case that a run as such is
  hung,             // {0} seconds
  other_status,     // {0} the status that came, {1} the one expected
  other_output,     //
  foreign_command,  // {0} the command
  no_shell,         // {0} what only a shell understands
  unobserved,       // {0} the reason
  again,            // {0} the command that shows it
  // All of it.
  sum,            // {0} passed, {1} failed, {2} skipped, {3} seconds
  first_failure,  // {0} where, and what

  end_of_list  // stays last
};

using Markings = std::span<const Entry<Marking>>;
extern const Markings english_markings;
extern const Markings chinese_markings;

std::string say_with(Language language, Marking what, const std::vector<std::string>& args);
template <class... Args>
std::string say(Language language, Marking what, const Args&... args) {
  return say_with(language, what, {fmt::to_string(args)...});
}

}  // namespace procdemo
