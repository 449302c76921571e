#include "syscalls/futex/seen_lock.h"

#include <linux/futex.h>

#include "syscalls/futex/lock_owner.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

/// What a task waits for, and what stands in memory around it.
class Sleeper {
 public:
  Sleeper(const Task& task, std::uint64_t word) : task_(task), word_(word) {}

  std::optional<SeenLock> find() const {
    if (is_mutex()) return SeenLock{LockSort::mutex, word_};
    if (const auto object = rwlock()) return SeenLock{LockSort::rwlock, *object};
    if (const auto object = condition()) return SeenLock{LockSort::condition, *object};
    if (is_semaphore()) return SeenLock{LockSort::semaphore, word_};
    return std::nullopt;
  }

 private:
  std::uint32_t at(std::uint64_t address) const {
    return read_value<std::uint32_t>(task_, address).value_or(0);
  }

  // It sleeps as long as the word has this value.
  std::uint32_t expected() const { return static_cast<std::uint32_t>(task_.call->arguments[2]); }
  bool expects(std::uint32_t value) const { return expected() == value && at(word_) == value; }
  bool sleeps_by(int command) const {
    return (static_cast<int>(task_.call->arguments[1]) & FUTEX_CMD_MASK) == command;
  }
  bool is_private() const {
    return (static_cast<int>(task_.call->arguments[1]) & FUTEX_PRIVATE_FLAG) != 0;
  }

  bool is_mutex() const {
    constexpr std::uint64_t users = 12, kind_of = 16;
    constexpr std::uint32_t awaited = 2;  // "taken, and somebody waits" (lowlevellock.h)
    constexpr std::uint32_t kinds = 3, robust = 16, shared = 128, elision = 256 | 512;
    return sleeps_by(FUTEX_WAIT) && expects(awaited) && has_owner(word_ + owner_of_mutex) &&
           at(word_ + users) == 1 &&
           (at(word_ + kind_of) & ~(kinds | robust | shared | elision)) == 0;
  }

  bool has_owner(std::uint64_t address) const { return static_cast<std::int32_t>(at(address)) > 0; }

  // A reader, or the next writer, waits for the phase to change; other writers for their turn.
  std::optional<std::uint64_t> rwlock() const {
    constexpr std::uint64_t phase = 8, turn = 12;
    constexpr std::uint32_t writing = 1, awaited = 2;
    const bool waits = sleeps_by(FUTEX_WAIT_BITSET) && (expected() & awaited) != 0 &&
                       expected() <= (writing | awaited) && expects(expected());
    for (const std::uint64_t member : {phase, turn}) {
      if (waits && is_rwlock(word_ - member)) return word_ - member;
    }
    return std::nullopt;
  }

  // Taken for writing, and its writer is known; or by so many for reading, and a writer waits.
  bool is_rwlock(std::uint64_t object) const {
    constexpr std::uint64_t shared = 28, kind_of = 48;
    constexpr std::uint32_t writing = 1, written = 2, one_reader = 8, kinds = 2;
    const std::uint32_t state = at(object);
    const bool is_written = (state & writing) && (state & written);
    const bool is_read = !(state & writing) && (state & written) && state >= one_reader;
    const bool owner_fits = is_written == has_owner(object + writer_of_rwlock);
    const bool is_shared = (at(object + shared) & 0xff) != 0;
    return (is_written || is_read) && owner_fits && is_shared != is_private() &&
           at(object + kind_of) <= kinds;
  }

  // In one of two groups, which count who is in them.
  std::optional<std::uint64_t> condition() const {
    constexpr std::uint64_t signals = 40, references = 16, waiters = 36;
    constexpr std::uint32_t one_reference = 2, one_waiter = 8, shared = 1;
    if (!sleeps_by(FUTEX_WAIT_BITSET) || !expects(0)) return std::nullopt;
    for (const std::uint64_t group : {0, 4}) {
      const std::uint64_t object = word_ - signals - group;
      const std::uint32_t waiting = at(object + waiters);
      const bool is_one = at(object + references + group) >= one_reference &&
                          waiting >= one_waiter && ((waiting & shared) != 0) != is_private() &&
                          at(object + references + group) / one_reference <= waiting / one_waiter;
      if (is_one) return object;
    }
    return std::nullopt;
  }

  // It is 0, and behind it stands how many wait.
  bool is_semaphore() const {
    constexpr std::uint64_t waiters = 4, sharing = 8;
    constexpr std::uint32_t most_waiters = 1 << 16, shared = 128;
    const std::uint32_t waiting = at(word_ + waiters);
    return sleeps_by(FUTEX_WAIT_BITSET) && expects(0) && waiting > 0 && waiting <= most_waiters &&
           at(word_ + sharing) == (is_private() ? 0 : shared);
  }

  const Task& task_;
  std::uint64_t word_;
};

}  // namespace

std::optional<SeenLock> seen_lock(const Task& task, std::uint64_t word) {
  return Sleeper(task, word).find();
}

}  // namespace procdemo::syscalls
