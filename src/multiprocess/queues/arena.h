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

  /// No arena.
  Arena() = default;

  /// In memory_for(item_bytes) bytes that begin at `memory`, which begins a page.
  Arena(std::byte* memory, std::size_t item_bytes);

  /// The largest item.
  std::size_t size() const { return chunks_ * chunk_bytes; }

  /// Whether such an item can follow the last one, whichever of them are still in the ring.
  bool has_room_behind_last(std::size_t bytes) const;

  /// Lays out item `number`, counted from 1, while the first `gone` ones have left the ring.
  /// nullptr when there is no room.
  std::byte* lay_out(std::size_t bytes, std::uint64_t number, std::uint64_t gone);

  std::uint64_t offset_of(const std::byte* item) const {
    return static_cast<std::uint64_t>(item - first_);
  }
  const std::byte* at(std::uint64_t offset) const { return first_ + offset; }

 private:
  std::uint64_t find_free(std::uint64_t count, std::uint64_t gone) const;

  std::uint64_t chunks_ = 0;
  std::uint64_t* next_ = nullptr;  // offset of the byte behind the last item
  std::uint64_t* last_ = nullptr;  // for each chunk: the last item that was laid into it
  std::byte* first_ = nullptr;
};

}  // namespace multiprocess
