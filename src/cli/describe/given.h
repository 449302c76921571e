// What the user gave on the command line, by the options' names.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "cli/describe/option.h"
#include "cli/room.h"

namespace procdemo::cli {

/// The readers of values throw Problem (status 2) where a value is not what its option takes, and
/// return `otherwise` where the option was not given.
struct Given {
  std::map<std::string, Words> options;   ///< flags have the one value "true"
  std::map<std::string, Argument> takes;  ///< what each of the command's options takes
  Words operands;
  bool help = false;

  bool has(const std::string& option) const { return options.contains(option); }

  /// Every value, in order.
  Words texts(const std::string& option) const;

  /// The last value.
  std::string text(const std::string& option, const std::string& otherwise = "") const;

  double number(const std::string& option, double otherwise) const;
  std::int64_t whole(const std::string& option, std::int64_t otherwise) const;

  /// Bytes: "500", "20k" or "20K", "10M", "1G" (powers of 1,000).
  std::int64_t bytes(const std::string& option, std::int64_t otherwise) const;

  /// One of the words that there are.
  std::string choice(const std::string& option, const std::string& otherwise) const;
};

}  // namespace procdemo::cli
