// A thread waits in a call that few know (futex_waitv(2), Linux 5.16), and another one wakes it:
// for a moment both run.
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "tell.h"

#ifndef SYS_futex_waitv
#define SYS_futex_waitv 449
#endif

// As linux/futex.h has it, which may be older.
struct Waiter {
  unsigned long long value, address;
  unsigned flags, reserved;
};

int main() {
  std::atomic<unsigned> word = 0;
  std::thread waiter([&] {
    const Waiter one = {0, reinterpret_cast<unsigned long long>(&word), 2, 0};
    while (word == 0) ::syscall(SYS_futex_waitv, &one, 1, 0, nullptr, 0);
  });
  timespec a_while{1, 0};
  ::nanosleep(&a_while, nullptr);
  word = 1;
  ::syscall(SYS_futex, &word, FUTEX_WAKE, 1, nullptr, nullptr, 0);
  waiter.join();
  tell("woken");
}
