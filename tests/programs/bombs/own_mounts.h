// Mounts of a process's own: what it mounts is seen by nobody else.
#pragma once

#include <sched.h>
#include <sys/mount.h>

/// After this process has entered a new mount namespace: nothing goes back to the one it came from.
inline bool keep_mounts() {
  return ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

/// As root, or by a user namespace of its own.
inline bool own_mounts() {
  if (::unshare(CLONE_NEWNS) != 0 && ::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  return keep_mounts();
}
