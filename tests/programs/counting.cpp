// Counts signals in a loop until there were three, and says how many came.
//   alarms   of a timer, without any call
//   asked    of a timer, by a call that tells nothing new
//   child    of a child, each 0.1 s, without any call
#include <sys/time.h>

#include <csignal>

#include "tell.h"

namespace {

volatile std::sig_atomic_t count = 0;

void count_by_timer(bool ask) {
  const itimerval often = {{0, 200'000}, {0, 200'000}};
  ::setitimer(ITIMER_REAL, &often, nullptr);
  while (count < 3)
    if (ask) ::getppid();
  const itimerval never{};
  ::setitimer(ITIMER_REAL, &never, nullptr);
}

void count_those_of_child() {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  for (int i = 0; child == 0 && i < 3; ++i) {
    ::usleep(100'000);
    ::kill(parent, SIGALRM);
  }
  if (child == 0) ::_exit(0);
  while (count < 3) continue;
  end_of(child);
}

}  // namespace

int main(int, char** argv) {
  const std::string how = argv[1] ? argv[1] : "";
  std::signal(SIGALRM, [](int) { count = count + 1; });
  how == "child" ? count_those_of_child() : count_by_timer(how == "asked");
  tell("%d signals", static_cast<int>(count));
}
