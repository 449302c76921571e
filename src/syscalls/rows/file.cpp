// Controlled runs in which every look at a file is a step, and every change of one: what two
// processes do to the same file does not commute, and an explorer wants each order of it.
#include <sys/mman.h>

#include <array>

#include "run/run_state.h"
#include "syscalls/calls.h"
#include "tracee/mappings.h"
#include "tracee/memory.h"

namespace procdemo {

namespace {

constexpr std::pair<std::string_view, Call> looks_and_changes[] = {
    {"open", Call::open},
    {"openat", Call::openat},
    {"creat", Call::creat},
    {"pread64", Call::pread64},
    {"pwrite64", Call::pwrite64},
    {"preadv", Call::preadv},
    {"pwritev", Call::pwritev},
    {"preadv2", Call::preadv2},
    {"lseek", Call::lseek},
    {"truncate", Call::truncate},
    {"ftruncate", Call::ftruncate},
    {"fallocate", Call::fallocate},
    {"unlink", Call::unlink},
    {"unlinkat", Call::unlinkat},
    {"rename", Call::rename},
    {"renameat", Call::renameat},
    {"renameat2", Call::renameat2},
    {"link", Call::link},
    {"linkat", Call::linkat},
    {"symlink", Call::symlink},
    {"symlinkat", Call::symlinkat},
    {"mkdir", Call::mkdir},
    {"mkdirat", Call::mkdirat},
    {"rmdir", Call::rmdir},
    {"mknod", Call::mknod},
    {"mknodat", Call::mknodat},
    {"stat", Call::stat},
    {"lstat", Call::lstat},
    {"fstat", Call::fstat},
    {"newfstatat", Call::newfstatat},
    {"statx", Call::statx},
    {"access", Call::access},
    {"faccessat", Call::faccessat},
    {"faccessat2", Call::faccessat2},
    {"readlink", Call::readlink},
    {"readlinkat", Call::readlinkat},
    {"getdents64", Call::getdents64},
    {"utimensat", Call::utimensat},
    {"chmod", Call::chmod},
    {"fchmod", Call::fchmod},
    {"fchmodat", Call::fchmodat},
    {"fchmodat2", Call::fchmodat2},
    {"chown", Call::chown},
    {"fchown", Call::fchown},
    {"lchown", Call::lchown},
    {"fchownat", Call::fchownat},
    {"chdir", Call::chdir},
    {"getcwd", Call::getcwd},
};

// Memory that nobody else sees is no step.
bool maps_own_memory(RunState&, const Task& task) {
  return (task.registers.argument(3) & MAP_SHARED) == 0;
}

// --- what is made, to be shared with those that are forked later ---

Then enter_making(RunState&, Task&) {
  return Then::see_result;
}

Then enter_mapping(RunState& run, Task& task) {
  return maps_own_memory(run, task) ? Then::go_on : Then::see_result;
}

void end_mapping(RunState& run, Task& task) {
  const auto address = static_cast<std::uint64_t>(task.registers.result());
  const bool has_file = static_cast<int>(task.call->arguments[4]) >= 0;
  if (task.registers.result() < 0) return;
  task.process->may_share_memory = true;
  if (has_file) return;
  for (const SharedMapping& mapping : shared_mappings(task)) {
    const Objects::Identity what{mapping.device, mapping.inode};
    if (mapping.holds(address)) run.objects.born(*task.process, "memory", what);
  }
}

template <int argument>
void end_pair(RunState& run, Task& task) {
  const auto ends = read_value<std::array<int, 2>>(task, task.call->arguments[argument]);
  if (task.registers.result() != 0 || !ends) return;
  const std::string_view kind = argument == 0 ? "pipe" : "socket";
  run.objects.born(task, kind, (*ends)[0]);
  if (argument != 0) run.objects.born(task, kind, (*ends)[1]);
}

}  // namespace

std::vector<Handler> file_calls() {
  std::vector<Handler> calls = {
      {.name = "mmap",
       .trap = {Call::mmap},
       .entry = enter_mapping,
       .end = end_mapping,
       .alone = maps_own_memory},
      {.name = "pipe",
       .trap = {Call::pipe},
       .entry = enter_making,
       .end = end_pair<0>,
       .alone = is_alone},
      {.name = "pipe2",
       .trap = {Call::pipe2},
       .entry = enter_making,
       .end = end_pair<0>,
       .alone = is_alone},
      {.name = "socketpair",
       .trap = {Call::socketpair},
       .entry = enter_making,
       .end = end_pair<3>,
       .alone = is_alone},
  };
  for (const auto& [name, call] : looks_and_changes) {
    calls.push_back({.name = name, .trap = {call}, .entry = enter_step, .alone = is_first_alone});
  }
  return calls;
}

}  // namespace procdemo
