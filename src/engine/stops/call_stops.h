// Stops at the entry and the end of a system call.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/resumer.h"
#include "engine/room.h"
#include "engine/stops/lives.h"
#include "engine/turns.h"
#include "run/run_state.h"
#include "run/variables.h"
#include "syscalls/table.h"
#include "tracee/call_stop.h"

namespace procdemo::engine {

class CallStops {
 public:
  /// All have to live as long.
  CallStops(RunState& run, Turns& turns, Resumer& resumer, const Variables& variables, Lives& lives,
            const CallTable& table)
      : run_(run),
        turns_(turns),
        resumer_(resumer),
        variables_(variables),
        lives_(lives),
        table_(table) {}

  /// A filter has stopped it.
  void entered(Task& task, const Stopped& stop);

  /// The task has its turn at a call: the kernel begins it, or it is answered.
  void perform(Task& task);

  /// The kernel has left the call. Where it may go on after a signal, its end is still to come.
  void left(Task& task);

  /// It has ended, for the program too.
  void end(Task& task);

  /// It will not go on after a signal: the program sees EINTR.
  void interrupted_for_good(Task& task);

  /// It comes to its end, and not by a signal: nor will it go on then.
  void ends_by_itself(Task& task);

  /// Who may be about to leave a call that wrote what this task has read.
  std::vector<pid_t> writers_before(const Task& reader) const;

 private:
  std::optional<CallStop> look(Task& task, const Stopped& stop);
  const Refusal* refusal_of(const Task& task) const;
  static bool has_gone_on_for_long(Task& task);
  bool refuse(Task& task);
  void answer(Task& task, std::int64_t result);
  void foreign_call(Task& task);
  bool continues(Task& task, std::int64_t number);
  void tell_end(Task& task);
  void keep_end(Task& task);
  static void put_back(Task& task);

  RunState& run_;
  Turns& turns_;
  Resumer& resumer_;
  const Variables& variables_;
  Lives& lives_;
  const CallTable& table_;
  int foreign_calls_ = 0;
};

}  // namespace procdemo::engine
