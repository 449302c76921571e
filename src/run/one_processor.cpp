#include "run/one_processor.h"

namespace procdemo::run {

OneProcessor::OneProcessor(bool wanted) {
  if (!wanted || ::sched_getaffinity(0, sizeof before_, &before_) != 0) return;
  const int here = ::sched_getcpu();
  if (here < 0 || here >= CPU_SETSIZE) return;
  CPU_SET(here, &bound_);
  is_bound_ = ::sched_setaffinity(0, sizeof bound_, &bound_) == 0;
}

OneProcessor::~OneProcessor() {
  if (is_bound_) ::sched_setaffinity(0, sizeof before_, &before_);
}

}  // namespace procdemo::run
