// Where in the program's own source each task stands (tracee/source/source_image.h).
//
// A stopped task's stack is searched once for a stop, and only where an event is told of it. What
// was found stays true while the task waits in the kernel for what it has called there.
#pragma once

#include <sys/types.h>

#include <optional>
#include <unordered_map>
#include <vector>

#include "run/room.h"
#include "trace/event.h"
#include "trace/evidence.h"
#include "tracee/memory.h"

namespace procdemo::run {

struct Process;
struct Task;

class Places {
 public:
  /// `wanted`: else no event has a place. `with` has to live as long.
  Places(bool wanted, MemoryReader& with) : wanted_(wanted), with_(with) {}

  /// A process has executed a program.
  void executed(Process& process);

  /// A task has stopped anew.
  void stopped(pid_t tid) { known_.erase(tid); }

  /// Where an event happens.
  std::optional<SourcePlace> of(const Task& task) { return wanted_ ? find(task) : std::nullopt; }

  /// Where a task waits, which is looked up also where nobody wants the places of events.
  std::optional<SourcePlace> of_waiting(const Task& task) { return find(task); }

  /// The program's own functions that it is in, the innermost first. Of one that is stopped; it is
  /// searched each time.
  std::vector<StackFrame> stack_of(const Task& task) const;

  /// Whether it runs a script whose lines can't be read; known once a place was asked for.
  static bool is_unknown_python(const Task& task);

 private:
  std::optional<SourcePlace> find(const Task& task);

  bool wanted_;
  MemoryReader& with_;
  std::unordered_map<pid_t, SourcePlace> known_;
};

}  // namespace procdemo::run
