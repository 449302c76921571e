// A lock in shared memory that outlives its holders.
//
// The word of the lock holds the id of the thread that has it. When a thread ends, however it ends,
// the kernel walks the list of locks that this thread has registered (set_robust_list(2), the
// kernel's Documentation/locking/robust-futex-ABI.rst) and sets a bit, "owner died", in each word
// with its id. Whoever locks next sees the bit, and knows that the last holder did not finish.
//
// pthread_mutexattr_setrobust(3) gives such locks, too. This one is the same with what a queue does
// not need left out, and takes 4 ns where that takes 12 (a whole put takes 10). It stands in no
// list. The kernel's record of a thread has one more entry, for the lock that is just being taken
// or given back; glibc made the record, and uses that entry only for moments inside of its
// functions. Our lock stands there for the whole time that it is held. Therefore **a thread holds
// one of these locks at a time**, for a short time, and neither locks robust mutexes of pthreads
// meanwhile nor leaves by longjmp out of a signal handler. And a child is made by fork(2) of the C
// library, which tells us (pthread_atfork(3)) that the thread's id is another one now.
//
// A process that is killed after it was woken to take the lock and before it has it may take the
// wake-up of the next sleeper along, when a third got the lock first. So no sleep lasts longer than
// 100 ms; then the sleeper looks again.
#pragma once

#include <linux/futex.h>

#include <atomic>
#include <cstddef>

#include "multiprocess/shared/futex.h"

namespace multiprocess {

/// What the kernel knows this thread by; for RobustMutex alone.
struct RobustThread {
  std::uint32_t id = 0;              ///< 0: not asked yet, also in a forked child
  robust_list** pending = nullptr;   ///< the entry for the lock that is being taken
  std::ptrdiff_t entry_to_word = 0;  ///< from a lock's entry to its word, the same for all locks

  static RobustThread& current() {
    if (mine.id == 0) [[unlikely]]
      ask();
    return mine;
  }

 private:
  static void ask();
  static constinit thread_local RobustThread mine;
};

/// Lives in shared memory, where all zeros is its first state: unlocked. Not recursive, and not for
/// signal handlers.
class RobustMutex {
 public:
  /// How a lock was got: `orphaned` from a holder that ended without unlocking. What it protects
  /// must be repaired then; if the repairer is killed, too, the next one gets it orphaned again.
  enum class Got { nothing, clean, orphaned };

  /// Waits until then at the longest: `nothing` if it was not free until then. Throws
  /// std::logic_error when this thread has such a lock already.
  Got lock(Deadline until) {
    RobustThread& thread = RobustThread::current();
    announce(thread);
    std::uint32_t word = 0;
    if (word_.compare_exchange_strong(word, thread.id, std::memory_order_acquire)) [[likely]]
      return Got::clean;
    return lock_slowly(thread, until);
  }

  void unlock() {
    const std::uint32_t word = word_.exchange(0);
    if ((word & FUTEX_WAITERS) != 0) [[unlikely]]
      futex_wake(word_, 1);
    forget(RobustThread::current());
  }

 private:
  // The kernel is to this thread what a signal handler is: it sees what the compiler has written.
  void announce(RobustThread& thread) {
    if (*thread.pending != nullptr) [[unlikely]]
      refuse_second();
    *thread.pending =
        reinterpret_cast<robust_list*>(reinterpret_cast<std::byte*>(&word_) - thread.entry_to_word);
    std::atomic_signal_fence(std::memory_order_seq_cst);
  }
  static void forget(RobustThread& thread) {
    std::atomic_signal_fence(std::memory_order_seq_cst);
    *thread.pending = nullptr;
  }

  [[noreturn]] static void refuse_second();
  Got lock_slowly(RobustThread& thread, Deadline until);
  Got take(std::uint32_t id, std::uint32_t waiters);
  void sleep(Deadline until);

  FutexWord word_{0};
};

}  // namespace multiprocess
