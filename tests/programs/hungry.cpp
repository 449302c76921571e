// Takes more than it should: hungry memory|shared|children|memfd BYTES, hungry file BYTES [PATH].
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

void take(std::size_t bytes, int how) {
  void* const memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, how | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return;
  std::memset(memory, 1, bytes);
}

// In pieces, as a program does that collects something.
void take_in_pieces(std::size_t bytes, int how) {
  constexpr std::size_t piece = 4'000'000;
  for (std::size_t taken = 0; taken < bytes; taken += piece) take(piece, how);
}

void write_file(int fd, std::size_t bytes) {
  const std::vector<char> piece(4096, 'x');
  for (std::size_t written = 0; written < bytes;) {
    const ssize_t some = ::write(fd, piece.data(), piece.size());
    if (some < 0) {
      std::printf("after %zu bytes: %s\n", written, std::strerror(errno));
      return;
    }
    written += static_cast<std::size_t>(some);
  }
  std::printf("wrote %zu bytes\n", bytes);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argv[1];
  const auto bytes = static_cast<std::size_t>(std::strtoull(argv[2], nullptr, 10));
  const bool ignores = argc > 3 && std::string(argv[3]) == "ignoring";
  if (ignores) ::signal(SIGXFSZ, SIG_IGN);
  if (what == "memory") take_in_pieces(bytes, MAP_PRIVATE);
  if (what == "shared") take_in_pieces(bytes, MAP_SHARED);
  if (what == "children") {
    for (int i = 0; i < 8; ++i) {
      if (::fork() == 0) {
        take_in_pieces(bytes / 8, MAP_PRIVATE);
        ::pause();
      }
    }
  }
  if (what == "memfd" || what == "file") {
    char path[] = "/tmp/procdemo-hungry-XXXXXX";
    const int fd = what == "memfd" ? ::memfd_create("hungry", 0) : ::mkstemp(path);
    if (what == "file") ::unlink(path);
    write_file(fd, bytes);
    return 0;
  }
  std::puts("full");
  std::fflush(stdout);
  ::pause();
}
