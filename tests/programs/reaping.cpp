// The ends of children, one way a mode.
//   zombie     Z in /proc until it is reaped; waitid with WNOWAIT leaves it, P_PIDFD finds it
//   ignored    SIGCHLD ignored: nobody becomes a zombie, wait says ECHILD
//   orphan     the parent ends first; the child sees another parent
//   last       the first process ends first; its child waits for that, and goes on
//   subreaper  orphans come to the process that asked for them
//   nohang     waitpid with WNOHANG says 0 while the child runs
//   group      wait for a process group
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include "tell.h"

static void zombie() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(3);
  const int pidfd = ::syscall(SYS_pidfd_open, child, 0);
  siginfo_t info{};
  ::waitid(P_PID, child, &info, WEXITED | WNOWAIT);
  tell("not reaped: code %d, state %c", info.si_status, state_of(child));
  info = {};
  ::waitid(static_cast<idtype_t>(3 /* P_PIDFD */), pidfd, &info, WEXITED);
  tell("reaped: code %d, the right one: %s, state %d", info.si_status,
       info.si_pid == child ? "yes" : "no", state_of(child));
  tell("again: %s", end_of(child).c_str());
}

static void ignored() {
  ::signal(SIGCHLD, SIG_IGN);
  const pid_t child = ::fork();
  if (child == 0) ::_exit(3);
  tell("wait: %s", answer(::wait(nullptr)).c_str());
  tell("state %d", state_of(child));
}

static void orphan() {
  Gate parent_gone, parent_may_go;
  const pid_t grandparent = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) {
    const pid_t parent = ::getpid();
    if (::fork() == 0) {
      tell("orphan-to-be: my parent is the one that forked: %s",
           ::getppid() == parent ? "yes" : "no");
      parent_may_go.open();
      parent_gone.wait();
      tell("orphan: my parent is now pid %d, not the one that forked: %s", ::getppid(),
           ::getppid() != parent && ::getppid() != grandparent ? "yes" : "no");
      ::_exit(0);
    }
    parent_may_go.wait();
    ::_exit(0);
  }
  tell("child: %s", end_of(child).c_str());
  parent_gone.open();
}

static void last() {
  pollfd first = {static_cast<int>(::syscall(SYS_pidfd_open, ::getpid(), 0)), POLLIN, 0};
  if (::fork() != 0) ::_exit(0);
  tell("the first has ended: %s", answer(::poll(&first, 1, -1)).c_str());
}

static void subreaper() {
  Gate child_reaped;
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  const pid_t child = ::fork();
  if (child == 0) {
    if (::fork() == 0) {
      child_reaped.wait();
      ::_exit(2);
    }
    ::_exit(1);
  }
  tell("child: %s", end_of(child).c_str());
  child_reaped.open();
  int status = 0;
  ::wait(&status);
  tell("grandchild, ours now: %s", ended(status).c_str());
  tell("then: %s", answer(::wait(&status)).c_str());
}

static void nohang() {
  Gate go;
  const pid_t child = ::fork();
  if (child == 0) {
    go.wait();
    ::_exit(1);
  }
  int status = 0;
  tell("running: %d", ::waitpid(child, &status, WNOHANG));
  go.open();
  tell("ended: %s", end_of(child).c_str());
  tell("nobody: %s", answer(::waitpid(-1, &status, WNOHANG)).c_str());
}

static void group() {
  Gate both;
  const pid_t first = ::fork();
  if (first == 0) ::_exit(1);
  const pid_t second = ::fork();
  if (second == 0) {
    both.wait();
    ::_exit(2);
  }
  ::setpgid(second, second);
  both.open();
  int status = 0;
  const pid_t got = ::waitpid(-second, &status, 0);
  tell("of its group: the second: %s, %s", got == second ? "yes" : "no", ended(status).c_str());
  tell("of our group: %s", ended((::waitpid(0, &status, 0), status)).c_str());
}

int main(int argc, char** argv) {
  const std::string which = argc > 1 ? argv[1] : "";
  if (which == "zombie") zombie();
  if (which == "ignored") ignored();
  if (which == "orphan") orphan();
  if (which == "last") last();
  if (which == "subreaper") subreaper();
  if (which == "nohang") nohang();
  if (which == "group") group();
}
