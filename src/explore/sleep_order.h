// What only sleeping keeps away: outcomes of runs in which a sleep may end at any time
// (ControlledMode::any_sleep), compared with those of runs in which each takes exactly its time.
//
// To be told, an outcome has to be in no order of exact sleeps: these have to be searched through.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "explore/fault.h"
#include "explore/room.h"
#include "schedule/step_log.h"

namespace procdemo::explore {

class SleepOrder {
 public:
  /// A run that came to its end: what it printed, how it went, and as what it can be run again.
  void add(const std::string& printed, const StepLog& log, const Example& example);

  /// Whether there is an outcome that no run with exact sleeps has had yet.
  bool is_in_question() const;

  /// Each by the run in which the fewest sleeps had to end late or early for it, and by the first
  /// of these. Their places are not known.
  std::vector<Fault> faults() const;

  static constexpr std::string_view id = "ordered-by-sleep";
  static bool has_found(const Fault& fault);

  /// Of the same sleep one is left: it may have gone before several.
  static void join(std::vector<Fault>& faults);

  /// Where the process slept, by a full trace of the example.
  static void add_place(Fault& fault, const std::string& trace);

 private:
  struct Best {
    std::size_t overtakings = 0;
    Overtaking first;  // of those that are sleeps
    Example example;
    std::int64_t runs = 0;
  };

  std::set<std::string> exact_;       // outcomes
  std::map<std::string, Best> late_;  // others, by outcome
};

}  // namespace procdemo::explore
