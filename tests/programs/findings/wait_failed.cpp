// It ignores SIGCHLD, and wants the exit status of its child. Mended: it does not ignore it.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

int main(int argc, char**) {
  const bool mended = argc > 1;
  if (!mended) std::signal(SIGCHLD, SIG_IGN);
  if (::fork() == 0) ::_exit(3);
  int status = 0;
  const pid_t ended = ::wait(&status);
  std::puts(ended > 0 && WEXITSTATUS(status) == 3 ? "3" : "nothing");
}
