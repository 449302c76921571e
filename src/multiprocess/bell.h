// Wakes those who wait for a change of shared memory, and costs next to nothing when nobody does.
//
// A put must not make a system call when no getter sleeps, so a getter leaves a mark before it
// does; Reed and Kanodia's eventcounts (CACM 22(2), 1979) are the idea. One word holds the mark
// (its lowest bit) and a count of what happened to it (the rest); it is the futex, too:
//
//   the listener                       the ringer
//   heard = listen(): marks, counts    makes the change
//   looks: is it there already?        is there a mark? if not, done
//   sleep(heard)                       counts; wakes one; if nobody slept, takes the mark away
//
// - Nobody sleeps through a change. A mark made before the ringer looked is seen by it; a mark made
//   later finds the change there, because both look after they wrote (sequential consistency). And
//   the ringer counts *before* it wakes: who listened but does not sleep yet finds another word
//   than it heard, and does not fall asleep.
// - The mark is taken away only if nothing was counted since. Who sleeps then was there before
//   the ringer counted, and would have been woken; who came since has counted. So nobody sleeps
//   unmarked. The mark stays while somebody may sleep: the next change wakes the next one.
// - A listener that is killed leaves a mark: one wake-up for nobody, which takes it away. A ringer
//   killed between change and wake-up, or a woken one killed before it came to look, would leave
//   others asleep beside the change. Nothing in memory can tell, so a sleep lasts 100 ms at most,
//   and then the listener looks again.
#pragma once

#include <climits>

#include "multiprocess/futex.h"

namespace multiprocess {

/// Lives in shared memory, where all zeros is its first state.
class Bell {
 public:
  /// To be passed to sleep(), after one more look at what is waited for.
  std::uint32_t listen() {
    std::uint32_t word = word_.load();
    while (!word_.compare_exchange_weak(word, (word + step) | mark)) {
    }
    return (word + step) | mark;
  }

  /// Until the bell rings, or has rung since `heard`; until the deadline; or for a while.
  void sleep(std::uint32_t heard, Deadline until) {
    futex_wait(word_, heard, Deadline::sooner_of(until, Deadline::after(look_again)));
  }

  /// After a change that one listener can use. The change must have been a sequentially consistent
  /// write (std::atomic's default). Returns whether somebody was woken.
  bool ring() { return may_wake() && wake(1); }

  /// Whether ringing could wake anybody.
  bool may_wake() const { return (word_.load() & mark) != 0; }

  /// After a change that all are waiting for.
  void ring_all() {
    if (may_wake()) wake(INT_MAX);
  }

 private:
  static constexpr std::uint32_t mark = 1;
  static constexpr std::uint32_t step = 2;

  bool wake(int at_most) {
    std::uint32_t counted = word_.fetch_add(step) + step;
    if ((counted & mark) == 0) return false;
    if (futex_wake(word_, at_most) > 0) return true;
    word_.compare_exchange_strong(counted, counted & ~mark);
    return false;
  }

  FutexWord word_{0};
};

}  // namespace multiprocess
