// What a process group and a session allow. P and a child ask for a session of their own; another
// child is stopped when P ends, and nobody outside of its group is left who could continue it.
//
// groups [terminal]: P also says whether its group is in the foreground of descriptor 0.
#include <csignal>

#include "tell.h"

static void ask_for_session(const char* who) {
  const bool leads = ::getpgrp() == ::getpid();
  const std::string got = ::setsid() < 0 ? answer(-1) : "a session";
  tell("%s: leads a group %d, setsid %s", who, leads, got.c_str());
}

static void hung_up(int) {
  constexpr char text[] = "hung up\n";
  [[maybe_unused]] const ssize_t done = ::write(STDOUT_FILENO, text, sizeof text - 1);
}

int main(int argc, char**) {
  if (argc > 1) tell("P: in the foreground %d", ::tcgetpgrp(STDIN_FILENO) == ::getpgrp());
  ask_for_session("P");
  const pid_t first = ::fork();
  if (first == 0) {
    ask_for_session("child");
    ::_exit(0);
  }
  end_of(first);
  const pid_t second = ::fork();
  if (second == 0) {
    std::signal(SIGHUP, hung_up);
    std::raise(SIGSTOP);
    ::_exit(0);
  }
  ::waitpid(second, nullptr, WUNTRACED);
}
