// Memory that the kernel can read and procdemo perhaps not, or that nobody ever fills; and output.
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <sys/auxv.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>
#include <system_error>
#include <thread>

#include "at_random.h"

namespace at_random {

namespace {

constexpr std::size_t page = 4096;

void* some_pages(std::size_t size, int protection = PROT_READ | PROT_WRITE) {
  void* pages = ::mmap(nullptr, size, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return pages == MAP_FAILED ? nullptr : pages;
}

void put(const void* at, std::size_t size) {
  [[maybe_unused]] const ssize_t written = ::write(1, at, size);
}

void write_secret(Random&) {
  const int file = static_cast<int>(::syscall(SYS_memfd_secret, 0));
  if (file < 0 || ::ftruncate(file, page) != 0) return;
  void* secret = ::mmap(nullptr, page, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (secret == MAP_FAILED) return;
  std::strcpy(static_cast<char*>(secret), "secret\n");
  put(secret, 7);
}

// The kernel's own page of time beside the vDSO: the kernel can read it, ptrace can not.
void write_time_page(Random& random) {
  const std::uint64_t vdso = ::getauxval(AT_SYSINFO_EHDR);
  if (vdso != 0)
    put(reinterpret_cast<void*>(vdso - page * static_cast<unsigned>(1 + random.up_to(4))), 16);
}

void write_unfilled(Random& random) {
  const int faults =
      static_cast<int>(::syscall(SYS_userfaultfd, random.up_to(2) * UFFD_USER_MODE_ONLY));
  if (faults < 0) return;
  uffdio_api api = {UFFD_API, 0, 0};
  void* pages = some_pages(page);
  if (::ioctl(faults, UFFDIO_API, &api) != 0 || !pages) return;
  uffdio_register range{};
  range.range = {reinterpret_cast<std::uint64_t>(pages), page};
  range.mode = UFFDIO_REGISTER_MODE_MISSING;
  if (::ioctl(faults, UFFDIO_REGISTER, &range) == 0) put(pages, 10);
}

// The text goes while it is being written.
void race_memory(Random&) {
  void* pages = some_pages(page);
  if (!pages) return;
  try {
    std::thread([=] {
      for (int i = 0; i < 2000; ++i) ::madvise(pages, page, MADV_DONTNEED);
      ::munmap(pages, page);
    }).detach();
  } catch (const std::system_error&) {
    return;
  }
  for (int i = 0; i < 100; ++i) put(pages, page);
}

// The very instruction that made a call is another one by the next.
void rewrite_code(Random&) {
  ::signal(SIGTRAP, SIG_IGN);
  auto* code = static_cast<unsigned char*>(some_pages(page, PROT_READ | PROT_WRITE | PROT_EXEC));
  if (!code) return;
  const unsigned char call[] = {0xb8, 0x6e, 0, 0, 0, 0x0f, 0x05, 0xc3};  // getppid; ret
  std::memcpy(code, call, sizeof call);
  for (int i = 0; i < 50; ++i) {
    reinterpret_cast<long (*)()>(code)();
    code[1] = static_cast<unsigned char>(i % 2 == 0 ? 0x39 : 0x6e);  // getpid, getppid
  }
}

void print_rubbish(Random& random) {
  std::string text(static_cast<std::size_t>(random.up_to(70000)), '\0');
  for (char& byte : text) byte = static_cast<char>(random.up_to(256));
  const int many = random.up_to(4);
  for (int i = 0; i < many; ++i) put(text.data(), text.size());
}

void print_without_end(Random& random) {
  const std::string text(static_cast<std::size_t>(1 + random.up_to(5000)), 'x');
  for (int i = 0; i < 3000; ++i) put(text.data(), text.size());
}

void print_in_pieces(Random& random) {
  iovec pieces[1024];
  for (iovec& piece : pieces) {
    piece = {random.up_to(50) == 0 ? nullptr : const_cast<char*>("piece\n"),
             static_cast<std::size_t>(random.up_to(7))};
  }
  [[maybe_unused]] const ssize_t written = ::writev(1, pieces, random.up_to(1100));
}

void move_to_output(Random& random) {
  const int file = ::memfd_create("text", MFD_CLOEXEC);
  [[maybe_unused]] const ssize_t written = ::write(file, "moved\x1b[2J\n", 10);
  ::lseek(file, 0, SEEK_SET);
  const int terminal = random.up_to(2) == 0 ? 1 : ::open("/dev/tty", O_WRONLY | O_CLOEXEC);
  ::sendfile(terminal, file, nullptr, 10);
  ::splice(file, nullptr, terminal, nullptr, 10, 0);
  ::copy_file_range(file, nullptr, terminal, nullptr, 10, 0);
  ::close(file);
}

void fill_memory(Random& random) {
  const std::size_t size = (std::size_t{1} << 20) * static_cast<std::size_t>(1 + random.up_to(200));
  if (void* pages = some_pages(size)) std::memset(pages, 1, size);
}

void fill_descriptors(Random&) {
  while (::dup(0) >= 0) continue;
}

void lose_descriptors(Random& random) {
  ::syscall(SYS_close_range, random.up_to(4), ~0U, 0);
}

void loop(Random& random) {
  constexpr int calls[] = {SYS_getppid, SYS_sched_yield, SYS_getuid, SYS_gettid};
  const int call = random.one_of(calls);
  for (int left = random.up_to(200'000); left > 0; --left) ::syscall(call);
}

void spin(Random& random) {
  volatile long left = random.up_to(1'000'000) * 100L;
  while (left > 0) {
    const long next = left - 1;
    left = next;
  }
}

}  // namespace

std::vector<Deed> mapping() {
  return {{"secret", write_secret},
          {"vvar", write_time_page},
          {"userfault", write_unfilled},
          {"race-memory", race_memory},
          {"code", rewrite_code},
          {"rubbish", print_rubbish},
          {"endless-line", print_without_end},
          {"pieces", print_in_pieces},
          {"move", move_to_output},
          {"memory", fill_memory},
          {"descriptors", fill_descriptors},
          {"close", lose_descriptors},
          {"loop", loop},
          {"spin", spin}};
}

}  // namespace at_random
