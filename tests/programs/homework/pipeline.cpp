// Homework: sort | uniq | wc by hand. The parent has not closed its own ends of the pipes.
#include <sys/wait.h>
#include <unistd.h>

namespace {

pid_t stage(int in, int out, const char* program, const char* argument) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  ::dup2(in, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  for (int fd = 3; fd < 16; ++fd) ::close(fd);
  ::execlp(program, program, argument, nullptr);
  ::_exit(127);
}

}  // namespace

int main() {
  int first[2], second[2];
  if (::pipe(first) != 0 || ::pipe(second) != 0) return 1;
  stage(STDIN_FILENO, first[1], "echo", "one line");
  stage(first[0], second[1], "cat", nullptr);
  stage(second[0], STDOUT_FILENO, "wc", "-l");
  while (::wait(nullptr) > 0) {
  }
}
