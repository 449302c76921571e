// What a run is made of, where its events go, and how it ended.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "base/wait_status.h"
#include "findings/fact.h"
#include "run/room.h"
#include "schedule/mode.h"
#include "trace/trace.h"
#include "tracee/files.h"
#include "world/world.h"

namespace procdemo::run {

/// What to run.
struct Program {
  std::string path;                    ///< the file to execute, resolved (see find_command)
  std::vector<std::string> argv;       ///< argv[0] included
  bool fixed_environment = false;      ///< lessons: PATH, HOME, LANG, TZ and TERM alone, umask 022
  std::vector<std::string> told = {};  ///< argv for a reader, where that says it shorter; or empty

  const std::vector<std::string>& command() const { return told.empty() ? argv : told; }
};

struct Settings {
  Limits limits;
  RunMode mode = LiveMode();
  bool terminal = true;              ///< its outputs are terminals; else pipes (--no-tty)
  bool like_users_terminal = false;  ///< these have its size and settings; else 80x24
  std::vector<std::string> watch;    ///< symbol names of variables
  std::vector<std::string> probes = {"multiprocess"};  ///< providers of USDT probes; "*": all
  std::vector<FileToRead> files;                       ///< told when the last process has ended
  std::vector<std::string> installed = {};  ///< a script, and folders (ending in /) of what runs
                                            ///< it: they are read as the system's own files are
  bool lines = false;                       ///< events say where in the source they were
  bool helpers = true;                      ///< who could end a wait is told with it
  bool evidence = false;   ///< what is behind each event is kept (run/evidence_log.h)
  bool pids_vary = false;  ///< from run to run, which a program may notice: it is noted
  World* world = nullptr;  ///< where the run lives; nullptr: a usual one is made
};

/// Where events go. `event` is called in the order of the run, always from the observer's thread.
class Sink {
 public:
  virtual ~Sink() = default;
  virtual void event(const Event& event) = 0;

  /// What the rules of findings/ have to know, between the events.
  virtual void fact(const Fact&) {}

  /// A process has got these bytes of a file, all of them (an event::Read; controlled runs). That
  /// is told to nobody, but it is part of what a run is.
  virtual void got(const Event&) {}

  /// True while no further event can be taken: the observer then lets every process wait, and looks
  /// again when `ready_fd` is readable.
  virtual bool full() const { return false; }
  virtual int ready_fd() const { return -1; }

  /// Nothing may follow for long: the observer is about to wait, or the program goes on without an
  /// event. What was taken is to be passed on.
  virtual void rest() {}

  /// True once nobody wants events any more (the reader of a pipe is gone): the run ends.
  virtual bool closed() const { return false; }
};

/// How it ended.
struct Outcome {
  WaitStatus wait_status = WaitStatus::of_exit(0);  ///< of the first process
  std::string limit;               ///< what ended the run, as event::Limit names it; or empty
  int signal = 0;                  ///< the signal to procdemo that ended the run, or 0
  bool deadlock = false;           ///< nobody could go on any more, and nobody would have woken
  std::optional<Problem> differs;  ///< from the run that its schedule was to repeat, and how
  bool interrupted = false;        ///< Ctrl-C reached the program: its claims say nothing
  std::int64_t processes = 0;
  std::int64_t peak = 0;
  std::int64_t events = 0;
  std::int64_t survivors = 0;
  double wall = 0;  ///< seconds

  /// Somebody of the run was alive whom the observer did not know of.
  bool lost_sight() const { return limit == "unseen"; }
};

}  // namespace procdemo::run
