#include "multiprocess/queues/arena.h"

#include <algorithm>

namespace multiprocess {
namespace {

constexpr std::size_t alignment = 16;
constexpr std::size_t page = 4096;

std::uint64_t length_of(std::size_t bytes) {
  return round_up(std::max<std::size_t>(bytes, 1), alignment);
}

std::uint64_t chunks_for(std::size_t bytes) {
  return round_up(bytes, Arena::chunk_bytes) / Arena::chunk_bytes;
}

std::size_t table_bytes(std::uint64_t chunks) {
  return round_up((1 + chunks) * sizeof(std::uint64_t), page);
}

}  // namespace

std::size_t Arena::memory_for(std::size_t item_bytes) {
  return table_bytes(chunks_for(item_bytes)) + chunks_for(item_bytes) * chunk_bytes;
}

std::size_t Arena::table_for(std::size_t item_bytes) {
  return table_bytes(chunks_for(item_bytes));
}

Arena::Arena(const SharedMemory& memory, std::size_t offset, std::size_t item_bytes)
    : chunks_(chunks_for(item_bytes)),
      next_(reinterpret_cast<std::uint64_t*>(memory.data() + offset)),
      last_(next_ + 1),
      memory_(&memory),
      first_(offset + table_bytes(chunks_)) {}

// Of a chunk that the next item would begin, nothing is known: it may be in use.
bool Arena::has_room_behind_last(std::size_t bytes) const {
  const std::uint64_t filled = *next_ % chunk_bytes;
  return filled != 0 && filled + length_of(bytes) <= chunk_bytes;
}

std::optional<std::uint64_t> Arena::lay_out(std::size_t bytes, std::uint64_t number,
                                            std::uint64_t gone) {
  if (!has_room_behind_last(bytes)) {
    const std::uint64_t first = find_free(chunks_for(length_of(bytes)), gone);
    if (first == chunks_) return std::nullopt;
    *next_ = first * chunk_bytes;
  }
  const std::uint64_t start = *next_;
  *next_ += length_of(bytes);
  for (std::uint64_t chunk = start / chunk_bytes; chunk * chunk_bytes < *next_; ++chunk)
    last_[chunk] = std::max(last_[chunk], number);
  return start;
}

// The first of so many free chunks in a row; chunks_ if there are none.
std::uint64_t Arena::find_free(std::uint64_t count, std::uint64_t gone) const {
  std::uint64_t free = 0;
  for (std::uint64_t chunk = 0; chunk < chunks_; ++chunk) {
    free = last_[chunk] <= gone ? free + 1 : 0;
    if (free == count) return chunk + 1 - count;
  }
  return chunks_;
}

}  // namespace multiprocess
