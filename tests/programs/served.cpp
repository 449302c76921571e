// Whoever reads its memory, or asks what its descriptor 0 is, waits for a server that never
// answers. `served print`: descriptor 0 is the served file. `served self PATH`: it is the server's
// device, and a child of this program the server of what is mounted at PATH.
#include <fcntl.h>
#include <sys/mman.h>

#include <csignal>
#include <string>

#include "served_file.h"

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "print";
  int served_by_others = 0;
  if (what == "self") {
    const int device = 0;
    if (::fork() == 0) {
      served::serve(device);
      ::_exit(0);
    }
    served_by_others = ::open(argv[2], O_RDONLY);
  }
  if (what == "look") {
    [[maybe_unused]] const ssize_t bad = ::write(served_by_others, "x", 1);  // EBADF
    [[maybe_unused]] const ssize_t told = ::write(1, "looked\n", 7);
    return 0;
  }
  void* map = ::mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE, served_by_others, 0);
  if (map == MAP_FAILED) return 3;
  [[maybe_unused]] const ssize_t told = ::write(1, map, 10);
}
