#include "syscalls/rows/machine.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sched.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>

#include "base/fd.h"
#include "run/run_state.h"
#include "syscalls/rows/rows.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

// Those of a process, below its folder.
bool tells_of_process(std::string_view file) {
  constexpr std::array files = {"stat", "sched", "schedstat", "io"};
  return std::ranges::count(files, file) != 0;
}

// "self/stat", "4711/status"; nothing where it is no process's.
std::string_view file_of_process(std::string_view below_proc) {
  const auto slash = below_proc.find('/');
  if (slash == below_proc.npos) return {};
  const std::string_view whose = below_proc.substr(0, slash);
  const bool number = whose.find_first_not_of("0123456789") == whose.npos;
  return number || whose == "self" || whose == "thread-self" ? below_proc.substr(slash + 1)
                                                             : std::string_view();
}

bool is_chosen_by_kernel(int port) {
  static const auto range = [] {
    std::pair<int, int> found{32'768, 60'999};
    const std::string text = read_file_if_any("/proc/sys/net/ipv4/ip_local_port_range");
    std::sscanf(text.c_str(), "%d %d", &found.first, &found.second);
    return found;
  }();
  return range.first <= port && port <= range.second;
}

void end_statfs(RunState& run, Task& task) {
  if (task.registers.result() == 0) note_machine(run, task);
}

// Without memory in which the kernel tells it (rseq(2)) a C library asks by a call for the
// processor that it is on, and a call can be answered. An older kernel has no such memory either.
Then enter_rseq(RunState&, Task& task) {
  return answer(task, -ENOSYS);
}

// On which of those that it may use a task is, the machine decides: it is told the first of them.
Then enter_getcpu(RunState& run, Task& task) {
  unsigned first = 0;
  while (first < CPU_SETSIZE && !CPU_ISSET(first, &run.processor.before())) ++first;
  if (task.chose_processors || first == CPU_SETSIZE) return Then::go_on;
  const unsigned told[] = {first, 0};  // and its node
  for (int argument = 0; argument < 2; ++argument) {
    const std::uint64_t address = task.registers.argument(argument);
    if (address != 0 && !write_value(task, address, told[argument])) return answer(task, -EFAULT);
  }
  return answer(task, 0);
}

Syscall answered_alone(std::string_view name, Then (*entry)(RunState&, Task&)) {
  return {.name = name,
          .touches = touch::nothing,
          .handlers = {{.in = in_controlled_runs, .entry = entry, .alone = is_alone}}};
}

Syscall asking_what_varies(std::string_view name, TouchRule touches,
                           void (*end)(RunState&, Task&)) {
  return {.name = name,
          .touches = touches,
          .handlers = {
              {.in = in_explored_runs, .entry = enter_waiting, .end = end, .alone = is_first_alone},
              {.in = in_unexplored_runs, .entry = enter_waiting, .end = end, .alone = is_alone}}};
}

}  // namespace

bool tells_of_machine(std::string_view path) {
  constexpr std::array files = {
      "uptime",     "loadavg",   "stat",    "meminfo",   "vmstat",
      "interrupts", "diskstats", "net/dev", "schedstat", "sys/kernel/random/uuid"};
  constexpr std::string_view proc = "/proc/";
  if (!path.starts_with(proc)) return false;
  path.remove_prefix(proc.size());
  return std::ranges::count(files, path) != 0 || tells_of_process(file_of_process(path));
}

void note_machine(RunState& run, const Task& task) {
  run.log.note(task, "inexact-machine");
}

// The port stands at the same place in an address of either version.
void end_address(RunState& run, Task& task) {
  static_assert(offsetof(sockaddr_in, sin_port) == offsetof(sockaddr_in6, sin6_port));
  const std::uint64_t address = task.call->arguments[1];
  if (task.registers.result() < 0 || address == 0) return;
  const auto family = read_value<sa_family_t>(task, address);
  if (family != AF_INET && family != AF_INET6) return;
  const auto port = read_value<in_port_t>(task, address + offsetof(sockaddr_in, sin_port));
  if (port && is_chosen_by_kernel(ntohs(*port))) note_machine(run, task);
}

std::vector<Syscall> machine_calls() {
  std::vector<Syscall> calls = {asking_what_varies("getsockname", touch::changed, end_address),
                                asking_what_varies("getpeername", touch::changed, end_address),
                                answered_alone("rseq", enter_rseq),
                                answered_alone("getcpu", enter_getcpu)};
  for (const std::string_view name : {"statfs", "fstatfs"}) {
    Syscall call = call_at_once(name);
    call.handlers = asking_what_varies(name, touch::everything, end_statfs).handlers;
    calls.push_back(std::move(call));
  }
  return calls;
}

}  // namespace procdemo::syscalls
