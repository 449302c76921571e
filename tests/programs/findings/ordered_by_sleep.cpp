// The parent sleeps so that its child prints first, and nothing else makes that order; "polls": by
// a poll(2) of nothing. Mended: it waits for the child.
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <string_view>

int main(int argc, char** argv) {
  const bool polls = argc > 1 && std::string_view(argv[1]) == "polls", mended = argc > 1 && !polls;
  const pid_t child = ::fork();
  if (child == 0) {
    std::puts("child");
    std::fflush(stdout);
    ::_exit(0);
  }
  if (mended) {
    ::waitpid(child, nullptr, 0);
  } else {
    polls ? ::poll(nullptr, 0, 1000) : static_cast<int>(::sleep(1));
  }
  std::puts("parent");
  std::fflush(stdout);
  if (!mended) ::waitpid(child, nullptr, 0);
}
