// A live run in which nobody moves: every task sleeps in a call that neither time nor anybody
// outside the run will end. The run goes on, for a signal may come yet, and what it stands for is
// told.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "engine/controlled/outside.h"
#include "engine/room.h"
#include "run/run_state.h"

namespace procdemo::engine {

class Standstill {
 public:
  /// `run` has to live as long.
  explicit Standstill(RunState& run) : run_(run), outside_(run) {}

  /// Somebody has come to a stop.
  void moved();

  /// To be called now and then. Who waits for what is told once nobody has moved for a while, and
  /// once more before the time limit ends the run.
  void look();

 private:
  using Texts = std::vector<std::string>;
  using WhoForWhat = std::tuple<Texts, Texts, Texts>;
  using Ran = std::map<pid_t, std::uint64_t>;  // nanoseconds on a processor, by task

  bool is_time_for_look(double now) const;
  std::optional<Ran> at_rest();
  bool waits_for_time_or_others(const std::vector<Task*>& tasks);
  bool waits_in_others_memory(const std::vector<Task*>& tasks);
  void tell(double now);

  RunState& run_;
  Outside outside_;
  double moved_ = 0;  // in real seconds since the start
  double looked_ = 0;
  std::optional<Ran> seen_;         // at the last look, if all were at rest
  std::optional<WhoForWhat> told_;  // last
  bool told_at_limit_ = false;
};

}  // namespace procdemo::engine
