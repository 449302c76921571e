#include "syscalls/waits_for.h"

#include <poll.h>
#include <sys/ptrace.h>
#include <sys/select.h>

#include <algorithm>
#include <csignal>

#include "base/procfs.h"
#include "syscalls/channel.h"
#include "syscalls/futex/futex_wait.h"
#include "syscalls/opening_fifo.h"
#include "syscalls/rows/rows.h"
#include "syscalls/table.h"
#include "syscalls/wanted_lock.h"
#include "tracee/memory.h"
#include "tracee/sleeping_call.h"

namespace procdemo::syscalls {

namespace {

// A process, where a descriptor stands for one (pidfd_open(2)); else a pipe, a file, or what it is.
std::optional<std::string> what_is_behind(Family& family, const Task& task, int fd) {
  auto target = descriptor_target(task.tid, fd);
  if (target != "anon_inode:[pidfd]") return target;
  const auto pid = number_behind(descriptor_info(task.tid, fd), "\nPid:");
  const Process* process = pid ? family.by_pid(static_cast<pid_t>(*pid)) : nullptr;
  return process ? process->name : target;
}

// One that it polls, or few of them.
std::string what_is_polled(Family& family, const Task& task) {
  constexpr std::size_t few = 3;
  std::vector<std::string> all;
  for (const int fd : awaited_descriptors(task)) {
    const auto one = what_is_behind(family, task, fd);
    if (one && std::ranges::count(all, *one) == 0) all.push_back(*one);
  }
  if (all.empty() || all.size() > few) return "input";
  if (all.size() == 1) return all.front();
  std::string text;
  for (const std::string& one : all) text += (text.empty() ? "ready:" : ", ") + one;
  return text;
}

std::string what_holds_call(Family& family, const Task& task) {
  const auto behind = [&](const wait::Descriptor& descriptor) {
    const auto what = what_is_behind(family, task, descriptor.fd);
    return what.value_or(std::string(task.call->syscall->name));
  };
  return std::visit(
      Overloaded{behind, [](const Channel& channel) { return text_of(channel); },
                 [](const wait::Child& child) { return child.only.value_or("child"); },
                 [](const wait::Lock& lock) { return lock.path; },
                 [](const wait::Exec& exec) { return exec.program; },
                 [&](const wait::Futex&) { return futex_wait(family, task).on; },
                 [](const wait::Signal&) { return std::string("signal"); },
                 [](const wait::Connection&) { return std::string("connection"); },
                 [](const wait::Semaphore&) { return std::string("semaphore"); },
                 [&](const wait::Readiness&) { return what_is_polled(family, task); },
                 // told only of one that nothing ends: a poll(2) of no descriptor, for ever
                 [](const wait::Sleep&) { return std::string("input"); }},
      task.call->waits_for);
}

// A call that no handler of this run knows.
std::string what_holds_unknown_call(const Task& task) {
  if (const auto fifo = opening_fifo(task)) {
    return (fifo->writing ? "reader:" : "writer:") + fifo->path;
  }
  const auto call = sleeping_call(task.tid);
  return call ? "call:" + call_name(call->number) : "?";
}

// It has lent its memory to the child (vfork(2)).
std::string what_holds_lender(const Task& task) {
  const std::vector<Process*>& children = task.process->children;
  const auto borrower =
      std::ranges::find_if(children.rbegin(), children.rend(),
                           [&](const Process* child) { return child->made_by == task.tid; });
  return borrower == children.rend() ? "child" : "vfork:" + (*borrower)->name;
}

bool has_pending(pid_t tid, std::uint32_t queue) {
  __ptrace_peeksiginfo_args first{.off = 0, .flags = queue, .nr = 1};
  siginfo_t info;
  return ::ptrace(PTRACE_PEEKSIGINFO, tid, &first, &info) > 0;
}

}  // namespace

WaitTarget first_argument(const Arguments& arguments) {
  return wait::Descriptor{static_cast<int>(arguments[0])};
}

bool will_reap(const Task& task, const Process& child) {
  const auto* waits = waits_for<wait::Child>(task);
  return task.process == child.parent && waits && waits->reaps &&
         (!waits->only || *waits->only == child.name);
}

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

// "tfd:        5 events:       19 data: ...", a line for each, in the order of the kernel's
// addresses: another in each run.
std::vector<int> in_epoll(const Task& task, const Arguments& arguments) {
  std::vector<int> descriptors;
  const std::string info = descriptor_info(task.tid, static_cast<int>(arguments[0]));
  for (std::size_t at = 0; (at = info.find("tfd:", at)) != info.npos; ++at) {
    const auto fd = number_behind(std::string_view(info).substr(at), "tfd:");
    if (fd) descriptors.push_back(static_cast<int>(*fd));
  }
  std::ranges::sort(descriptors);
  return descriptors;
}

// Most often there is none, and to ask for that costs less than to read what it does with them.
bool is_signalled(pid_t tid, Signals which) {
  if (!has_pending(tid, 0) && !has_pending(tid, PTRACE_PEEKSIGINFO_SHARED)) return false;
  const auto status = proc_status(tid);
  if (!status) return false;
  const std::uint64_t coming = status->coming();
  return (which == Signals::all ? coming : coming & ~status->without_effect()) != 0;
}

bool wants_taken_lock(const Task& task) {
  return held_at<held::Call>(task) && task.tried_lock != TriedLock::none && !lock_can_be_had(task);
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

std::string what_holds(Family& family, const Task& task) {
  if (task.phase == Phase::stopped) return "SIGCONT";
  if (task.phase == Phase::vforking) return what_holds_lender(task);
  if (held_at<held::Call>(task)) {
    const auto file = descriptor_target(task.tid, task.registers.int_argument(0));
    return file.value_or("lock");
  }
  if (task.call) return what_holds_call(family, task);
  return what_holds_unknown_call(task);
}

}  // namespace procdemo::syscalls
