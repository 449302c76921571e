// A hash that is the same on every machine and in every version, so that what is stored under it is
// found again.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/room.h"

namespace procdemo::base {

/// FNV-1a (Fowler, Noll and Vo), 64 bits, going on from another's.
constexpr std::uint64_t hash_of(std::string_view text, std::uint64_t before = 0xCBF29CE484222325) {
  for (const char byte : text) {
    before = (before ^ static_cast<unsigned char>(byte)) * 0x100000001B3;
  }
  return before;
}

}  // namespace procdemo::base
