// Traps of its own, and a probe between them: ignored, blocked, caught; and int3 in its own code.
#include <sys/sdt.h>

#include <csignal>

#include "tell.h"

namespace {

volatile sig_atomic_t traps = 0;

void count(int) {
  traps = traps + 1;
}

const char* disposition() {
  struct sigaction now{};
  ::sigaction(SIGTRAP, nullptr, &now);
  if (now.sa_handler == SIG_IGN) return "ignored";
  return now.sa_handler == SIG_DFL ? "default" : "caught";
}

bool is_blocked() {
  sigset_t mask;
  ::sigprocmask(SIG_BLOCK, nullptr, &mask);
  return ::sigismember(&mask, SIGTRAP) == 1;
}

// A real trap, if it can do no harm, and a probe.
void pass(const char* when) {
  DTRACE_PROBE1(multiprocess, passing, when);
  tell("%s: %s, %s", when, disposition(), is_blocked() ? "blocked" : "not blocked");
}

void block(int how) {
  sigset_t trap;
  ::sigemptyset(&trap);
  ::sigaddset(&trap, SIGTRAP);
  ::sigprocmask(how, &trap, nullptr);
}

void in_child(const char* when) {
  const pid_t child = ::fork();
  if (child == 0) {
    pass(when);
    ::_exit(0);
  }
  end_of(child);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) {
    pass("executed");
    ::raise(SIGTRAP);
    tell("and raised");
    return 0;
  }
  pass("at first");
  ::signal(SIGTRAP, SIG_IGN);
  pass("ignoring");
  ::raise(SIGTRAP);
  in_child("child, ignoring");
  pass("ignoring still");

  ::signal(SIGTRAP, count);
  pass("catching");
  ::raise(SIGTRAP);
  asm volatile("int3");
  tell("traps: %d", static_cast<int>(traps));

  block(SIG_BLOCK);
  pass("blocking");
  ::raise(SIGTRAP);
  pass("blocking still");
  in_child("child, blocking");
  tell("traps: %d", static_cast<int>(traps));
  block(SIG_UNBLOCK);
  pass("no longer");
  tell("traps: %d", static_cast<int>(traps));

  sigset_t all;
  ::sigfillset(&all);
  ::sigprocmask(SIG_SETMASK, &all, nullptr);
  pass("blocking all");
  ::signal(SIGTRAP, SIG_IGN);
  pass("ignoring and blocking");
  ::execl("/proc/self/exe", argv[0], "again", nullptr);
}
