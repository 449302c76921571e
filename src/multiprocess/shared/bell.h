// Wakes those who wait for a change of shared memory, and costs next to nothing when nobody does.
//
// A put must not make a system call when no getter sleeps. So a getter says that it will sleep, in
// memory, before it does; Reed and Kanodia's eventcounts (CACM 22(2), 1979) are the idea. Three
// counters:
//
//   the listener                            the ringer
//   heard = changes                         makes the change
//   listens += 1                            l = listens; if l is quiet, done: nobody sleeps
//   looks: is it there already?             changes += 1
//   sleeps while changes is heard           wakes one; if there was nobody to wake: quiet = l
//
// Each looks after it wrote (sequential consistency), so either the ringer sees the listen, or the
// listener sees the change. And nobody sleeps through a ring that sees its listen: it had read
// `changes` before it listened, so the ring either finds it asleep, or keeps it from falling
// asleep. When there was nobody to wake, all who had listened up to `l` are up and will look, or
// listen anew; whoever listens later makes `listens` another number than `quiet`.
// tests/multiprocess/bell_model_test.cpp tries these steps in every order.
//
// A listener that is killed costs one wake-up for nobody. A ringer killed between its change and
// its wake-up, or a woken listener killed before it looked, would leave others asleep beside the
// change. Nothing in memory can tell, so a sleep lasts 100 ms at most, and then the listener looks
// again.
#pragma once

#include <climits>

#include "multiprocess/shared/futex.h"

namespace multiprocess {

/// Lives in shared memory, where all zeros is its first state.
class Bell {
 public:
  /// To be passed to sleep(), after one more look at what is waited for.
  std::uint32_t listen() {
    const std::uint32_t heard = changes_.load();
    listens_.fetch_add(1);
    return heard;
  }

  /// Until the bell rings, or has rung since `heard`; until the deadline; or for a while.
  void sleep(std::uint32_t heard, Deadline until) { futex_wait(changes_, heard, until); }

  /// After a change that one listener can use. The change must have been a sequentially consistent
  /// write (std::atomic's default). Returns whether somebody was woken.
  bool ring() { return wake(1); }

  /// Whether ringing could wake anybody.
  bool may_wake() const { return listens_.load() != quiet_.load(); }

  /// After a change that all are waiting for.
  void ring_all() { wake(INT_MAX); }

 private:
  bool wake(int at_most) {
    const std::uint32_t listens = listens_.load();
    if (listens == quiet_.load()) return false;
    changes_.fetch_add(1);
    if (futex_wake(changes_, at_most) > 0) return true;
    quiet_.store(listens);
    return false;
  }

  FutexWord changes_{0};
  std::atomic<std::uint32_t> listens_{0};
  std::atomic<std::uint32_t> quiet_{0};
};

}  // namespace multiprocess
