// Runs a program and all that it makes under ptrace(2), holds every process at its system calls,
// and tells what happened as events.
//
// One thread does it all: ptrace belongs to the thread that attached. Whoever needs to do something
// slow with an event does it elsewhere (base/output.h writes through a bounded buffer).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "base/procfs.h"
#include "engine/room.h"
#include "run/files/found_files.h"
#include "run/settings.h"
#include "schedule/schedule.h"
#include "trace/evidence.h"
#include "trace/run_status.h"

namespace procdemo::engine {

/// Thrown by observe() when the kernel does not let us trace; `why` is for main to word.
class PtraceDenied : public std::system_error {
 public:
  using std::system_error::system_error;
};

/// One run of a program, to its end or step by step. For one thread, and one at a time: waitpid(2)
/// takes the stops of all of a thread's tracees.
///
/// Every function throws Problem where the program can't be executed, PtraceDenied where it can't
/// be traced (nothing of it has run then), std::system_error otherwise. When the object ends, or a
/// function throws, none of the run's processes stays alive.
class Engine {
 public:
  /// All of these have to live as long.
  Engine(const Program& program, const Settings& settings, Schedule& schedule, Sink& sink);
  ~Engine();

  /// Starts the program. A controlled one comes to its first choice.
  void start();

  /// One step of a run that was started; false once the run is over.
  ///
  /// Of a controlled run: the schedule makes one choice, and when this returns, that step has been
  /// taken, and all have come to rest again. Time between two steps counts against no limit. Of a
  /// live run: what has happened since is told; where nothing has, it is waited for, for a moment.
  bool step();

  /// Between two steps. Of a live run nobody is known to be ready, or to wait. Places are known
  /// where the settings ask for lines.
  RunStatus state() const;

  /// Who can go on, without a look at what with: the same as in state().
  const std::vector<Step>& ready() const;

  /// Between two steps of a controlled run: sends a signal from outside, to the process of this
  /// name, or without one to P's process group, as a terminal does when a key is pressed. Getting
  /// it is a step of whoever does, but what the kernel does at once (SIGKILL) has been done when
  /// this returns. False where the run is over then. Throws std::out_of_range where nobody is alive
  /// whom that names: nothing has happened.
  bool signal(const Name& to, int number);

  /// Which files and folders a controlled run has changed so far, or may have; of those that have a
  /// name.
  const std::set<FileIdentity>& changed_files() const;

  /// Which files and folders it has opened to read, but for the system's, where it keeps evidence
  /// (Settings); in their order.
  const std::vector<FoundFile>& found_files() const;
  bool is_unchanged(const FoundFile& file) const;

  /// At which sockets and files others could have met a controlled run so far: another run of the
  /// same program, at the same time, is not to meet it there.
  const std::set<FileIdentity>& meeting_places() const;

  /// Whether a task of that name is there, or may still be made.
  bool may_come(const Name& name) const;

  /// Of one that is ready: whether its next step would be one also in a run in which not every call
  /// is a step.
  bool has_usual_step(const Name& name) const;

  /// What is behind an event that was told, or how a task stands between two steps: where the
  /// settings ask for evidence. Nothing where there was no such event, or is no such task.
  std::optional<Evidence> why(std::uint64_t seq) const;
  std::optional<Evidence> why(const Name& name) const;

  /// Ends the run, where it is not over: all are killed. Says how it ended.
  Outcome stop();

  /// From the start to the end of its last process, or of the run.
  Outcome run();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// Runs `program` to its end: see Engine::run.
Outcome observe(const Program& program, const Settings& settings, Schedule& schedule, Sink& sink);

/// The environment that the program gets: procdemo's own, or the fixed one. (One with a leak
/// checker finds something more in it: run/image/leak_checkers.h.)
std::vector<std::string> environment_of(const Program& program);

/// The file that `command` names, found as a shell finds it (with a slash: as it is; else in PATH).
/// Throws Problem: not found (127), a folder or not executable (126).
std::string find_command(const std::string& command);

}  // namespace procdemo::engine
