#include "multiprocess/flush.h"

#include <cstdio>
#include <iostream>

namespace multiprocess {

// A stream that cannot be written to, because its reader is gone, is its owner's business.
void flush_output() noexcept {
  try {
    std::cout.flush();
    std::clog.flush();
  } catch (const std::ios_base::failure&) {
  }
  std::fflush(nullptr);
}

}  // namespace multiprocess
