// The files of a task in /proc.
#pragma once

#include <fmt/core.h>
#include <sys/types.h>

#include "base/fd.h"

namespace procdemo {

/// /proc/TID/NAME. Empty, and errno, where the task is gone or closed to us. Throws
/// std::system_error where descriptors have run out: that says nothing about the task.
inline Fd open_of_task(pid_t tid, const char* name, int flags) {
  char path[64];
  *fmt::format_to_n(path, sizeof path - 1, "/proc/{}/{}", tid, name).out = '\0';
  Fd file(::open(path, flags | O_CLOEXEC));
  if (!file && (errno == EMFILE || errno == ENFILE)) throw_failure("open", path);
  return file;
}

}  // namespace procdemo
