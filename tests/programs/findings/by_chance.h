// An order that comes by chance in a program with a fault, brought about each time: one waits until
// another has acted, by a byte of shared memory, of which no event tells.
#pragma once

#include <sched.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <new>

class ByChance {
 public:
  /// To be made before the fork.
  ByChance() {
    void* const memory = ::mmap(nullptr, sizeof *happened_, PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) ::_exit(1);
    happened_ = new (memory) std::atomic<bool>(false);
  }

  void happens() { *happened_ = true; }
  void is_later() const {
    while (!*happened_) ::sched_yield();
  }

 private:
  std::atomic<bool>* happened_ = nullptr;
};
