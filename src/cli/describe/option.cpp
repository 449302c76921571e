#include "cli/describe/option.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace procdemo::cli {

Argument Argument::one_of(Words choices) {
  std::string shown = fmt::format("{}", fmt::join(choices, "|"));
  return {Kind::choice, std::move(shown), std::move(choices)};
}

bool Argument::takes(const std::string& word) const {
  return !empty() && (left_out.empty() || std::ranges::count(choices, word) != 0);
}

std::vector<Option> options_of(const Command& command) {
  std::vector<Option> all;
  for (const OptionGroup& group : command.groups) {
    std::ranges::copy_if(group.options, std::back_inserter(all),
                         [](const Option& option) { return !option.operand; });
  }
  return all;
}

}  // namespace procdemo::cli
