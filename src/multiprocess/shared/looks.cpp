#include "multiprocess/shared/looks.h"

#include <unistd.h>

#include "base/procfs.h"
#include "multiprocess/shared/spin.h"

namespace multiprocess {
namespace {

bool is_traced(pid_t pid) {
  const auto status = procdemo::proc_status(pid);
  return !status || status->tracer != 0;
}

}  // namespace

int looks_before_sleep() {
  static const int looks = is_traced(::getpid()) || has_one_processor() ? 0 : 60;
  return looks;
}

}  // namespace multiprocess
