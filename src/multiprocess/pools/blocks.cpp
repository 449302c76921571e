#include "multiprocess/pools/blocks.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <system_error>

namespace multiprocess {

namespace {

constexpr std::size_t block_size = 4096;
constexpr std::size_t most_bytes = std::size_t{4} << 30;
constexpr std::size_t fewest_bytes = std::size_t{16} << 20;

// So many blocks (64 MiB) stay when they are released; others are given back to the kernel.
constexpr std::uint32_t kept_warm = 1 << 14;

// As large as the limits on address space allow.
SharedMemory map_blocks(const std::string& name) {
  for (std::size_t bytes = std::min(most_bytes, largest_shared_memory() / block_size * block_size);;
       bytes /= 2) {
    try {
      SharedMemory memory(name, bytes);
      // A core dump would read, and thereby make, every page of it.
      ::madvise(memory.data(), memory.size(), MADV_DONTDUMP);
      return memory;
    } catch (const std::system_error&) {
      if (bytes / 2 < fewest_bytes) throw;
    }
  }
}

}  // namespace

PoolBlocks::PoolBlocks(const std::string& name)
    : memory_(map_blocks(name)), count_(static_cast<std::uint32_t>(memory_.size() / block_size)) {
  const std::size_t table = sizeof(Head) + count_ * sizeof(Entry);
  first_ = static_cast<std::uint32_t>((table + block_size - 1) / block_size);
  head().likely_free = first_;
  head().highest = first_;
}

PoolBlocks::Head& PoolBlocks::head() const {
  return *reinterpret_cast<Head*>(memory_.data());
}

PoolBlocks::Entry& PoolBlocks::entry(std::uint32_t block) const {
  return reinterpret_cast<Entry*>(memory_.data() + sizeof(Head))[block];
}

std::byte* PoolBlocks::at(std::uint32_t block) const {
  return memory_.data() + block * block_size;
}

std::size_t PoolBlocks::capacity() const {
  return (count_ - first_) * block_size;
}

std::optional<std::uint32_t> PoolBlocks::keep(std::string_view bytes, std::uint32_t keeper) {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), block_size))) {
    const std::uint32_t block = take_one(keeper);
    if (block == 0) {
      release(first);
      return std::nullopt;
    }
    std::memcpy(at(block), bytes.data(), std::min(bytes.size(), block_size));
    (first == 0 ? first : entry(last).next) = block;
    last = block;
  }
  return first;
}

std::uint32_t PoolBlocks::take_one(std::uint32_t keeper) {
  const std::uint32_t likely = head().likely_free.load(std::memory_order_relaxed);
  std::uint32_t block = take_from(likely, count_, keeper);
  if (block == 0) block = take_from(first_, likely, keeper);
  if (block != 0) head().likely_free.store(block + 1, std::memory_order_relaxed);
  return block;
}

std::uint32_t PoolBlocks::take_from(std::uint32_t from, std::uint32_t to, std::uint32_t keeper) {
  for (std::uint32_t block = from; block < to; ++block) {
    std::uint32_t highest = head().highest.load();
    while (highest < block && !head().highest.compare_exchange_weak(highest, block)) {
    }
    std::uint32_t nobody = 0;
    if (entry(block).keeper.compare_exchange_strong(nobody, keeper)) {
      entry(block).next = 0;
      return block;
    }
  }
  return 0;
}

std::string PoolBlocks::load(std::uint32_t first, std::size_t size) const {
  std::string bytes;
  bytes.reserve(size);
  for (std::uint32_t block = first; block != 0; block = entry(block).next) {
    const std::size_t part = std::min(size - bytes.size(), block_size);
    bytes.append(reinterpret_cast<const char*>(at(block)), part);
  }
  return bytes;
}

void PoolBlocks::release(std::uint32_t first) {
  while (first != 0) {
    const std::uint32_t next = entry(first).next;
    free_one(first);
    first = next;
  }
}

void PoolBlocks::release_all(std::uint32_t keeper) {
  const std::uint32_t highest = head().highest.load();
  for (std::uint32_t block = first_; block <= highest && block < count_; ++block)
    if (entry(block).keeper.load() == keeper) free_one(block);
}

void PoolBlocks::free_one(std::uint32_t block) {
  if (block >= first_ + kept_warm) ::madvise(at(block), block_size, MADV_REMOVE);
  entry(block).keeper.store(0);
  if (block < head().likely_free.load(std::memory_order_relaxed))
    head().likely_free.store(block, std::memory_order_relaxed);
}

}  // namespace multiprocess
