// Whose a lock of glibc is: it writes a thread's id into a mutex whose owner that is, and into a
// read-write lock that it has for writing (nptl/: struct_mutex.h, struct_rwlock.h; the numbers are
// those of 64-bit processors).
#pragma once

#include <sys/types.h>

#include <cstdint>

#include "run/family.h"
#include "syscalls/room.h"

namespace procdemo::syscalls {

/// Where that id stands in them.
constexpr std::uint64_t owner_of_mutex = 8, writer_of_rwlock = 24;

/// A thread's id, as its program sees it; -1 for one that has ended.
pid_t id_of(const Task& task);

/// Whether a task has this lock, and nobody else can: of a semaphore and the like that can't be
/// known.
bool has_lock(const Task& task, LockSort sort, std::uint64_t object);

}  // namespace procdemo::syscalls
