// Has workers make runs, several at once (worker.h).
//
// Each job has an empty directory, which is the working and the temporary directory of its runs.
// All their paths are of one length. The runs read nothing from a terminal and write to no
// terminal. Each worker has a world of its own (world/inside), where the kernel allows one: what
// runs call by a fixed name, a port or a key, is not another's. What a job has left there is gone
// before the next one. Where there is none, jobs go one at a time.
//
// Nothing is left behind: a run ends when its worker does, and a worker when this process does
// (PR_SET_PDEATHSIG); the directories and the fences (world/fence.h) belong to a janitor
// (world/janitor.h).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/child.h"
#include "base/fd.h"
#include "base/signal_mask.h"
#include "session/beside.h"
#include "session/job.h"
#include "session/room.h"
#include "session/worker.h"
#include "world/fence.h"
#include "world/janitor.h"
#include "world/own_processes.h"

namespace procdemo::session {

/// Commands that follow one another in one directory. Where `before` fails, the first of them says
/// so and is not run.
struct Job {
  std::vector<std::vector<std::string>> commands;  ///< without procdemo's own name
  std::string beside = {};        ///< a folder: what is in it stands in the directory, too
  bool copied = false;            ///< as copies (beside.h); else as links
  std::string before = {};        ///< a command that sh runs in the directory first, or empty
  std::optional<Plan> plan = {};  ///< of an exploration
  Keep keep = Keep::all;          ///< of the runs' traces
  bool explores = false;          ///< as Assignment has it
};

/// What became of one command.
struct JobResult {
  WorkerAnswer answer;  ///< its status as a shell has it: 128 + n where signal n ended the worker
  bool hung = false;    ///< it did not end, and was killed
  double seconds = 0;
};

class Workers {
 public:
  /// How many at once, where nobody says how many: one more than there are processors, for a run
  /// now and then waits for the program that it holds.
  static int usual_jobs();

  /// Told once for each job, as they end.
  using Done = std::function<void(std::size_t job, std::vector<JobResult> results)>;

  /// At most `jobs` at once; `act` makes each run. A worker is forked when it is first needed, and
  /// has what this process had then. Throws std::system_error.
  Workers(int jobs, Act act);
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  ~Workers() { stop_all(); }

  using Clock = std::chrono::steady_clock;

  /// Has them all run, or until `deadline`. Returns 0, or the signal (SIGINT, SIGTERM, SIGHUP) that
  /// ended it early. Where it ends early, `done` was not told of all. May be called again and
  /// again. Throws BrokenPipe where nobody reads standard output any more.
  int run(const std::vector<Job>& jobs, const Done& done,
          Clock::time_point deadline = Clock::time_point::max());

  /// Why the kernel lets no worker have a world of its own (world/inside), where it does not, as
  /// far as is known: then jobs go one at a time, for in one world they would meet. Else empty.
  const std::string& why_shared() const { return why_shared_; }

  static constexpr std::chrono::seconds patience{150};  ///< with one command
  static constexpr std::int64_t most_jobs = 1'000;

 private:
  /// A job under way, and what its commands have given so far.
  struct Task {
    std::size_t job;
    std::string folder;
    std::vector<JobResult> results = {};
    Clock::time_point start = {};  // of the command
    bool hung = false;             // the command
  };

  struct Worker {
    Child process;
    Fd connection;
    std::unique_ptr<Fence> fence;
    bool has_told_world = false;
    std::string received = {};
    std::optional<Task> task = {};
    bool ends = false;  // its last answer said so
  };

  int at_once() const;
  void begin_next();
  Worker& idle_worker();
  Worker start_worker();
  int work(const Fd& connection, Fence* fence);
  void request_next(Worker& worker);
  void listen(Worker& worker, const Done& done);
  bool take_world(Worker& worker);
  std::vector<std::string> reachable() const;
  void take(Worker& worker, JobResult result, const Done& done);
  void reap(std::size_t worker, const Done& done);
  void kill_hung();
  void stop_all();
  void wait(Clock::time_point deadline, const Done& done);
  std::string make_folder(const Job& job);

  OwnMemory memory_;  // shut: programs that are observed belong to the same user
  int at_once_;
  bool knows_world_ = false;  // of its workers: a first one has told
  std::string why_shared_;
  Act act_;
  SignalMask background_{signal_set({SIGTTIN, SIGTTOU})};  // a program may take the foreground
  SignalFd signals_;
  std::optional<Janitor> janitor_;
  Fences fences_;
  std::string folder_;                    // of all directories
  std::size_t folders_ = 0;               // made so far
  std::map<std::string, Copies> copies_;  // of what stands beside jobs
  const std::vector<Job>* jobs_ = nullptr;
  std::size_t next_ = 0;  // of them
  std::vector<Worker> workers_;
};

}  // namespace procdemo::session
