// A word in shared memory that processes sleep on (futex(2)).
//
// The kernel compares the word and goes to sleep in one step, so a wake-up cannot fall between the
// look and the sleep. It wakes by address: no list, no owner, nothing that a process killed in its
// sleep could leave behind in the memory. That is why there are futexes here and no condition
// variables: those of glibc count their sleepers in shared memory, and hang when one was killed.
#pragma once

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>

#include "base/check.h"
#include "multiprocess/shared/deadline.h"

namespace multiprocess {

using FutexWord = std::atomic<std::uint32_t>;
static_assert(sizeof(FutexWord) == 4 && FutexWord::is_always_lock_free);

/// The longest sleep of one who waits for a process that may have been killed in between. Short for
/// those who wait, and no load: a thousand sleepers make ten thousand looks a second.
inline constexpr std::chrono::milliseconds look_again{100};

/// Sleeps while `word` is `value`: until a wake-up, a signal, the deadline, or `look_again`, and
/// now and then for no reason, so the caller looks at what it waits for again. Not at all when the
/// word is another.
///
/// One who would wait for ever says so to those who observe it, with an argument that the kernel
/// does not look at: that it looks again then means nothing.
inline void futex_wait(FutexWord& word, std::uint32_t value, Deadline until) {
  const timespec moment = Deadline::sooner_of(until, Deadline::after(look_again)).as_timespec();
  const void* const for_ever = until.is_never() ? &word : nullptr;
  const long result = ::syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, value, &moment, for_ever,
                                FUTEX_BITSET_MATCH_ANY);
  if (result < 0 && errno != EAGAIN && errno != EINTR && errno != ETIMEDOUT)
    procdemo::base::check("futex wait", result);
}

/// Wakes at most so many of those that sleep on `word`. Returns how many it woke.
inline int futex_wake(FutexWord& word, int at_most) {
  return static_cast<int>(procdemo::base::check(
      "futex wake", ::syscall(SYS_futex, &word, FUTEX_WAKE, at_most, nullptr, nullptr, 0)));
}

}  // namespace multiprocess
