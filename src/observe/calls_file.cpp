// Controlled runs in which every look at a file is a step, and every change of one: what two
// processes do to the same file does not commute, and an explorer wants each order of it.
#include <sys/mman.h>

#include <array>

#include "observe/mappings.h"
#include "observe/memory.h"
#include "observe/observation.h"

namespace procdemo {

namespace {

Then enter_file(Observation&, Task&) {
  return Then::go_on;
}

// While there is but one task in the run, there was never another, what it does is no step.
bool is_first_alone(Observation& run, const Task& task) {
  return run.family().ever() == 1 && task.process->threads == 1;
}

// Memory that nobody else sees is no step.
bool maps_own_memory(Observation&, const Task& task) {
  return (task.registers.argument(3) & MAP_SHARED) == 0;
}

// --- what is made, to be shared with those that are forked later ---

Then enter_making(Observation&, Task&) {
  return Then::see_result;
}

Then enter_mapping(Observation& run, Task& task) {
  return maps_own_memory(run, task) ? Then::go_on : Then::see_result;
}

void end_mapping(Observation& run, Task& task) {
  const auto address = static_cast<std::uint64_t>(task.registers.result());
  const bool has_file = static_cast<int>(task.call->arguments[4]) >= 0;
  if (task.registers.result() < 0 || has_file) return;
  for (const SharedMapping& mapping : shared_mappings(task.tid)) {
    const Objects::Identity what{mapping.device, mapping.inode};
    if (mapping.holds(address)) run.objects().born(*task.process, "memory", what);
  }
}

template <int argument>
void end_pair(Observation& run, Task& task) {
  const auto ends = read_value<std::array<int, 2>>(task.tid, task.call->arguments[argument]);
  if (task.registers.result() != 0 || !ends) return;
  const std::string_view kind = argument == 0 ? "pipe" : "socket";
  run.objects().born(task, kind, (*ends)[0]);
  if (argument != 0) run.objects().born(task, kind, (*ends)[1]);
}

}  // namespace

std::vector<Handler> file_calls() {
  return {
      {.name = "open", .trap = {Call::open}, .entry = enter_file, .alone = is_first_alone},
      {.name = "openat", .trap = {Call::openat}, .entry = enter_file, .alone = is_first_alone},
      {.name = "creat", .trap = {Call::creat}, .entry = enter_file, .alone = is_first_alone},
      {.name = "pread64", .trap = {Call::pread64}, .entry = enter_file, .alone = is_first_alone},
      {.name = "pwrite64", .trap = {Call::pwrite64}, .entry = enter_file, .alone = is_first_alone},
      {.name = "preadv", .trap = {Call::preadv}, .entry = enter_file, .alone = is_first_alone},
      {.name = "pwritev", .trap = {Call::pwritev}, .entry = enter_file, .alone = is_first_alone},
      {.name = "preadv2", .trap = {Call::preadv2}, .entry = enter_file, .alone = is_first_alone},
      {.name = "lseek", .trap = {Call::lseek}, .entry = enter_file, .alone = is_first_alone},
      {.name = "truncate", .trap = {Call::truncate}, .entry = enter_file, .alone = is_first_alone},
      {.name = "ftruncate",
       .trap = {Call::ftruncate},
       .entry = enter_file,
       .alone = is_first_alone},
      {.name = "fallocate",
       .trap = {Call::fallocate},
       .entry = enter_file,
       .alone = is_first_alone},
      {.name = "unlink", .trap = {Call::unlink}, .entry = enter_file, .alone = is_first_alone},
      {.name = "unlinkat", .trap = {Call::unlinkat}, .entry = enter_file, .alone = is_first_alone},
      {.name = "rename", .trap = {Call::rename}, .entry = enter_file, .alone = is_first_alone},
      {.name = "renameat", .trap = {Call::renameat}, .entry = enter_file, .alone = is_first_alone},
      {.name = "renameat2",
       .trap = {Call::renameat2},
       .entry = enter_file,
       .alone = is_first_alone},
      {.name = "link", .trap = {Call::link}, .entry = enter_file, .alone = is_first_alone},
      {.name = "linkat", .trap = {Call::linkat}, .entry = enter_file, .alone = is_first_alone},
      {.name = "symlink", .trap = {Call::symlink}, .entry = enter_file, .alone = is_first_alone},
      {.name = "symlinkat",
       .trap = {Call::symlinkat},
       .entry = enter_file,
       .alone = is_first_alone},
      {.name = "mkdir", .trap = {Call::mkdir}, .entry = enter_file, .alone = is_first_alone},
      {.name = "mkdirat", .trap = {Call::mkdirat}, .entry = enter_file, .alone = is_first_alone},
      {.name = "rmdir", .trap = {Call::rmdir}, .entry = enter_file, .alone = is_first_alone},
      {.name = "mknod", .trap = {Call::mknod}, .entry = enter_file, .alone = is_first_alone},
      {.name = "mknodat", .trap = {Call::mknodat}, .entry = enter_file, .alone = is_first_alone},
      {.name = "stat", .trap = {Call::stat}, .entry = enter_file, .alone = is_first_alone},
      {.name = "lstat", .trap = {Call::lstat}, .entry = enter_file, .alone = is_first_alone},
      {.name = "fstat", .trap = {Call::fstat}, .entry = enter_file, .alone = is_first_alone},
      {.name = "newfstatat",
       .trap = {Call::newfstatat},
       .entry = enter_file,
       .alone = is_first_alone},
      {.name = "statx", .trap = {Call::statx}, .entry = enter_file, .alone = is_first_alone},
      {.name = "access", .trap = {Call::access}, .entry = enter_file, .alone = is_first_alone},
      {.name = "faccessat",
       .trap = {Call::faccessat},
       .entry = enter_file,
       .alone = is_first_alone},
      {.name = "faccessat2",
       .trap = {Call::faccessat2},
       .entry = enter_file,
       .alone = is_first_alone},
      {.name = "readlink", .trap = {Call::readlink}, .entry = enter_file, .alone = is_first_alone},
      {.name = "readlinkat",
       .trap = {Call::readlinkat},
       .entry = enter_file,
       .alone = is_first_alone},
      {.name = "getdents64",
       .trap = {Call::getdents64},
       .entry = enter_file,
       .alone = is_first_alone},
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
}

}  // namespace procdemo
