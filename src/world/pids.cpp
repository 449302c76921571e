#include "world/pids.h"

#include <sys/prctl.h>

#include <cstdlib>
#include <numeric>
#include <optional>

#include "base/child.h"
#include "base/fd.h"
#include "base/procfs.h"
#include "world/stand_in.h"

namespace procdemo::world {

namespace {

constexpr pid_t room = 1'000;

// With the one that goes on, where this process ends by an error of its own.
constexpr std::chrono::seconds helper_grace{10};

// Many at once: on a busy machine each single wait would also be a wait for the processor.
constexpr int batch = 64;

// Makes some processes, reaps them, and returns the PID of the last.
pid_t use_pids(int count) {
  std::vector<Child> children;
  while (count-- > 0) {
    try {
      children.push_back(Child::run(kill_at_once, [] { return 0; }));
    } catch (const std::system_error&) {
      if (children.empty()) throw;
      break;  // that many at once are not allowed
    }
  }
  const pid_t last = children.back().pid();
  for (Child& child : children) child.wait();
  return last;
}

// The last PID that the kernel gave, where it can restore checkpoints and says so (proc(5)).
std::optional<pid_t> told_last_pid() {
  const Fd file(::open("/proc/sys/kernel/ns_last_pid", O_RDONLY | O_CLOEXEC));
  char text[16] = "";
  const ssize_t size = file ? ::read(file.get(), text, sizeof text - 1) : -1;
  return size > 0 ? std::optional<pid_t>(std::atoi(text)) : std::nullopt;
}

// Otherwise a process is made to find out.
pid_t last_pid() {
  const std::optional<pid_t> told = told_last_pid();
  return told ? *told : use_pids(1);
}

// A process that may restore checkpoints may also say which PID was the last (proc(5)): no process
// is needed.
void say_last_pid(pid_t last) {
  const Fd file(::open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC));
  const std::string text = std::to_string(last);
  if (file) [[maybe_unused]]
    const ssize_t done = ::write(file.get(), text.data(), text.size());
}

}  // namespace

pid_t largest_pid() {
  const std::string text = read_file("/proc/sys/kernel/pid_max");
  return static_cast<pid_t>(std::atoi(text.c_str()));
}

void push_pids_beyond(pid_t least) {
  const pid_t last = largest_pid() - room;
  if (last <= least) return;  // there are none
  const auto suits = [&](pid_t pid) { return pid > least && pid <= last; };
  if (suits(last_pid())) return;
  say_last_pid(least);
  while (!suits(use_pids(1))) use_pids(batch);
}

// In so short a time the kernel cannot have wrapped around to `first` again.
std::vector<pid_t> pids_since(pid_t first, std::chrono::microseconds age) {
  constexpr pid_t few = 200;  // a number that is nobody's takes 2 us to ask for
  constexpr std::chrono::microseconds at_least(3);  // for each, whatever the machine
  const std::optional<pid_t> last = told_last_pid();
  if (!last || age >= (largest_pid() - room) * at_least) return all_pids();
  const bool began_again = *last < first;
  if (began_again || *last - first > few) {
    std::vector<pid_t> pids = all_pids();
    std::erase_if(pids, [&](pid_t pid) { return pid < first && (!began_again || pid > *last); });
    return pids;
  }
  std::vector<pid_t> pids(static_cast<std::size_t>(*last - first + 1));
  std::iota(pids.begin(), pids.end(), first);
  return pids;
}

void go_on_beyond(pid_t least) {
  push_pids_beyond(least);
  if (::getpid() > least) return;

  const SignalFd signals(signals_handed_on());
  const pid_t self = ::getpid();
  std::optional<Child> child = Child::fork({.terminate = helper_grace});
  if (child) end_as(stand_for(*child, signals));
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != self) ::_exit(128 + SIGTERM);
}

}  // namespace procdemo::world
