// A rule: what one kind of finding is known by.
//
// It is told of every event and fact of a run, in order, and when the run is over it says what it
// has found. It tells facts alone: where what it was told does not suffice, it says nothing. One
// file in rules/ holds it, rules/rules.h declares its maker, and a row of table.cpp gives it its id
// and its words.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "findings/fact.h"
#include "findings/lives.h"
#include "findings/room.h"

namespace procdemo::findings {

/// One thing that is wrong.
struct Found {
  Name process;                       ///< whose doing it is, or which thread's: the words' subject
  std::vector<std::string> args;      ///< {0}, {1} ... of the words
  std::vector<std::uint64_t> events;  ///< the numbers of those that show it, in order

  std::optional<SourcePlace> place = {};  ///< where it can be mended, if known

  /// The other processes that it is about, if any. What a row further up has found of this process,
  /// about all of these, is the cause: then this is not told as well.
  std::vector<Name> about = {};

  /// Whether this run alone shows it. Else it may be so, and another order of the same program has
  /// to show it: only an exploration is told (explore/outcomes.h).
  bool shown = true;
};

class Rule {
 public:
  virtual ~Rule() = default;

  /// The lives of the run know of this event already.
  virtual void event(const Event&) {}
  virtual void fact(const Fact&) {}

  /// The run is over. In an order that the same run gives each time.
  virtual std::vector<Found> found() = 0;
};

/// The lives of the run live as long. nullptr: no run alone shows it; an exploration, which
/// compares runs, does (explore/sleep_order.h).
using MakeRule = std::unique_ptr<Rule> (*)(const Lives& lives);

}  // namespace procdemo::findings
