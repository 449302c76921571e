// Where a ring keeps items that are not of one size.
//
// The arena is a row of chunks. Items are laid one behind the other into a chunk; when it is full,
// into the first chunk (the first few in a row, for a large item) with nothing in it that is still
// in the ring. So what is touched is about as much memory as the ring has held at once, again and
// again, and stays in the caches; the rest of the arena costs nothing.
//
// A chunk remembers the number of the last item that was laid into it. Items leave the ring in
// their order, so the chunk is free when that one has left, and those who take items out write
// nothing here. Nor does a kill do harm: a chunk that was marked for an item which never came waits
// for the next one, which has the same number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "multiprocess/shared/shared_memory.h"

namespace multiprocess {

/// To a multiple of `unit`.
constexpr std::size_t round_up(std::size_t bytes, std::size_t unit) {
  return (bytes + unit - 1) / unit * unit;
}

/// One process's view of an arena in shared memory, where all zeros is its first state. To be used
/// with the lock of the end that puts.
class Arena {
 public:
  static constexpr std::size_t chunk_bytes = std::size_t{256} << 10;

  /// How much memory an arena for so many bytes of items is.
  static std::size_t memory_for(std::size_t item_bytes);

  /// How much of that is the table of its chunks.
  static std::size_t table_for(std::size_t item_bytes);

  /// No arena.
  Arena() = default;

  /// In memory_for(item_bytes) bytes of `memory` from `offset` on, where a page begins. The table
  /// of chunks, table_for(item_bytes) bytes, is at the beginning, and mapped.
  Arena(const SharedMemory& memory, std::size_t offset, std::size_t item_bytes);

  /// The largest item.
  std::size_t size() const { return chunks_ * chunk_bytes; }

  /// Whether such an item can follow the last one, whichever of them are still in the ring.
  bool has_room_behind_last(std::size_t bytes) const;

  /// Lays out item `number`, counted from 1, while the first `gone` ones have left the ring: where
  /// it stands in the arena, or nothing when there is no room. What is to stay until that item has
  /// left may be laid out before it.
  std::optional<std::uint64_t> lay_out(std::size_t bytes, std::uint64_t number, std::uint64_t gone);

  /// What was laid out there.
  std::byte* at(std::uint64_t place, std::size_t bytes) const {
    return memory_->at(first_ + place, bytes);
  }

 private:
  std::uint64_t find_free(std::uint64_t count, std::uint64_t gone) const;

  std::uint64_t chunks_ = 0;
  std::uint64_t* next_ = nullptr;  // offset of the byte behind the last item
  std::uint64_t* last_ = nullptr;  // for each chunk: the last item that was laid into it
  const SharedMemory* memory_ = nullptr;
  std::size_t first_ = 0;  // where the first chunk begins in the memory
};

}  // namespace multiprocess
