#include "schedule/live.h"

namespace procdemo {

std::optional<pid_t> Live::next(const Situation&) {
  if (held_.empty()) return std::nullopt;
  const pid_t first = held_.front();
  held_.pop_front();
  return first;
}

}  // namespace procdemo
