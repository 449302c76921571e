#include "multiprocess/shared/shared_memory.h"

#include <sys/mman.h>
#include <sys/resource.h>

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

SharedMemory::SharedMemory(const std::string& name, std::size_t bytes) : size_(bytes) {
  if (bytes > largest_shared_memory()) {
    errno = EFBIG;
    procdemo::base::throw_failure("ftruncate", name);
  }
  const Fd file(check("memfd_create", name, ::memfd_create(name.c_str(), MFD_CLOEXEC)));
  check("ftruncate", name, ::ftruncate(file.get(), static_cast<off_t>(bytes)));
  void* const start = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0);
  if (start == MAP_FAILED) procdemo::base::throw_failure("mmap", name);
  data_ = static_cast<std::byte*>(start);
  has_one_processor();  // asked here, so that none of those that will share it asks while it waits
}

SharedMemory::~SharedMemory() {
  if (data_ != nullptr) ::munmap(data_, size_);
}

}  // namespace multiprocess
