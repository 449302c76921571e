// The files of a task in /proc.
#pragma once

#include <sys/types.h>

#include <cstdio>

#include "base/fd.h"
#include "tracee/room.h"

namespace procdemo::tracee {

/// /proc/TID/NAME. Empty, and errno, where the task is gone or closed to us. Throws
/// std::system_error where descriptors have run out: that says nothing about the task.
inline Fd open_of_task(pid_t tid, const char* name, int flags) {
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%d/%s", tid, name);
  Fd file(::open(path, flags | O_CLOEXEC));
  if (!file && (errno == EMFILE || errno == ENFILE)) throw_failure("open", path);
  return file;
}

/// The beginning of one that is looked at again and again: the file stays open, where there are not
/// too many of them. Empty where the task is gone or closed to us.
template <std::size_t most = 256>
std::string read_again(pid_t tid, const char* name, Fd& kept) {
  constexpr int many = 512;
  if (!kept) kept = open_of_task(tid, name, O_RDONLY);
  char text[most];
  const ssize_t size = kept ? ::pread(kept.get(), text, sizeof text, 0) : -1;
  if (size < 0 || kept.get() > many) kept.reset();
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : "";
}

}  // namespace procdemo::tracee
