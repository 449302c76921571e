// What an explorer and one of its runs exchange: the choices to make, and what was seen on the way
// (schedule/explored.h runs, explore/search.h decides).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schedule/room.h"
#include "schedule/schedule.h"

namespace procdemo::schedule {

/// A step that was taken, or would be.
struct SeenStep {
  Name name;
  std::vector<Touch> touches;
  std::vector<Name> ready = {};  ///< who could have gone instead; `name` is among them
  double time = 0;               ///< virtual

  bool operator==(const SeenStep&) const = default;
};

/// Whether the order of two steps may matter: of the same task, or of different ones that touch the
/// same object, which one of them changes. A poll does not matter to those who change the
/// object: whoever waits is where it was before it looked.
bool are_dependent(const SeenStep& a, const SeenStep& b);

/// Whether the later step might have gone differently without the earlier one. That is the same,
/// but for a poll: a change before it might have given it something to find.
bool may_have_changed(const SeenStep& before, const SeenStep& after);

/// What one run is to do: these choices, and then the policy's.
struct Plan {
  std::vector<Name> choices;    ///< one for each step, also where one alone is ready
  std::vector<SeenStep> sleep;  ///< asleep before the last of the choices: their orders are known
  bool any_sleep = false;
  std::optional<int> bound;                ///< preemptions at most
  std::optional<std::uint64_t> seed = {};  ///< where the policy's choices are to be random ones

  bool operator==(const Plan&) const = default;
};

/// A timed wait that ended though others could go on, or were to wait less long: a busy machine
/// does that, an exact clock does not.
struct Overtaking {
  Name task;
  std::vector<Name> others;  ///< whom it went before
  std::uint64_t told = 0;    ///< so many events had been told
  bool sleeps = false;       ///< it was no wait for anything but time

  bool operator==(const Overtaking&) const = default;
};

/// How one run went.
struct StepLog {
  enum class Ending {
    over,      ///< to its end, or to a limit
    stuck,     ///< a deadlock
    asleep,    ///< given up: all that could go on would lead to orders that are known
    bounded,   ///< given up: it would take more preemptions than allowed
    diverged,  ///< a choice could not be made: the program does not always do the same
  };
  Ending ending = Ending::over;
  std::vector<SeenStep> steps;
  std::vector<SeenStep> pending;  ///< that were not taken: those asleep, and those that wait
  std::vector<Overtaking> overtakings = {};

  bool operator==(const StepLog&) const = default;
};

/// As text, for a run is another process's: what is read is what was written.
std::string text_of(const Plan& plan);
std::string text_of(const StepLog& log);

/// Nothing where the text is no plan.
std::optional<Plan> read_plan(const std::string& text);
StepLog read_step_log(const std::string& text);

}  // namespace procdemo::schedule
