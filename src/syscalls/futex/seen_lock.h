// Which lock of glibc a task waits for in futex(2), from what glibc writes into one that is waited
// for, and from the call itself. In a live run nothing else tells which function it has called.
//
// A word of memory may hold anything. So all of what such a lock has, and no other has, must be
// there; what is no lock of glibc's, or of a version in which they lie otherwise, is none. (nptl/:
// struct_mutex.h, struct_rwlock.h, semaphoreP.h, pthread_cond_common.c; of 64-bit processors.)
#pragma once

#include <cstdint>
#include <optional>

#include "run/family.h"
#include "syscalls/room.h"

namespace procdemo::syscalls {

struct SeenLock {
  LockSort sort = LockSort::mutex;
  std::uint64_t object = 0;  ///< its address
};

/// Of a task that sleeps in such a call, at that word.
std::optional<SeenLock> seen_lock(const Task& task, std::uint64_t word);

}  // namespace procdemo::syscalls
