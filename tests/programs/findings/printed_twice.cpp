// What printf() has put into the buffer and not written is in the child's copy of it, too; "cout":
// so is what std::cout has, with a buffer of its own. Mended: it is written before the fork.
//
// printed_twice [wrong|mended] [cout]
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <string_view>

namespace {

bool cout = false;

void put(const char* text) {
  cout ? static_cast<void>(std::cout << text) : static_cast<void>(std::printf("%s", text));
}

}  // namespace

int main(int argc, char** argv) {
  const bool mended = argc > 1 && std::string_view(argv[1]) == "mended";
  cout = argc > 2;
  if (cout) std::ios::sync_with_stdio(false);
  put("counting ");
  if (mended) cout ? static_cast<void>(std::cout.flush()) : static_cast<void>(std::fflush(stdout));
  const pid_t child = ::fork();
  if (child == 0) {
    put("one\n");
    return 0;
  }
  ::waitpid(child, nullptr, 0);
  put("two\n");
}
