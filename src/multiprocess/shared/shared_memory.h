// Memory that a process has in common with the children it forks.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

namespace multiprocess {

/// The most bytes that one can have: it is a file, and no file may be longer than RLIMIT_FSIZE
/// (`ulimit -f`).
std::size_t largest_shared_memory();

/// A mapping of a memfd (memfd_create(2)), all zeros at first. Whoever is forked while it is mapped
/// sees the same bytes at the same address. It has a name in /proc/PID/maps ("/memfd:queue-1") and
/// none in the file system, and no descriptor stays open: the kernel frees the memory when the last
/// process that maps it ends, however it ends. A page costs memory once it is touched.
///
/// Of a large one only the beginning need be mapped at once. Whoever comes to the rest maps more of
/// it, in its own process, at another address: mremap(2) makes a new mapping of the same memory
/// where it is told that the old one has no size. What was mapped stays where it is, for threads
/// that are at work in it.
///
/// Moving hands the mapping over; the destructor unmaps it in this process alone. What stands in it
/// is not destroyed.
class SharedMemory {
 public:
  SharedMemory() = default;

  /// Throws std::system_error, naming the call, when there is not enough of something. (The kernel
  /// would answer more than the largest with SIGXFSZ.)
  SharedMemory(const std::string& name, std::size_t bytes) : SharedMemory(name, bytes, bytes) {}

  /// Maps the first `at_once` bytes of it.
  SharedMemory(const std::string& name, std::size_t bytes, std::size_t at_once);

  SharedMemory(SharedMemory&& other) noexcept { swap(other); }
  SharedMemory& operator=(SharedMemory other) noexcept {
    swap(other);
    return *this;
  }
  ~SharedMemory();

  std::byte* data() const { return data_; }
  std::size_t size() const { return size_; }

  /// So many bytes of it; they stay where they are. Throws std::system_error when they would have
  /// to be mapped and there are not enough addresses (`ulimit -v`).
  std::byte* at(std::size_t offset, std::size_t bytes) const {
    return offset + bytes <= mapped_ ? data_ + offset : map_far(offset + bytes) + offset;
  }

 private:
  // The second maps twice as much as the first, and so on. Set once: no lock, which a fork could
  // find locked.
  using Views = std::array<std::atomic<std::byte*>, 48>;

  std::byte* map_far(std::size_t bytes) const;
  std::size_t size_of(std::size_t view) const { return std::min(mapped_ << (view + 1), size_); }
  void swap(SharedMemory& other) noexcept;

  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t mapped_ = 0;  // at data_
  std::unique_ptr<Views> views_;
};

}  // namespace multiprocess
