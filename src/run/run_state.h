// What is known of a run while it goes on: who is there, what time it is for them, what they hold,
// and what was told. The engine keeps it up to date; whoever handles a system call gets it.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "run/event_log.h"
#include "run/evidence_log.h"
#include "run/family.h"
#include "run/files/file_times.h"
#include "run/files/found_files.h"
#include "run/files/kernel_numbers.h"
#include "run/files/shared_files.h"
#include "run/fork_budget.h"
#include "run/image/leak_checkers.h"
#include "run/image/stdio_buffers.h"
#include "run/locks/held_locks.h"
#include "run/locks/lock_functions.h"
#include "run/objects.h"
#include "run/one_processor.h"
#include "run/outputs.h"
#include "run/places.h"
#include "run/room.h"
#include "run/settings.h"
#include "run/signals.h"
#include "run/terminal/typing.h"
#include "run/time/program_clock.h"
#include "run/time/virtual_timers.h"
#include "world/inside/run_pids.h"

namespace procdemo::run {

struct RunState {
  /// Both have to live as long. Throws std::system_error where the machine has no terminals or
  /// descriptors left.
  RunState(const Settings& with, Sink& sink);
  RunState(const RunState&) = delete;
  RunState& operator=(const RunState&) = delete;

  const Settings& settings;
  Sink& sink;
  const OneProcessor processor;
  MemoryReader memory;
  LockFunctions lock_functions{memory};
  StdioBuffers stdio{memory};
  LeakCheckers leak_checkers{memory};
  const std::vector<int> inherited;  ///< descriptors that the program has from procdemo
  Outputs outputs;
  Typing typing;
  ProgramClock clock;
  FileTimes file_times;
  FoundFiles found_files{memory};  ///< of a controlled run that goes step by step
  KernelNumbers numbers;
  Family family;
  HeldLocks locks;
  SharedFiles shared_files;
  VirtualTimers timers;
  Places places;
  EvidenceLog evidence;
  EventLog log;
  Objects objects;
  ForkBudget forks;
  RunPids pids;
  TraceeSignals signals;
  Outcome outcome;

  int filters = 0;  ///< that the program had when it began: ours, and those around procdemo
  std::uint64_t signalled = 0;       ///< when a condition variable was, at last (Task::came)
  bool somebody_was_killed = false;  ///< perhaps between a change and telling others of it

  /// Any step may have to do with any other: a call has asked for what comes later.
  bool entangled = false;

  /// Of a controlled run: sockets and files at which another run of the same program, at the same
  /// time, could have met it. A lock or a name is somebody's; a connection may be the only one.
  std::set<FileIdentity> meeting_places;

  /// For a moment it is asked what a run were like in which not every call is a step.
  bool asked_as_usual = false;

  /// Whether one process runs at a time, in virtual time.
  bool controlled() const { return is_controlled(settings.mode); }
  const ControlledMode& control() const { return std::get<ControlledMode>(settings.mode); }

  /// Whether what only an exploration asks about is a step, too (ControlledMode::every_step).
  bool every_step() const { return controlled() && control().every_step && !asked_as_usual; }

  /// Whether this task is in a timed wait that may end at any time.
  bool may_time_out(const Task& task) const;

  /// Whether the run is to end now, or nobody wants to hear of it any more.
  bool is_over() const;

  /// Whether there is anything still to be observed.
  bool goes_on() const { return family.alive() > 0 && !is_over(); }

  /// A limit is reached: told once, and the run ends.
  void reach_limit(const Process& process, const std::string& limit, double value);

  /// A file or memory that somebody serves does not answer: a limit, too.
  void check_unanswered();

  /// One print: told, and counted against the limit.
  void print(const Task& task, int fd, const std::string& text);

  /// Whether one more process may be made now. If not, it is told, and counted.
  bool grant_fork(const Task& task, const std::string& call);
  void count_refusal(const Task& task);

  /// One that was granted made nobody.
  void fork_failed();

  /// Tells of the locks that are gone since they were last looked at: these.
  std::vector<HeldLocks::Held> tell_unlocked();

  /// Tells that a task is not blocked any more, where it was told that it is.
  void tell_unblocked(Task& task);

  /// It has ended, and its parent ignores SIGCHLD: the kernel has reaped it, and it is removed.
  void tell_vanished(Process& process);

  /// Others could meet it at what this task has behind a descriptor.
  void may_be_met_at(const Task& task, int fd);
  void may_be_met_at(const struct stat& place);

  /// The memory of a process that shares it with nobody.
  MemoryUse new_memory() { return MemoryUse(std::make_shared<Memory>(memory)); }

  /// The name of the process that a task calls `seen`; the number itself for one outside the run.
  std::string name_of(pid_t seen);

  /// Bytes that this process gets where it asks for random ones: they come from the run's seed.
  std::string random_bytes(Process& process, std::size_t size) const;
};

/// For its lifetime every_step() is false.
class AskedAsUsual {
 public:
  explicit AskedAsUsual(RunState& run) : run_(run) { run_.asked_as_usual = true; }
  AskedAsUsual(const AskedAsUsual&) = delete;
  AskedAsUsual& operator=(const AskedAsUsual&) = delete;
  ~AskedAsUsual() { run_.asked_as_usual = false; }

 private:
  RunState& run_;
};

}  // namespace procdemo::run
