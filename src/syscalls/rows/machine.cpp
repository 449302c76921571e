#include "syscalls/rows/machine.h"
#include "syscalls/call_text.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <netinet/in.h>
#include <sched.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "base/fd.h"
#include "base/procfs.h"
#include "run/run_state.h"
#include "syscalls/rows/rows.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

// Files and folders of a process, by their first name below its own folder, that hold nothing but
// what the run decides.
bool is_exact_of_process(std::string_view file) {
  constexpr std::array exact = {"",
                                "attr",
                                "auxv",
                                "children",
                                "clear_refs",
                                "cmdline",
                                "comm",
                                "cwd",
                                "environ",
                                "exe",
                                "fd",
                                "gid_map",
                                "limits",
                                "loginuid",
                                "map_files",
                                "maps",
                                "mem",
                                "mounts",
                                "net",
                                "ns",
                                "oom_adj",
                                "pagemap",
                                "root",
                                "oom_score_adj",
                                "personality",
                                "projid_map",
                                "setgroups",
                                "status",
                                "syscall",
                                "task",
                                "timers",
                                "timens_offsets",
                                "timerslack_ns",
                                "uid_map",
                                "coredump_filter"};
  return std::ranges::count(exact, file.substr(0, file.find('/'))) != 0;
}

// The others. What an administrator has set stays; the rest of sys/ counts something. System V
// objects are the run's own.
bool is_exact_of_system(std::string_view file) {
  constexpr std::array exact = {"cmdline",     "consoles",    "crypto", "devices",
                                "filesystems", "mounts",      "net",    "self",
                                "sys",         "thread-self", "version"};
  if (file.starts_with("sys/")) {
    return !file.ends_with("-nr") && !file.ends_with("-state") && !file.ends_with("/nr") &&
           !file.starts_with("sys/kernel/random/");
  }
  return file.starts_with("sysvipc") || std::ranges::count(exact, file) != 0;
}

// "stat" of "self/stat", of "4711/stat" and of "4711/task/4712/stat"; nothing where it is no
// process's.
std::optional<std::string_view> file_of_process(std::string_view below_proc) {
  const auto after = [](std::string_view path) {  // its first name
    const auto slash = path.find('/');
    return slash == path.npos ? std::string_view() : path.substr(slash + 1);
  };
  const std::string_view whose = below_proc.substr(0, below_proc.find('/'));
  const bool number = whose.find_first_not_of("0123456789") == whose.npos;
  if (!number && whose != "self" && whose != "thread-self") return std::nullopt;
  const std::string_view file = after(below_proc);
  return file.starts_with("task/") ? after(after(file)) : file;
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
  constexpr std::string_view proc = "/proc/", sys = "/sys/";
  if (path.starts_with(sys)) return !path.starts_with("/sys/devices/system/cpu/");
  if (!path.starts_with(proc)) return false;
  path.remove_prefix(proc.size());
  const auto file = file_of_process(path);
  return file ? !is_exact_of_process(*file) : !is_exact_of_system(path);
}

std::string named_by_kernel(const Task& task, int folder, std::string path) {
  if (!path.starts_with('/')) {
    std::error_code gone;
    const auto from =
        folder == AT_FDCWD
            ? std::filesystem::read_symlink(fmt::format("/proc/{}/cwd", task.tid), gone).string()
            : descriptor_target(task.tid, folder).value_or("");
    path = from + '/' + path;
  }
  return std::filesystem::path(path).lexically_normal().string();
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
  const ArgumentWriters of_address = {{as::descriptor, as::address_told, as::length_told}};
  std::vector<Syscall> calls = {asking_what_varies("getsockname", touch::changed, end_address),
                                asking_what_varies("getpeername", touch::changed, end_address),
                                answered_alone("rseq", enter_rseq),
                                answered_alone("getcpu", enter_getcpu)};
  calls[0].arguments = calls[1].arguments = of_address;
  for (const std::string_view name : {"statfs", "fstatfs"}) {
    Syscall call = call_at_once(name);
    call.handlers = asking_what_varies(name, touch::everything, end_statfs).handlers;
    calls.push_back(std::move(call));
  }
  return calls;
}

}  // namespace procdemo::syscalls
