#include "multiprocess/shared/robust_mutex.h"

#include <pthread.h>
#include <unistd.h>

#include <stdexcept>

#include "multiprocess/shared/spin.h"

namespace multiprocess {

constinit thread_local RobustThread RobustThread::mine;

// A forked child has another id than the thread that it is a copy of.
void RobustThread::ask() {
  static const int registered = ::pthread_atfork(nullptr, nullptr, [] { mine.id = 0; });
  if (registered != 0) throw std::runtime_error("pthread_atfork: out of memory");
  robust_list_head* head = nullptr;
  std::size_t size = 0;
  procdemo::base::check("get_robust_list", ::syscall(SYS_get_robust_list, 0, &head, &size));
  if (head == nullptr) throw std::runtime_error("this C library registers no robust list");
  mine.pending = &head->list_op_pending;
  mine.entry_to_word = head->futex_offset;
  mine.id = static_cast<std::uint32_t>(::gettid());
}

void RobustMutex::refuse_second() {
  throw std::logic_error("a thread can hold one robust mutex at a time");
}

// Takes the lock if it is free; `waiters` is FUTEX_WAITERS if others may be asleep.
RobustMutex::Got RobustMutex::take(std::uint32_t id, std::uint32_t waiters) {
  std::uint32_t word = word_.load(std::memory_order_relaxed);
  while ((word & FUTEX_TID_MASK) == 0) {
    const bool orphaned = (word & FUTEX_OWNER_DIED) != 0;
    const std::uint32_t mine = id | waiters | (word & FUTEX_WAITERS);
    if (word_.compare_exchange_weak(word, mine, std::memory_order_acquire))
      return orphaned ? Got::orphaned : Got::clean;
  }
  return Got::nothing;
}

RobustMutex::Got RobustMutex::lock_slowly(RobustThread& thread, Deadline until) {
  Got got = Got::nothing;
  spin_until(&word_, [&] { return (got = take(thread.id, 0)) != Got::nothing; });
  while (got == Got::nothing && !until.passed()) {
    sleep(until);
    got = take(thread.id, FUTEX_WAITERS);
  }
  if (got == Got::nothing) forget(thread);
  return got;
}

// Marks the lock as waited for, and sleeps until its holder has unlocked it, or was killed.
void RobustMutex::sleep(Deadline until) {
  std::uint32_t word = word_.load(std::memory_order_relaxed);
  if ((word & FUTEX_TID_MASK) == 0) return;
  if ((word & FUTEX_WAITERS) == 0 && !word_.compare_exchange_strong(word, word | FUTEX_WAITERS))
    return;
  futex_wait(word_, word | FUTEX_WAITERS, until);
}

}  // namespace multiprocess
