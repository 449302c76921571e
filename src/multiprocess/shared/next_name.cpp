#include "multiprocess/shared/next_name.h"

#include <atomic>
#include <cstddef>
#include <iterator>
#include <string_view>

namespace multiprocess {

std::string next_name(Unnamed kind) {
  constexpr std::string_view words[] = {"event-", "lock-",      "pool-",
                                        "queue-", "semaphore-", "value-"};
  static std::atomic<unsigned> made[std::size(words)];
  const auto number = static_cast<std::size_t>(kind);
  return std::string(words[number]) + std::to_string(++made[number]);
}

}  // namespace multiprocess
