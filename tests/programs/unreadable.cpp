// Memory that the kernel reads and a debugger can't ([vvar]), and memory that is not there at all,
// handed to calls that print.
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/uio.h>

#include "tell.h"

// The start of a mapping, or 0.
static char* mapping(const char* name) {
  FILE* file = std::fopen("/proc/self/maps", "re");
  char line[512];
  unsigned long begin = 0, found = 0;
  while (file && std::fgets(line, sizeof line, file))
    if (std::strstr(line, name) && std::sscanf(line, "%lx-", &begin) == 1 && found == 0)
      found = begin;
  if (file) std::fclose(file);
  return reinterpret_cast<char*>(found);
}

static char* unmapped() {
  void* const place =
      ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ::munmap(place, 4096);
  return static_cast<char*>(place);
}

int main(int, char** argv) {
  const bool missing = std::strcmp(argv[1], "missing") == 0;
  char* const place = missing ? unmapped() : mapping("[vvar");
  if (!place) return 77;
  char first[] = "first ";
  tell("write: %s", answer(::write(1, place, 4)).c_str());
  const iovec pieces[] = {{first, 6}, {place, 4}, {first, 6}};
  tell("writev: %s", answer(::writev(1, pieces, 3)).c_str());
  tell("writev of it alone: %s", answer(::writev(1, pieces + 1, 1)).c_str());
  tell("pieces: %s", answer(::writev(1, reinterpret_cast<iovec*>(place), 1)).c_str());
}
