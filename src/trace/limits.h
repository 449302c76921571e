// What a run may use. Each limit is one row of `limit_kinds`: its name in traces and in
// lesson.toml, its option, what it may be. Its words are a row of show/words/limits.h.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "trace/room.h"

namespace procdemo::trace {

/// Threads count as processes here.
struct Limits {
  std::int64_t processes = 64;           ///< alive at once; more are refused with EAGAIN
  std::int64_t forks = 20'000;           ///< in all; ends the run
  double seconds = 60;                   ///< real time; ends the run
  std::int64_t output = 10 * 1'000'000;  ///< bytes printed; ends the run
  std::optional<std::int64_t> memory;  ///< bytes of all processes together; ends the run. Nothing:
                                       ///< what is usual on this machine
  std::int64_t file = 1'000'000'000;   ///< bytes of any one file that is written; ends the run

  /// The memory as it is enforced here: 4 GB, or half of the machine's where that is less.
  std::int64_t memory_here() const;

  bool operator==(const Limits&) const = default;
};

struct LimitKind {
  enum class Unit { count, seconds, bytes };

  std::string_view name;
  std::string_view option;  ///< without its dashes
  Unit unit;
  double least, most;
  bool in_token;  ///< a run's steps depend on it
  std::variant<std::int64_t Limits::*, std::optional<std::int64_t> Limits::*, double Limits::*>
      member;

  /// The value that is enforced here.
  double value(const Limits& limits) const;
  /// Nothing where that depends on the machine.
  std::optional<double> given(const Limits& limits) const;
  /// `value` is between `least` and `most`.
  void set(Limits& limits, double value) const;
};

extern const std::array<LimitKind, 6> limit_kinds;

/// nullptr for an unknown name.
const LimitKind* find_limit(std::string_view name);

}  // namespace procdemo::trace
