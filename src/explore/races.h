// Races in one run: pairs of steps that might have come the other way round.
//
// A step comes after another (happens-before) where both are of one task, where they depend on each
// other, where the first made the second possible, or by way of a third. Two dependent steps of
// different tasks race where only their own dependence orders them.
#pragma once

#include <cstdint>
#include <vector>

#include "explore/room.h"
#include "schedule/step_log.h"

namespace procdemo::explore {

class Races {
 public:
  struct Race {
    std::size_t first;
    std::size_t second;  ///< or, from the number of steps on, one of those that were not taken
  };

  /// `log` has to outlive it.
  explicit Races(const StepLog& log);

  /// Those whose second step is this one or a later one.
  std::vector<Race> from(std::size_t step) const;

  /// Who may go first in a run in which `second` comes before `first`, from the moment of `first`
  /// on.
  std::vector<Name> initials(const Race& race) const;

 private:
  using Steps = std::vector<bool>;

  const SeenStep& step(std::size_t number) const;
  bool orders(std::size_t before, std::size_t after) const;
  bool enables(std::size_t before, std::size_t after) const;
  bool time_passed(std::size_t before, std::size_t after) const;
  Steps add(std::size_t number);

  const StepLog& log_;
  std::vector<Steps> before_;                     // of each step, all that come before it
  std::vector<std::vector<std::size_t>> direct_;  // of these, the ones with nothing between
};

}  // namespace procdemo::explore
