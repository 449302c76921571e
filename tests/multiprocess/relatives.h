// What tests of processes share: gates to hold a child at, reports from it, and looks in /proc.
#pragma once

#include <sys/types.h>
#include <sys/wait.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <iterator>
#include <string>
#include <thread>

#include "base/fd.h"
#include "base/pidfd.h"
#include "base/procfs.h"

namespace multiprocess::test {

/// How long a fact that will come may take on a busy machine.
constexpr std::chrono::seconds long_enough{60};

/// Children wait at it until it is opened, or until the test is over.
class Gate {
 public:
  ~Gate() { open(400); }
  Gate() = default;
  Gate(const Gate&) = delete;

  void wait() const {
    char pass;
    while (::read(pipe_.read_end.get(), &pass, 1) < 0 && errno == EINTR) continue;
  }
  void open(std::size_t children = 1) const {
    procdemo::base::write_all(pipe_.write_end.get(), std::string(children, '!'));
  }

 private:
  procdemo::base::Pipe pipe_ = procdemo::base::Pipe::make();
};

/// What children say, one word after the other.
class Report {
 public:
  void say(const std::string& word) const {
    procdemo::base::write_all(pipe_.write_end.get(), word + "\n");
  }
  void say(long number) const { say(std::to_string(number)); }

  /// The next word; waits for it.
  std::string word() const {
    std::string text;
    for (char c; ::read(pipe_.read_end.get(), &c, 1) == 1 && c != '\n';) text += c;
    return text;
  }
  long number() const { return std::stol(word()); }
  int write_end() const { return pipe_.write_end.get(); }

 private:
  procdemo::base::Pipe pipe_ = procdemo::base::Pipe::make();
};

/// Catch2 reports a signal as the test's failure, in children as well: not while this lives.
class PlainSignals {
 public:
  PlainSignals() : term_(::signal(SIGTERM, SIG_DFL)), abort_(::signal(SIGABRT, SIG_DFL)) {}
  PlainSignals(const PlainSignals&) = delete;
  ~PlainSignals() {
    ::signal(SIGTERM, term_);
    ::signal(SIGABRT, abort_);
  }

 private:
  sighandler_t term_, abort_;
};

inline long count_descriptors(const std::string& pid = "self") {
  const std::filesystem::directory_iterator folder("/proc/" + pid + "/fd"), end;
  return std::distance(folder, end);
}

/// Waits until `fact` holds, and says whether it came to.
inline bool comes_true(const std::function<bool()>& fact) {
  const auto until = std::chrono::steady_clock::now() + long_enough;
  while (!fact()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::yield();
  }
  return true;
}

/// Whether this process has no child, not even one that has ended and was not reaped.
inline bool nobody_left() {
  return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD;
}

/// What others are given to do.
inline void nothing() {}
inline int square(int number) {
  return number * number;
}

/// Whether a process is blocked in system call `number` (/proc/PID/syscall).
inline bool is_in_call(pid_t pid, long number) {
  const std::string call = procdemo::base::read_file("/proc/" + std::to_string(pid) + "/syscall");
  return call.starts_with(std::to_string(number) + " ");
}

/// Whether the process ends; it need be nobody's child here.
inline bool ends(const procdemo::base::Fd& process) {
  return procdemo::base::await_end(process, long_enough);
}

}  // namespace multiprocess::test
