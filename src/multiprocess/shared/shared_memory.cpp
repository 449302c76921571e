#include "multiprocess/shared/shared_memory.h"

#include <sys/mman.h>
#include <sys/resource.h>

#include <bit>
#include <cerrno>

#include "base/fd.h"
#include "multiprocess/shared/spin.h"

namespace multiprocess {

using procdemo::base::check;
using procdemo::base::Fd;

std::size_t largest_shared_memory() {
  rlimit limit{};
  check("getrlimit", ::getrlimit(RLIMIT_FSIZE, &limit));
  return limit.rlim_cur;  // RLIM_INFINITY is the largest number
}

SharedMemory::SharedMemory(const std::string& name, std::size_t bytes, std::size_t at_once)
    : size_(bytes), mapped_(at_once), views_(at_once < bytes ? new Views{} : nullptr) {
  if (bytes > largest_shared_memory()) {
    errno = EFBIG;
    procdemo::base::throw_failure("ftruncate", name);
  }
  const Fd file(check("memfd_create", name, ::memfd_create(name.c_str(), MFD_CLOEXEC)));
  check("ftruncate", name, ::ftruncate(file.get(), static_cast<off_t>(bytes)));
  void* const start = ::mmap(nullptr, at_once, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
  if (start == MAP_FAILED) procdemo::base::throw_failure("mmap", name);
  data_ = static_cast<std::byte*>(start);
  has_one_processor();  // asked here, so that none of those that will share it asks while it waits
}

SharedMemory::~SharedMemory() {
  if (data_ != nullptr) ::munmap(data_, mapped_);
  for (std::size_t view = 0; views_ && view < views_->size(); ++view)
    if (std::byte* const start = (*views_)[view]) ::munmap(start, size_of(view));
}

void SharedMemory::swap(SharedMemory& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(mapped_, other.mapped_);
  views_.swap(other.views_);
}

// The beginning of the smallest view that has so many bytes. Of two threads that map it at once,
// one has done so for nothing.
std::byte* SharedMemory::map_far(std::size_t bytes) const {
  const auto view = static_cast<std::size_t>(std::bit_width((bytes - 1) / mapped_)) - 1;
  std::byte* known = (*views_)[view];
  if (known != nullptr) return known;
  void* const start = ::mremap(data_, 0, size_of(view), MREMAP_MAYMOVE);
  if (start == MAP_FAILED) procdemo::base::throw_failure("mremap");
  auto* const mine = static_cast<std::byte*>(start);
  if ((*views_)[view].compare_exchange_strong(known, mine)) return mine;
  ::munmap(start, size_of(view));
  return known;
}

}  // namespace multiprocess
