// Whose turn it is. A task is held at the beginning of each step, until the schedule lets it go on.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string_view>

#include "engine/room.h"
#include "run/family.h"
#include "schedule/schedule.h"

namespace procdemo::engine {

class Turns {
 public:
  /// `one_at_a_time`: nobody else runs meanwhile (controlled runs).
  Turns(Schedule& schedule, bool one_at_a_time)
      : schedule_(schedule), one_at_a_time_(one_at_a_time) {}

  bool one_at_a_time() const { return one_at_a_time_; }

  /// The task waits at `where` for its turn to take `step`.
  void hold(Task& task, std::string_view step, Held where);

  /// It goes on. Says where it was held.
  Held release(Task& task);

  /// It is being killed: held at no call and at no probe any more.
  void drop(Task& task);

  /// One at a time: this task was chosen.
  void give(const Task& task) { current_ = task.tid; }
  void give_nobody() { current_ = 0; }
  bool has_turn(const Task& task) const { return !one_at_a_time_ || task.tid == current_; }

  /// One at a time: the step may send a signal to a task that is held, and so kill it.
  bool may_signal = false;

 private:
  Schedule& schedule_;
  const bool one_at_a_time_;
  std::uint64_t comings_ = 0;  // to a step, of all tasks
  pid_t current_ = 0;          // who was let go last
};

}  // namespace procdemo::engine
