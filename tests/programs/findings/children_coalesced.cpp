// Two children end, one SIGCHLD comes, and its handler reaps one. Mended: it reaps all there are.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

static bool mended = false;

static void on_child(int) {
  do continue;
  while (::waitpid(-1, nullptr, WNOHANG) > 0 && mended);
}

int main(int argc, char**) {
  mended = argc > 1;
  std::signal(SIGCHLD, on_child);
  sigset_t child_ends;
  sigemptyset(&child_ends);
  sigaddset(&child_ends, SIGCHLD);
  ::sigprocmask(SIG_BLOCK, &child_ends, nullptr);
  for (int i = 0; i < 2; ++i) {
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    siginfo_t ended;
    ::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT);  // it has, for sure
  }
  ::sigprocmask(SIG_UNBLOCK, &child_ends, nullptr);
  ::sleep(1);
  std::puts("over");
}
