// Homework: wait for a signal. It may come between the test and pause(), and then nobody wakes it.
#include <csignal>
#include <cstdio>

#include <sys/wait.h>
#include <unistd.h>

namespace {

volatile std::sig_atomic_t came = 0;

}  // namespace

int main() {
  std::signal(SIGUSR1, [](int) { came = 1; });
  const pid_t parent = ::getpid();
  if (::fork() == 0) {
    ::kill(parent, SIGUSR1);
    ::_exit(0);
  }
  while (came == 0) ::pause();
  std::puts("it came");
  ::wait(nullptr);
}
