// A timer's signal ends the wait early, and it is not made again. Mended: it is.
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>

int main(int argc, char**) {
  const bool mended = argc > 1;
  struct sigaction action{};  // without SA_RESTART
  action.sa_handler = [](int) {};
  ::sigaction(SIGALRM, &action, nullptr);

  const pid_t child = ::fork();
  if (child == 0) {
    ::sleep(2);
    ::_exit(3);
  }
  ::alarm(1);
  int status = 0;
  pid_t ended;
  do ended = ::waitpid(child, &status, 0);
  while (mended && ended < 0 && errno == EINTR);
  ::sleep(3);
  std::puts(ended == child ? "reaped" : "not reaped");
}
