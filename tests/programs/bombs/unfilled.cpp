// Prints memory that it never fills (userfaultfd), and memory that only the kernel can read
// (memfd_secret).
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>

#include <cstdint>

#include "../only_observed.h"

static constexpr std::size_t page = 4096;

static void* map(int file, int sharing) {
  return ::mmap(nullptr, page, PROT_READ | PROT_WRITE, sharing, file, 0);
}

static void print(const void* pages) {
  [[maybe_unused]] const ssize_t told = ::write(1, pages, 10);
}

static void print_unfilled() {
  const int faults = static_cast<int>(::syscall(SYS_userfaultfd, UFFD_USER_MODE_ONLY));
  if (faults < 0) return;
  uffdio_api api = {UFFD_API, 0, 0};
  void* pages = map(-1, MAP_PRIVATE | MAP_ANONYMOUS);
  uffdio_register range{};
  range.range = {reinterpret_cast<std::uint64_t>(pages), page};
  range.mode = UFFDIO_REGISTER_MODE_MISSING;
  if (::ioctl(faults, UFFDIO_API, &api) == 0 && ::ioctl(faults, UFFDIO_REGISTER, &range) == 0)
    print(pages);
  ::munmap(pages, page);
  ::close(faults);
}

static void print_secret() {
  const int file = static_cast<int>(::syscall(SYS_memfd_secret, 0));
  if (file < 0 || ::ftruncate(file, page) != 0) return;
  void* pages = map(file, MAP_SHARED);
  if (pages != MAP_FAILED) print(pages);
  ::close(file);
}

int main() {
  only_observed();
  while (true) {
    print_unfilled();
    print_secret();
    ::fork();
  }
}
