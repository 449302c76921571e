// A forked child for tests: does its work, and is gone when the test is over, however it ends.
#pragma once

#include <sys/prctl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <utility>
#include "base/pidfd.h"

namespace multiprocess_test {

class Forked {
 public:
  /// Runs `work()` in a child, which then exits with 0; with 1 when an exception came out of it.
  template <class Work>
  explicit Forked(Work work) : pid_(::fork()) {
    if (pid_ != 0) return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    try {
      work();
    } catch (...) {
      ::_exit(1);
    }
    ::_exit(0);
  }
  Forked(Forked&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
  Forked& operator=(Forked other) noexcept {
    std::swap(pid_, other.pid_);
    return *this;
  }
  ~Forked() {
    if (pid_ > 0) kill();
  }

  pid_t pid() const { return pid_; }

  /// Waits for its end. What waitpid(2) says: 0 if all went well.
  int wait() {
    int status = -1;
    ::waitpid(std::exchange(pid_, -1), &status, 0);
    return status;
  }

  /// SIGKILL; returns when it is gone.
  void kill() {
    procdemo::base::send_signal(procdemo::base::open_process(pid_), SIGKILL);
    wait();
  }

 private:
  pid_t pid_;
};

/// Waits until a process sleeps in a futex: /proc/PID/syscall names the call.
void await_futex_sleep(pid_t pid);

}  // namespace multiprocess_test
