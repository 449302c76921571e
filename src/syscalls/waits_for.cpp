#include "syscalls/waits_for.h"

#include <fmt/core.h>
#include <poll.h>
#include <sys/ptrace.h>
#include <sys/select.h>

#include <algorithm>
#include <csignal>

#include "base/procfs.h"
#include "syscalls/rows/rows.h"
#include "syscalls/wanted_lock.h"
#include "tracee/memory.h"
#include "tracee/sleeping_call.h"

namespace procdemo {

namespace {

constexpr std::uint64_t bit(int signal) {
  return 1ull << (signal - 1);
}

// What an event says of it, where it does not depend on what the call is about.
std::string_view sort_of(WaitsFor what) {
  switch (what) {
    case WaitsFor::child:
      return "child";
    case WaitsFor::futex:
      return "futex";
    case WaitsFor::signal:
      return "signal";
    case WaitsFor::input:
      return "input";
    case WaitsFor::connection:
      return "connection";
    case WaitsFor::semaphore:
      return "semaphore";
    case WaitsFor::descriptor:
      break;
  }
  return "";
}

std::string what_holds_call(const Task& task) {
  const Ongoing& call = *task.call;
  const WaitsFor what = call.syscall->waits_for;
  if (what == WaitsFor::child) {
    return call.object == "any" || call.object == "group" ? "child" : call.object;
  }
  if (!call.object.empty()) return call.object;
  if (what != WaitsFor::descriptor) return std::string(sort_of(what));
  const auto target = descriptor_target(task.tid, static_cast<int>(call.arguments[0]));
  return target.value_or(std::string(call.syscall->name));
}

bool has_pending(pid_t tid, std::uint32_t queue) {
  __ptrace_peeksiginfo_args first{.off = 0, .flags = queue, .nr = 1};
  siginfo_t info;
  return ::ptrace(PTRACE_PEEKSIGINFO, tid, &first, &info) > 0;
}

}  // namespace

// --- descriptors ---

std::vector<int> first_descriptor(const Task&, const Arguments& arguments) {
  return {static_cast<int>(arguments[0])};
}

std::vector<int> polled(const Task& task, const Arguments& arguments) {
  std::vector<int> descriptors;
  const std::uint64_t count = std::min<std::uint64_t>(arguments[1], 1024);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto entry = read_value<pollfd>(task, arguments[0] + i * sizeof(pollfd));
    if (entry) descriptors.push_back(entry->fd);
  }
  return descriptors;
}

std::vector<int> selected(const Task& task, const Arguments& arguments) {
  std::vector<int> descriptors;
  const int count = static_cast<int>(std::min<std::uint64_t>(arguments[0], FD_SETSIZE));
  for (const std::size_t set : {1, 2, 3}) {
    const auto wanted = read_value<fd_set>(task, arguments[set]);
    for (int fd = 0; wanted && fd < count; ++fd) {
      if (FD_ISSET(fd, &*wanted)) descriptors.push_back(fd);
    }
  }
  return descriptors;
}

// "tfd:        5 events:       19 data: ...", a line for each.
std::vector<int> in_epoll(const Task& task, const Arguments& arguments) {
  std::vector<int> descriptors;
  const std::string info = descriptor_info(task.tid, static_cast<int>(arguments[0]));
  for (std::size_t at = 0; (at = info.find("tfd:", at)) != info.npos; ++at) {
    const auto fd = number_behind(std::string_view(info).substr(at), "tfd:");
    if (fd) descriptors.push_back(static_cast<int>(*fd));
  }
  return descriptors;
}

// Most often there is none, and to ask for that costs less than to read what it does with them.
bool is_signalled(pid_t tid, Signals which) {
  if (!has_pending(tid, 0) && !has_pending(tid, PTRACE_PEEKSIGINFO_SHARED)) return false;
  const auto status = proc_status(tid);
  if (!status) return false;
  constexpr std::uint64_t ignored_by_default =
      bit(SIGCHLD) | bit(SIGURG) | bit(SIGWINCH) | bit(SIGCONT);
  const std::uint64_t ignored = status->ignored | (ignored_by_default & ~status->caught);
  const std::uint64_t coming = (status->pending | status->shared_pending) & ~status->blocked;
  return (which == Signals::all ? coming : coming & ~ignored) != 0;
}

bool wants_taken_lock(const Task& task) {
  return task.held == Held::at_call && task.lock_is_taken && !lock_can_be_had(task);
}

bool is_parked(const Task& task) {
  return wants_taken_lock(task) && !is_signalled(task.tid);
}

std::vector<int> awaited_descriptors(const Task& task) {
  if (!task.call) return {};
  return awaited_descriptors(task, *task.call->syscall, task.call->arguments);
}

std::vector<int> awaited_descriptors(const Task& task, const Syscall& call,
                                     const Arguments& arguments) {
  return call.awaits ? call.awaits(task, arguments) : std::vector<int>();
}

std::string what_holds(const Task& task) {
  if (task.stopped) return "SIGCONT";
  if (task.held == Held::at_call) {
    const auto file = descriptor_target(task.tid, task.registers.int_argument(0));
    return file.value_or("lock");
  }
  if (task.call) return what_holds_call(task);
  const auto call = sleeping_call(task.tid);
  return call ? fmt::format("system call {}", call->number) : "?";
}

}  // namespace procdemo
