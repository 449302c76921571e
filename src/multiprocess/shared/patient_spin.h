// Waiting a moment for a partner with whom one takes turns.
#pragma once

#include "multiprocess/shared/spin.h"

namespace multiprocess {

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
