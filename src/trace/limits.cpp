#include <unistd.h>

#include <algorithm>

#include "trace/trace.h"

namespace procdemo {

std::int64_t usual_memory() {
  const auto machine =
      static_cast<std::int64_t>(::sysconf(_SC_PHYS_PAGES)) * ::sysconf(_SC_PAGESIZE);
  return std::min<std::int64_t>(most_usual_memory, std::max<std::int64_t>(machine / 2, 1));
}

}  // namespace procdemo
