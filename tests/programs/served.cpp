// Whoever reads its memory, or asks what its descriptor 0 is, waits for a server that never
// answers; descriptor 0 is a file of it. `served print` and `served random` have memory of theirs
// read and written, `served look` asks about the descriptor. In `served swap` a thread puts the
// file where the other one prints from, and takes it away again.
#include <sys/mman.h>
#include <sys/random.h>
#include <unistd.h>

#include <string>
#include <thread>

namespace {

constexpr std::size_t page = 4096;
constexpr int rights = PROT_READ | PROT_WRITE;

void swap_for_ever() {
  void* place = ::mmap(nullptr, page, rights, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  std::thread beside([place] {
    while (true) {
      ::mmap(place, page, rights, MAP_PRIVATE | MAP_FIXED, 0, 0);
      ::mmap(place, page, rights, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    }
  });
  while (true) {
    [[maybe_unused]] const ssize_t told = ::write(1, place, 10);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "print";
  if (what == "look") {
    [[maybe_unused]] const ssize_t bad = ::write(0, "x", 1);  // EBADF
    [[maybe_unused]] const ssize_t told = ::write(1, "looked\n", 7);
    return 0;
  }
  if (what == "swap") swap_for_ever();
  void* map = ::mmap(nullptr, page, rights, MAP_PRIVATE, 0, 0);
  if (map == MAP_FAILED) return 3;
  [[maybe_unused]] const ssize_t done =
      what == "random" ? ::getrandom(map, 16, 0) : ::write(1, map, 10);
}
