// Homework: a wait with a time limit. The signal's handler interrupts wait(), which then fails, and
// nobody looks at that.
#include <csignal>
#include <cstdio>

#include <sys/wait.h>
#include <unistd.h>

int main() {
  struct sigaction action{};
  action.sa_handler = [](int) {};
  ::sigaction(SIGALRM, &action, nullptr);
  if (::fork() == 0) {
    ::sleep(2);
    ::_exit(7);
  }
  ::alarm(1);
  int status = 0;
  ::wait(&status);
  std::printf("the child ended with %d\n", WEXITSTATUS(status));
}
