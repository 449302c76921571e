// Room for what does not fit into a task's slot: arguments and results of any length.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "multiprocess/shared/shared_memory.h"

namespace multiprocess {

/// Shared memory in blocks of a page; what is kept is a chain of them. A process marks each block
/// with whom it keeps it for (a number, not 0) in the one step that takes it: wherever it is
/// killed, the marks say what to give back. Anybody may keep, and gives back at once what found no
/// room as a whole; what was kept, one process alone releases, the pool's owner.
///
/// The mapping is far larger than what is ever used; a block costs memory once it was written to.
class PoolBlocks {
 public:
  /// Throws std::system_error when there is no room for even a small one.
  explicit PoolBlocks(const std::string& name);

  /// How many bytes it could keep if it kept nothing else.
  std::size_t capacity() const;

  /// Where the bytes are, as a number that is not 0; nothing when there is no room for them.
  std::optional<std::uint32_t> keep(std::string_view bytes, std::uint32_t keeper);

  std::string load(std::uint32_t first, std::size_t size) const;

  void release(std::uint32_t first);

  /// What a killed process had begun to keep.
  void release_all(std::uint32_t keeper);

 private:
  struct Entry {
    std::atomic<std::uint32_t> keeper;
    std::uint32_t next;  // of the chain; 0 ends it
  };
  struct Head {
    std::atomic<std::uint32_t> likely_free;  // a hint: below it, few blocks are free
    std::atomic<std::uint32_t> highest;      // no block above it was ever taken
  };

  std::uint32_t take_one(std::uint32_t keeper);
  std::uint32_t take_from(std::uint32_t from, std::uint32_t to, std::uint32_t keeper);
  void free_one(std::uint32_t block);
  std::byte* at(std::uint32_t block) const;
  Head& head() const;
  Entry& entry(std::uint32_t block) const;

  SharedMemory memory_;
  std::uint32_t count_;  // of blocks; block 0 and those after it hold the table
  std::uint32_t first_;  // the first that is no table
};

}  // namespace multiprocess
