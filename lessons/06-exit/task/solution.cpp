// waitpid() waits for the child's end, takes its status, and the zombie is gone.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(7);

  int status = 0;
  ::waitpid(child, &status, 0);
  std::printf("child ended with %d\n", WEXITSTATUS(status));
}
