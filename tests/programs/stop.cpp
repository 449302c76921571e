// Stop and continue, as the parent sees it through wait and SIGCHLD (wait(2), WUNTRACED and
// WCONTINUED).
#include <csignal>

#include "tell.h"

static volatile sig_atomic_t told_stop = 0, told_continue = 0, told_end = 0;

static void count(int, siginfo_t* info, void*) {
  told_stop = told_stop + (info->si_code == CLD_STOPPED);
  told_continue = told_continue + (info->si_code == CLD_CONTINUED);
  told_end = told_end + (info->si_code == CLD_KILLED || info->si_code == CLD_EXITED);
}

static std::string next_of(pid_t child) {
  int status = 0;
  pid_t got;
  do got = ::waitpid(child, &status, WUNTRACED | WCONTINUED);
  while (got < 0 && errno == EINTR);
  return got == child ? ended(status) : answer(got);
}

// Returns once so many SIGCHLD of a kind were handled: of two that are pending at once, the kernel
// keeps one (signal(7), "Queueing and delivery semantics for standard signals").
static void until(const volatile sig_atomic_t& told, int times) {
  sigset_t on_child, before;
  ::sigemptyset(&on_child);
  ::sigaddset(&on_child, SIGCHLD);
  ::sigprocmask(SIG_BLOCK, &on_child, &before);
  while (told < times) ::sigsuspend(&before);
  ::sigprocmask(SIG_SETMASK, &before, nullptr);
}

int main() {
  struct sigaction action{};
  action.sa_sigaction = count;
  action.sa_flags = SA_SIGINFO;
  ::sigaction(SIGCHLD, &action, nullptr);

  // In a group of its own, whose parent is in the same session: SIGTSTP stops it.
  Gate seen_to_go_on, goes_on;  // a stop right after a continue hides that from the parent
  const pid_t child = ::fork();
  if (child == 0) {
    ::setpgid(0, 0);
    ::raise(SIGSTOP);
    tell("child: goes on");
    seen_to_go_on.wait();
    ::raise(SIGTSTP);
    tell("child: goes on again");
    goes_on.open();
    for (;;) ::pause();
  }
  tell("%s", next_of(child).c_str());
  until(told_stop, 1);
  ::kill(child, SIGCONT);
  tell("%s", next_of(child).c_str());
  until(told_continue, 1);
  seen_to_go_on.open();
  tell("%s", next_of(child).c_str());
  until(told_stop, 2);
  ::kill(child, SIGCONT);
  tell("%s", next_of(child).c_str());
  until(told_continue, 2);
  while (!goes_on.wait()) {  // a SIGCHLD may interrupt it
  }
  ::kill(child, SIGSTOP);
  tell("%s", next_of(child).c_str());
  until(told_stop, 3);
  ::kill(child, SIGKILL);
  tell("%s", next_of(child).c_str());
  until(told_end, 1);
  tell("SIGCHLD for stops %d, for continues %d, for ends %d", told_stop, told_continue, told_end);
}
