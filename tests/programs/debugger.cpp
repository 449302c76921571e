// A program that is itself a debugger. Alone it may trace its child; observed it gets the kernel's
// refusal (a process has one tracer), and must not hang.
#include <sys/ptrace.h>

#include <csignal>

#include "tell.h"

static void child_that_asks() {
  const pid_t child = ::fork();
  if (child == 0) {
    tell("PTRACE_TRACEME: %s", answer(::ptrace(PTRACE_TRACEME, 0, 0, 0)).c_str());
    ::_exit(3);
  }
  tell("child that asks: %s", end_of(child).c_str());
}

static void attach(const char* name, int request) {
  Gate end;
  const pid_t child = ::fork();
  if (child == 0) {
    end.nobody_opens_it_here();
    end.wait();
    ::_exit(4);
  }
  const long said = ::ptrace(static_cast<__ptrace_request>(request), child, 0, 0);
  tell("%s: %s", name, answer(said).c_str());
  if (said == 0 && request == PTRACE_ATTACH) end_of(child, WUNTRACED);
  if (said == 0 && request == PTRACE_SEIZE) {
    ::ptrace(PTRACE_INTERRUPT, child, 0, 0);
    end_of(child, WUNTRACED);
  }
  if (said == 0) ::ptrace(PTRACE_DETACH, child, 0, 0);
  end.open();
  tell("child: %s", end_of(child).c_str());
}

int main() {
  child_that_asks();
  attach("PTRACE_ATTACH", PTRACE_ATTACH);
  attach("PTRACE_SEIZE", PTRACE_SEIZE);
}
