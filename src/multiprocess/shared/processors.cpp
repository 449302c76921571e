#include "multiprocess/shared/processors.h"

#include <sched.h>

#include <cerrno>
#include <cstddef>
#include <vector>

namespace multiprocess {

// The kernel refuses a set that is smaller than its own, which may be larger than a cpu_set_t.
int usable_processors() {
  constexpr std::size_t most = 1024;  // sets, of 1,024 processors each
  for (std::size_t sets = 1; sets <= most; sets *= 2) {
    std::vector<cpu_set_t> all(sets);
    const std::size_t bytes = sets * sizeof(cpu_set_t);
    if (::sched_getaffinity(0, bytes, all.data()) == 0) return CPU_COUNT_S(bytes, all.data());
    if (errno != EINVAL) break;
  }
  return 1;
}

}  // namespace multiprocess
