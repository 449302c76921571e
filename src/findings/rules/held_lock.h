// A lock that a process or a thread holds, as lock_order.cpp looks at it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "findings/fact.h"
#include "findings/room.h"

namespace procdemo::findings {

/// Of a file some bytes may be locked alone: two that meet are one lock.
struct LockId {
  std::string name;
  fact::ByteRange bytes = {};
  auto operator<=>(const LockId&) const = default;
  bool meets(const LockId& other) const { return name == other.name && bytes.meets(other.bytes); }
};

struct HeldLock {
  LockId id;
  std::string shown;
  bool exclusive = true;
  std::uint64_t seen = 0;  // the event that tells of it; 0: none does
  std::optional<fact::Moment> asked = {};
  std::optional<std::uint64_t> looks = {};  // fact::TakesLock has these
  bool by_process = false;
};

/// "/data"; "/data[0-9]", "/data[10-]" of bytes alone.
std::string shown_bytes(const std::string& path, const fact::ByteRange& bytes);

/// What is left of locks when these bytes are given back, or locked anew.
void cut(std::vector<HeldLock>& held, const LockId& gone);

}  // namespace procdemo::findings
