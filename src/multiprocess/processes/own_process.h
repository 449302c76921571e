// Whether this is still the process that it was.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <utility>

#include "base/check.h"

namespace multiprocess {

/// True in the process that made it, false in the copy that a fork leaves in a child, whoever
/// forks. getpid(2) would tell, too, but is a system call each time; this is a page that the kernel
/// gives to children all zeros (MADV_WIPEONFORK, madvise(2)), so it is one look at memory.
class OwnProcess {
 public:
  /// Throws std::system_error when there is no memory.
  OwnProcess() {
    void* const page =
        ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) procdemo::base::check("mmap", -1);
    page_ = static_cast<pid_t*>(page);
    wiped_ = ::madvise(page, size, MADV_WIPEONFORK) == 0;  // a kernel that cannot may be emulated
    *page_ = ::getpid();
  }
  OwnProcess(const OwnProcess&) = delete;
  OwnProcess& operator=(const OwnProcess&) = delete;
  ~OwnProcess() { ::munmap(page_, size); }

  explicit operator bool() const { return wiped_ ? *page_ != 0 : *page_ == ::getpid(); }

 private:
  static constexpr std::size_t size = 4096;

  pid_t* page_;
  bool wiped_;
};

}  // namespace multiprocess
