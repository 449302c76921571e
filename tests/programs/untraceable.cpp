// untraceable COMMAND...: executes it where nobody may trace anybody.
#include <unistd.h>

#include "../deny_ptrace.h"

int main(int, char** argv) {
  deny_ptrace();
  ::execvp(argv[1], argv + 1);
  return 127;
}
