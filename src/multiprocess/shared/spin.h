// Waiting a moment without sleeping.
//
// To fall asleep and be woken takes ten microseconds or more, a hundred times what another process
// needs to put an item or to leave a lock. While each waits for the other, and both sleep, every
// item costs that much. So whoever must wait looks again for some microseconds first, then yields
// its processor, and only then sleeps. (A queue for one item passes 4 million a second between two
// processes that way, and 60,000 when they sleep at once.)
#pragma once

#include <sys/syscall.h>
#include <unistd.h>

#include "multiprocess/shared/processors.h"

namespace multiprocess {

/// Tells the processor that this is a loop that waits: it then saves power, and leaves the loop
/// without a misprediction. 5 to 50 ns.
inline void relax() {
#if __has_builtin(__builtin_ia32_pause)
  __builtin_ia32_pause();
#endif
}

/// Then nobody else can do anything while we look.
inline bool has_one_processor() {
  static const bool alone = usable_processors() == 1;
  return alone;
}

/// sched_yield(2) takes no argument. It is given one, as futex(2) is, for those who observe us:
/// what we wait for (probe.h).
inline void yield_for(const void* word) {
  ::syscall(SYS_sched_yield, word);
}

/// Whether `done()`, which looks at `word`, became true while we looked.
template <class Done>
bool spin_until(const void* word, Done done) {
  for (int looks = has_one_processor() ? 0 : 250; looks > 0; --looks) {
    if (done()) return true;
    relax();
  }
  for (int looks = 2; looks > 0; --looks) {
    if (done()) return true;
    yield_for(word);
  }
  return done();
}

/// Waiting a moment for a partner with whom one takes turns.
///
/// If each of the two looked for a shorter time than it takes to wake the other one, some ten
/// microseconds, it would be asleep whenever the other had something, and every turn would cost two
/// wake-ups. So the look is long (twenty microseconds) where the last long one was worth it. It is
/// not where more processes want to run than there are processors: there it is short, but for one
/// in sixteen, in case that has changed.
///
/// It does not yield the processor: to whom, nobody knows, and who works for others gets it back
/// after milliseconds. Then it is better to sleep, and to be woken.
class PatientSpin {
 public:
  /// Whether `done()` became true while we looked.
  template <class Done>
  bool until(Done done) {
    const bool patient = worth_it_ || ++impatient_ % 16 == 0;
    const bool found = look(has_one_processor() ? 1 : patient ? 600 : 60, done);
    if (patient) worth_it_ = found;
    return found;
  }

 private:
  template <class Done>
  static bool look(int times, Done done) {
    for (; times > 0; --times) {
      if (done()) return true;
      relax();
    }
    return false;
  }

  bool worth_it_ = true;
  unsigned impatient_ = 0;
};

}  // namespace multiprocess
