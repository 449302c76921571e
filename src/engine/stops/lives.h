// Births and ends of tasks: who is there, who made whom, and what is told of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/resumer.h"
#include "engine/room.h"
#include "engine/stop_queue.h"
#include "engine/turns.h"
#include "run/run_state.h"
#include "run/variables.h"

namespace procdemo::engine {

class Lives {
 public:
  /// All of these have to live as long.
  Lives(RunState& run, StopQueue& stops, Turns& turns, Resumer& resumer, const Variables& variables)
      : run_(run), stops_(stops), turns_(turns), resumer_(resumer), variables_(variables) {}

  /// The kernel has made the child or thread that the task's call asked for.
  void made_child(Task& task, const Stopped& stop);

  /// A task's first stop, and what it does with its first turn.
  void stopped_at_birth(Task& task);
  void begin(Task& task);

  /// It is on its way to its end; and it has ended.
  void stopped_at_exit(Task& task, const Stopped& stop);
  void ended(Task& task, WaitStatus status);

  /// The call that forked has ended in the maker, with this result: the child's life may be told.
  void tell_fork(Task& maker, std::int64_t returned);

 private:
  void made(Task& task, pid_t child);
  void tell_born(Task& maker);  ///< before the call's end: what it returns is known all the same
  void find_untold_child(Task& task);
  static std::vector<pid_t> possible_children(const Task& task);
  Task& add_child(Task& maker, pid_t born, std::uint64_t flags);
  void place_lock_traps(Task& task);
  void begin_killed(Task& task);
  void tell_thread_end(Task& task);
  static void kill_with_maker(const Task& task);
  std::string killer_of(const Process& process) const;
  void state_processor_time(const Process& process);
  static bool ignores_hangup(pid_t pid);
  void look_at_survivor(const Task& task);
  void tell_exit(Process& process, WaitStatus status, const std::optional<SourcePlace>& place = {});
  void process_ended(Process& process, WaitStatus status);
  void tell_zombie(Process& process);
  void adopt(Process& child);
  void tell_orphan(const Process& child, pid_t parent);
  bool is_awaited(const Process& process) const;

  RunState& run_;
  StopQueue& stops_;
  Turns& turns_;
  Resumer& resumer_;
  const Variables& variables_;
  pid_t session_of_first_ = 0;  // when it ended
};

}  // namespace procdemo::engine
