// Memory that a process has in common with the children it forks.
#pragma once

#include <cstddef>
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
/// Moving hands the mapping over; the destructor unmaps it in this process alone. What stands in it
/// is not destroyed.
class SharedMemory {
 public:
  SharedMemory() = default;

  /// Throws std::system_error, naming the call, when there is not enough of something. (The kernel
  /// would answer more than the largest with SIGXFSZ.)
  SharedMemory(const std::string& name, std::size_t bytes);

  SharedMemory(SharedMemory&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
  SharedMemory& operator=(SharedMemory other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
  }
  ~SharedMemory();

  std::byte* data() const { return data_; }
  std::size_t size() const { return size_; }

 private:
  std::byte* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace multiprocess
