// vfork(2): the child borrows the parent's memory, and the parent stands still until the child
// calls exec or ends.
#include "tell.h"

static volatile int borrowed = 0;

static void child_that_ends() {
  const pid_t child = ::vfork();
  if (child == 0) {
    borrowed = 1;
    ::_exit(5);
  }
  tell("the child that ends: wrote %d, %s", borrowed, end_of(child).c_str());
}

static void child_that_execs() {
  const pid_t child = ::vfork();
  if (child == 0) {
    borrowed = 2;
    ::execl("/bin/echo", "echo", "from", "exec", nullptr);
    ::_exit(127);
  }
  tell("the child that execs: wrote %d, %s", borrowed, end_of(child).c_str());
}

static void child_whose_exec_fails() {
  const pid_t child = ::vfork();
  if (child == 0) {
    ::execl("/no/such/program", "program", nullptr);
    borrowed = errno;
    ::_exit(127);
  }
  tell("the child whose exec fails: %s, %s", ::strerrorname_np(borrowed), end_of(child).c_str());
}

int main() {
  child_that_ends();
  child_that_execs();
  child_whose_exec_fails();
}
