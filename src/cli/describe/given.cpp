#include "cli/describe/given.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "base/problem.h"
#include "base/text/number_in.h"
#include "lesson/problems.h"

namespace procdemo::cli {
namespace {

[[noreturn]] void refuse(OptionProblem what, std::vector<std::string> args) {
  throw Problem(Status::usage, what, std::move(args));
}

/// The number that `digits` are, times `unit`; `typed` is what a complaint quotes.
double read_number(const std::string& option, const std::string& typed, std::string_view digits,
                   double unit, const Argument& takes) {
  const auto number = number_in<double>(digits);
  if (!number || !std::isfinite(*number)) {
    refuse(OptionProblem::not_number, {"--" + option, typed});
  }

  const double value = *number * unit;
  if (value < takes.lowest || value > takes.highest) {
    refuse(OptionProblem::out_of_range, {"--" + option, typed, fmt::format("{}", takes.lowest),
                                         fmt::format("{}", takes.highest)});
  }
  return value;
}

double unit_of(char suffix) {
  switch (suffix) {
    case 'k':
    case 'K':
      return 1e3;
    case 'M':
      return 1e6;
    case 'G':
      return 1e9;
    default:
      return 1;
  }
}

std::int64_t as_whole(const std::string& option, const std::string& typed, double value) {
  if (value != std::floor(value)) refuse(OptionProblem::not_whole, {"--" + option, typed});
  return static_cast<std::int64_t>(value);
}

}  // namespace

Words Given::texts(const std::string& option) const {
  const auto found = options.find(option);
  return found == options.end() ? Words() : found->second;
}

std::string Given::text(const std::string& option, const std::string& otherwise) const {
  const auto found = options.find(option);
  return found == options.end() ? otherwise : found->second.back();
}

double Given::number(const std::string& option, double otherwise) const {
  if (!has(option)) return otherwise;
  const std::string typed = text(option);
  return read_number(option, typed, typed, 1, takes.at(option));
}

std::int64_t Given::whole(const std::string& option, std::int64_t otherwise) const {
  if (!has(option)) return otherwise;
  return as_whole(option, text(option), number(option, 0));
}

std::int64_t Given::bytes(const std::string& option, std::int64_t otherwise) const {
  if (!has(option)) return otherwise;
  const std::string typed = text(option);
  const double unit = typed.empty() ? 1 : unit_of(typed.back());
  const std::string_view digits(typed.data(), typed.size() - (unit > 1 ? 1 : 0));
  return as_whole(option, typed, read_number(option, typed, digits, unit, takes.at(option)));
}

std::string Given::choice(const std::string& option, const std::string& otherwise) const {
  if (!has(option)) return otherwise;
  const std::string typed = text(option);
  const Words& choices = takes.at(option).choices;
  if (std::find(choices.begin(), choices.end(), typed) == choices.end()) {
    refuse(OptionProblem::not_one_of,
           {"--" + option, typed, fmt::format("{}", fmt::join(choices, ", "))});
  }
  return typed;
}

}  // namespace procdemo::cli
