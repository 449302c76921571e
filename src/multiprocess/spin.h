// Waiting a moment without sleeping.
//
// Falling asleep and being woken costs two system calls and some ten microseconds, many times what
// another process needs to put an item or to leave a lock. So whoever must wait looks again a
// number of times first: for about two microseconds, and then it sleeps. On a machine with one
// processor, nobody can bring what is waited for while we look; there it sleeps at once.
#pragma once

#include <sched.h>

namespace multiprocess {

/// Tells the processor that this is a loop that waits: it then saves power, and leaves the loop
/// without a misprediction.
inline void relax() {
#if __has_builtin(__builtin_ia32_pause)
  __builtin_ia32_pause();
#endif
}

/// How many times looking again is worth it in this process.
inline int spin_limit() {
  static const int limit = [] {
    cpu_set_t processors;
    const bool known = ::sched_getaffinity(0, sizeof processors, &processors) == 0;
    return known && CPU_COUNT(&processors) == 1 ? 0 : 60;
  }();
  return limit;
}

/// Whether `done()` became true while we looked: for the usual two microseconds, or `times` that.
template <class Done>
bool spin_until(Done done, int times = 1) {
  for (int looks = spin_limit() * times; looks > 0; --looks) {
    if (done()) return true;
    relax();
  }
  return false;
}

/// For two who take turns. If each looked for a shorter time than it takes to wake the other one,
/// some ten microseconds, it would be asleep whenever the other had something. So the look is long
/// where the last long one was worth it. It is not where more processes want to run than there are
/// processors; there it is short, but for one in sixteen, in case that has changed.
class PatientSpin {
 public:
  template <class Done>
  bool until(Done done) {
    const bool patient = worth_it_ || ++impatient_ % 16 == 0;
    const bool found = spin_until(done, patient ? 10 : 1);
    if (patient) worth_it_ = found;
    return found;
  }

 private:
  bool worth_it_ = true;
  unsigned impatient_ = 0;
};

}  // namespace multiprocess
