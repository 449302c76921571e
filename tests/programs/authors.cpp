// Ends that have an author, and what is left of them.
//
// authors thread|killed|ignored|no-zombies|no-child|news
#include <sys/prctl.h>
#include <sys/wait.h>

#include <csignal>
#include <thread>

#include "tell.h"

static pid_t child;

static pid_t forked(int code) {
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(code);
  return pid;
}

// The kernel kills a child that asks for that when the thread ends that made it.
static void make_and_end() {
  int ready[2];
  if (::pipe(ready) != 0) ::_exit(1);
  child = ::fork();
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::write(ready[1], "x", 1) != 1) ::_exit(1);
    while (true) ::pause();
  }
  char byte;
  if (::read(ready[0], &byte, 1) != 1) ::_exit(1);
}

static void by_thread() {
  std::thread(make_and_end).join();
  ::waitpid(child, nullptr, 0);
}

static void by_parent() {
  child = ::fork();
  if (child == 0) {
    while (true) ::pause();
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

static void nobody_waits(int flags, void (*handler)(int)) {
  struct sigaction action{};
  action.sa_handler = handler;
  action.sa_flags = flags;
  ::sigaction(SIGCHLD, &action, nullptr);
  child = forked(7);
  tell("%s", answer(::waitpid(child, nullptr, 0)).c_str());
}

static void no_child() {
  child = forked(0);
  ::waitpid(child, nullptr, 0);
  tell("%s", answer(::waitpid(child, nullptr, 0)).c_str());
}

static void news() {
  child = ::fork();
  if (child == 0) {
    ::sleep(2);
    ::_exit(4);
  }
  int status = 0;
  ::kill(child, SIGSTOP);
  ::waitpid(child, &status, WUNTRACED);
  ::kill(child, SIGCONT);
  siginfo_t info;
  ::waitid(P_PID, static_cast<id_t>(child), &info, WCONTINUED);
  ::waitpid(child, &status, 0);
}

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "thread") by_thread();
  if (what == "killed") by_parent();
  if (what == "ignored") nobody_waits(0, SIG_IGN);
  if (what == "no-zombies") nobody_waits(SA_NOCLDWAIT, SIG_DFL);
  if (what == "no-child") no_child();
  if (what == "news") news();
}
