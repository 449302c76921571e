// Built with AddressSanitizer. LeakSanitizer, a part of it, refuses to work under ptrace.
//   fine        allocates, forks, frees
//   leak        forgets a block
//   overflow    reads behind a block: a report on standard error, status 1
//   executes …  becomes another program
#include <memory>

#include "tell.h"

static char* volatile block;

int main(int argc, char** argv) {
  const std::string which = argc > 1 ? argv[1] : "fine";
  if (which == "executes") ::execvp(argv[2], argv + 2);
  block = new char[1000]();
  if (which == "overflow") tell("behind the block: %d", block[1000]);
  const pid_t child = ::fork();
  if (child == 0) {
    delete[] block;
    std::exit(3);
  }
  tell("child: %s", end_of(child).c_str());
  if (which == "fine") delete[] block;
  block = nullptr;
}
