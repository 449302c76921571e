// What the small programs share: one fact a line, each with one write(2), so that nothing waits in
// a buffer when a program forks. A PID is told as "pid 4711": tests can blank it out.
#pragma once

#include <sched.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

/// printf with a newline, as one write to standard output. A terminal's write that finds a signal
/// pending writes nothing: with a handler that is EINTR (signal(7)), and it is made again.
[[gnu::format(printf, 1, 2)]] inline void tell(const char* format, ...) {
  char line[4096];
  va_list arguments;
  va_start(arguments, format);
  int size = std::vsnprintf(line, sizeof line - 1, format, arguments);
  va_end(arguments);
  line[size] = '\n';
  ssize_t told;
  do told = ::write(1, line, size + 1);
  while (told < 0 && errno == EINTR);
  if (told < 0) ::_exit(99);
}

/// "0 or more" as a number, -1 as the name of errno: "EAGAIN".
inline std::string answer(long result) {
  return result < 0 ? ::strerrorname_np(errno) : std::to_string(result);
}

inline std::string signal_name(int signal) {
  return "SIG" + std::string(::sigabbrev_np(signal) ? ::sigabbrev_np(signal) : "?");
}

/// A wait status in words: "exited 3", "killed SIGKILL", "stopped SIGSTOP", "continued".
inline std::string ended(int status) {
  if (WIFEXITED(status)) return "exited " + std::to_string(WEXITSTATUS(status));
  if (WIFSIGNALED(status)) return "killed " + signal_name(WTERMSIG(status));
  if (WIFSTOPPED(status)) return "stopped " + signal_name(WSTOPSIG(status));
  return WIFCONTINUED(status) ? "continued" : "unknown";
}

/// Waits for one child and says how it ended.
inline std::string end_of(pid_t child, int options = 0) {
  int status = 0;
  const pid_t got = ::waitpid(child, &status, options);
  return got == child ? ended(status) : answer(got);
}

/// A pipe as a gate: `wait` returns once somebody opened it, or all who could are gone.
class Gate {
 public:
  Gate() {
    if (::pipe(ends_) != 0) std::abort();
  }
  void open() {
    if (::write(ends_[1], "!", 1) != 1) std::abort();
  }
  bool wait() {
    char byte;
    return ::read(ends_[0], &byte, 1) == 1;
  }
  void nobody_opens_it_here() { ::close(ends_[1]); }
  void shut() {
    for (const int end : ends_) ::close(end);
  }

 private:
  int ends_[2];
};

/// The state letter of a process in /proc: 'S' sleeping, 'Z' zombie ... or 0 when it is gone.
inline char state_of(pid_t pid) {
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE* file = std::fopen(path, "re");
  if (!file) return 0;
  char state = 0;
  if (std::fscanf(file, "%*d (%*[^)]) %c", &state) != 1) state = 0;
  std::fclose(file);
  return state;
}

/// Returns once a process sleeps in the kernel, or has ended.
inline void until_sleeping(pid_t pid) {
  for (char state = 0; (state = state_of(pid)) != 'S' && state != 'Z' && state != 0;)
    ::sched_yield();
}

/// The PID of the process that traces this one, or 0.
inline pid_t tracer() {
  FILE* file = std::fopen("/proc/self/status", "re");
  char line[256];
  int pid = 0;
  while (file && std::fgets(line, sizeof line, file))
    if (std::sscanf(line, "TracerPid: %d", &pid) == 1) break;
  if (file) std::fclose(file);
  return pid;
}
