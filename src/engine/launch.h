// Starts the program: forked, seized, filtered, then executed, in an order that lets nothing
// escape.
#pragma once

#include <csignal>
#include <optional>
#include <vector>

#include "base/exec.h"
#include "base/fd.h"
#include "engine/engine.h"
#include "engine/room.h"
#include "run/image/leak_checkers.h"
#include "run/outputs.h"

struct sock_filter;

namespace procdemo::engine {

/// What the program finds: what procdemo changed for itself, it gets back as procdemo got it.
struct Surroundings {
  sigset_t mask;
  struct sigaction on_child;  ///< SIGCHLD's disposition
  bool same_addresses;        ///< in every run, where the kernel lets us (personality(2))
  bool stops_at_counter;      ///< when it reads the processor's counter of time (counter_reads.h)
  bool reads_output;          ///< its standard input is the terminal of its standard output
};

/// The first process, before it becomes the program. It waits in a read from a pipe: not in a stop,
/// for a stopped process would stay for ever if its observer died. When the pipe ends it goes.
class Launch {
 public:
  /// Starts it, inside `world`. All of these have to live until it is the program. Throws
  /// std::system_error where there are no processes or descriptors left; a program that can't be
  /// read or executed shows by failure().
  Launch(const Program& program, LeakCheckers& leak_checkers, World& world, const Outputs& outputs,
         std::vector<sock_filter> filter, const Surroundings& surroundings);
  Launch(const Launch&) = delete;
  Launch& operator=(const Launch&) = delete;
  ~Launch();  ///< ends it, unless it is traced: then whoever traces it does

  pid_t pid() const { return pid_; }
  const std::string& path() const { return path_; }            ///< of the program
  bool has_leak_checker() const { return has_leak_checker_; }  ///< and was told not to look

  /// Attaches (PTRACE_SEIZE) with all that the observer wants to be told of. Throws PtraceDenied.
  void seize();

  /// Lets it install the filter and become the program.
  void go();

  /// Why it did not. Asked when it ended without an exec; nothing where it was killed.
  struct Failure {
    int error;    ///< errno of what failed in it
    bool filter;  ///< and that was our filter, not the program
  };
  std::optional<Failure> failure() const;

 private:
  // By their numbers: the child may share our memory, in which we close ours meanwhile.
  struct Ends {
    int go, go_on, failure;
  };
  [[noreturn]] void become(const Ends& ends, const Program& program, World& world,
                           const Outputs& outputs, const Surroundings& surroundings) const;

  std::string path_;
  Pipe go_;
  ExecFailure failure_;
  Fd file_;  // the program, opened by procdemo's user: a guard may make it another's
  std::vector<std::string> environment_;
  bool has_leak_checker_;
  std::vector<char*> argv_, envp_;  // made before the fork: there may be threads already
  std::vector<sock_filter> filter_;
  pid_t pid_ = -1;
  bool seized_ = false;
};

}  // namespace procdemo::engine
