// Controlled runs in which every look at a file is a step, and every change of one: what two
// processes do to the same file does not commute, and an explorer wants each order of it.
#include <sys/mman.h>

#include "observe/observation.h"

namespace procdemo {

namespace {

Then enter_file(Observation&, Task&) {
  return Then::go_on;
}

// Memory that nobody else sees is no step.
bool maps_own_memory(Observation&, const Task& task) {
  return (task.registers.argument(3) & MAP_SHARED) == 0;
}

}  // namespace

std::vector<Handler> file_calls() {
  return {
      {"open", {Call::open}, enter_file},
      {"openat", {Call::openat}, enter_file},
      {"creat", {Call::creat}, enter_file},
      {"pread64", {Call::pread64}, enter_file},
      {"pwrite64", {Call::pwrite64}, enter_file},
      {"preadv", {Call::preadv}, enter_file},
      {"pwritev", {Call::pwritev}, enter_file},
      {"preadv2", {Call::preadv2}, enter_file},
      {"lseek", {Call::lseek}, enter_file},
      {"truncate", {Call::truncate}, enter_file},
      {"ftruncate", {Call::ftruncate}, enter_file},
      {"fallocate", {Call::fallocate}, enter_file},
      {"unlink", {Call::unlink}, enter_file},
      {"unlinkat", {Call::unlinkat}, enter_file},
      {"rename", {Call::rename}, enter_file},
      {"renameat", {Call::renameat}, enter_file},
      {"renameat2", {Call::renameat2}, enter_file},
      {"link", {Call::link}, enter_file},
      {"linkat", {Call::linkat}, enter_file},
      {"symlink", {Call::symlink}, enter_file},
      {"symlinkat", {Call::symlinkat}, enter_file},
      {"mkdir", {Call::mkdir}, enter_file},
      {"mkdirat", {Call::mkdirat}, enter_file},
      {"rmdir", {Call::rmdir}, enter_file},
      {"mknod", {Call::mknod}, enter_file},
      {"mknodat", {Call::mknodat}, enter_file},
      {"stat", {Call::stat}, enter_file},
      {"lstat", {Call::lstat}, enter_file},
      {"fstat", {Call::fstat}, enter_file},
      {"newfstatat", {Call::newfstatat}, enter_file},
      {"statx", {Call::statx}, enter_file},
      {"access", {Call::access}, enter_file},
      {"faccessat", {Call::faccessat}, enter_file},
      {"faccessat2", {Call::faccessat2}, enter_file},
      {"readlink", {Call::readlink}, enter_file},
      {"readlinkat", {Call::readlinkat}, enter_file},
      {"getdents64", {Call::getdents64}, enter_file},
      {.name = "mmap", .trap = {Call::mmap}, .entry = enter_file, .alone = maps_own_memory},
  };
}

}  // namespace procdemo
