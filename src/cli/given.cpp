#include "cli/given.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

#include "base/problem.h"

namespace procdemo {
namespace {

struct NumberRange {
  double lowest;
  double highest;
};

[[noreturn]] void refuse(Trouble trouble, std::vector<std::string> args) {
  throw Problem(Status::usage, trouble, std::move(args));
}

/// The number that `digits` are, times `unit`; `typed` is what a complaint quotes.
double read_number(const std::string& option, const std::string& typed, std::string_view digits,
                   double unit, NumberRange range) {
  double value = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc() || stop != end || !std::isfinite(value)) {
    refuse(Trouble::value_not_number, {"--" + option, typed});
  }

  value *= unit;
  if (value < range.lowest || value > range.highest) {
    refuse(Trouble::value_out_of_range, {"--" + option, typed, fmt::format("{}", range.lowest),
                                         fmt::format("{}", range.highest)});
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
  if (value != std::floor(value)) refuse(Trouble::value_not_whole, {"--" + option, typed});
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

double Given::number(const std::string& option, double lowest, double highest,
                     double otherwise) const {
  if (!has(option)) return otherwise;
  const std::string typed = text(option);
  return read_number(option, typed, typed, 1, {lowest, highest});
}

std::int64_t Given::whole(const std::string& option, std::int64_t lowest, std::int64_t highest,
                          std::int64_t otherwise) const {
  if (!has(option)) return otherwise;
  const std::string typed = text(option);
  const NumberRange range = {static_cast<double>(lowest), static_cast<double>(highest)};
  return as_whole(option, typed, read_number(option, typed, typed, 1, range));
}

std::int64_t Given::bytes(const std::string& option, std::int64_t lowest, std::int64_t highest,
                          std::int64_t otherwise) const {
  if (!has(option)) return otherwise;
  const std::string typed = text(option);
  const double unit = typed.empty() ? 1 : unit_of(typed.back());
  const std::string_view digits(typed.data(), typed.size() - (unit > 1 ? 1 : 0));
  const NumberRange range = {static_cast<double>(lowest), static_cast<double>(highest)};
  return as_whole(option, typed, read_number(option, typed, digits, unit, range));
}

std::string Given::choice(const std::string& option, const Words& choices,
                          const std::string& otherwise) const {
  if (!has(option)) return otherwise;
  const std::string typed = text(option);
  if (std::find(choices.begin(), choices.end(), typed) == choices.end()) {
    refuse(Trouble::value_not_one_of,
           {"--" + option, typed, fmt::format("{}", fmt::join(choices, ", "))});
  }
  return typed;
}

}  // namespace procdemo
