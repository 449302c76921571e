// A number in an event that may be a PID: in the canonical form its process's name stands for it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "trace/room.h"

namespace procdemo::trace {

/// PIDs differ from run to run. The canonical form (trace/canonical.h) therefore says whose a PID
/// is: "[pid P.1]". Such a number has a name, and no value.
class Number {
 public:
  Number(std::int64_t value = 0) : value_(value) {}
  static Number named(std::string name) {
    Number number;
    number.name_ = std::move(name);
    return number;
  }

  operator std::int64_t() const { return value_; }  ///< 0 for one that is named
  bool is_named() const { return !name_.empty(); }

  /// As a reader sees it: "4212", or "[pid P.1]".
  std::string text() const { return is_named() ? name_ : std::to_string(value_); }

  /// The text where it is named; it belongs to the Number.
  const std::string& name() const { return name_; }

 private:
  std::int64_t value_;
  std::string name_;
};

}  // namespace procdemo::trace
