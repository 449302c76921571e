#include "findings/rules/held_lock.h"

#include <utility>

namespace procdemo::findings {

std::string shown_bytes(const std::string& path, const fact::ByteRange& bytes) {
  if (bytes == fact::ByteRange()) return path;
  const bool to_end = bytes.last == fact::ByteRange::whole;
  return path + "[" + std::to_string(bytes.first) + "-" +
         (to_end ? "" : std::to_string(bytes.last)) + "]";
}

void cut(std::vector<HeldLock>& held, const LockId& gone) {
  std::vector<HeldLock> left;
  for (const HeldLock& lock : held) {
    if (!lock.id.meets(gone)) {
      left.push_back(lock);
      continue;
    }
    const auto keep = [&](std::int64_t first, std::int64_t last) {
      if (first > last) return;
      left.push_back(lock);
      left.back().id.bytes = {first, last};
    };
    const fact::ByteRange &own = lock.id.bytes, &cut = gone.bytes;
    if (own.first < cut.first) keep(own.first, cut.first - 1);
    if (cut.last < own.last) keep(cut.last + 1, own.last);
  }
  held = std::move(left);
}

}  // namespace procdemo::findings
