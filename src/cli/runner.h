// Runs procdemo's own commands, several at once, each in a process of its own: the observer is one
// thread with one waitpid(-1), and so one process runs one program.
//
// Each errand has an empty directory, which is the working and the temporary directory of its runs.
// All their paths are of one length. The runs read nothing from a terminal and write to no
// terminal; what they print, on either output, is kept in the order in which it came.
//
// Nothing is left behind: a run ends when its runner does (PR_SET_PDEATHSIG), and the directories
// and the runs' fences (world/fence.h) belong to a janitor (world/janitor.h).
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/child.h"
#include "base/fd.h"
#include "base/signal_mask.h"
#include "cli/given.h"
#include "world/fence.h"
#include "world/janitor.h"
#include "world/own_processes.h"

namespace procdemo {

/// Commands that follow one another in one directory. Where `before` fails, the first of them says
/// so and is not run.
struct Errand {
  std::vector<Words> commands;  ///< without procdemo's own name
  std::string beside = {};      ///< a folder; links to all that is in it stand in the directory
  std::string before = {};      ///< a command that sh runs in the directory first, or empty
};

/// What became of one command.
struct RunResult {
  int status = 0;      ///< as a shell has it: 128 + n after signal n
  bool hung = false;   ///< it did not end, and was killed
  std::string output;  ///< what it printed
  Fd trace;            ///< of the program that it observed, if it did (trace/trace_reader.h)
  double seconds = 0;
};

class Runner {
 public:
  /// How many at once, where nobody says how many: one more than there are processors, for a run
  /// now and then waits for the program that it holds.
  static int usual_jobs();

  /// Told once for each errand, as they end.
  using Done = std::function<void(std::size_t errand, std::vector<RunResult> results)>;

  /// Runs at most `jobs` at once. Throws std::system_error.
  explicit Runner(int jobs);
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;
  ~Runner() { stop_all(); }

  using Clock = std::chrono::steady_clock;

  /// Runs them all, or until `deadline`. Returns 0, or the signal (SIGINT, SIGTERM, SIGHUP) that
  /// ended it early. Where it ends early, `done` was not told of all. May be called again and
  /// again.
  int run(const std::vector<Errand>& errands, const Done& done,
          Clock::time_point deadline = Clock::time_point::max());

  static constexpr std::chrono::seconds patience{150};  ///< with one command
  static constexpr std::int64_t most_jobs = 1'000;

 private:
  /// An errand under way, and what its commands have given so far.
  struct Job {
    std::size_t errand;
    std::string folder;
    std::vector<RunResult> results = {};
  };

  /// What a command prints, and the trace of its program.
  struct Files {
    Fd output, trace;
  };

  /// A job and its command that runs: without a process there is none.
  struct Running {
    Job job;
    Files files;
    Child process;
    Clock::time_point start;
    std::unique_ptr<Fence> fence = nullptr;
    bool hung = false;
  };

  Running start(Job job);
  int become(const Words& words, const Job& job, const Files& files, Fence* fence);
  void reap(const Done& done);
  void go_on(Running ended, const Done& done);
  void kill_hung();
  void stop_all();
  void wait(Clock::time_point deadline) const;
  std::string make_folder(const Errand& errand);

  OwnMemory memory_;  // shut: programs that are observed belong to the same user
  int jobs_;
  SignalMask background_{signal_set({SIGTTIN, SIGTTOU})};  // a program may take the foreground
  SignalFd signals_;
  std::optional<Janitor> janitor_;
  Fences fences_;
  std::string folder_;       // of all directories
  std::size_t folders_ = 0;  // made so far
  const std::vector<Errand>* errands_ = nullptr;
  std::vector<Running> running_;
};

}  // namespace procdemo
