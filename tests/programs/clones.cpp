// clone(2) with unusual flags.
//   quiet      no exit signal: only a wait with __WALL or __WCLONE gets it
//   sibling    CLONE_PARENT: the new process is its maker's sibling
//   untraced   CLONE_UNTRACED: asks not to be traced
//   clone3     the newer call, with its flags in memory
//   thread     CLONE_THREAD without glibc
#include <linux/sched.h>
#include <sched.h>
#include <sys/syscall.h>

#include <csignal>

#include "tell.h"

static long raw_clone(unsigned long flags) {
  return ::syscall(SYS_clone, flags, 0, 0, 0, 0);
}

static void quiet() {
  const long child = raw_clone(0);
  if (child == 0) ::_exit(4);
  tell("wait: %s", end_of(child).c_str());
  tell("wait with __WALL: %s", end_of(child, __WALL).c_str());
  ::signal(SIGUSR1, SIG_IGN);
  const long second = raw_clone(SIGUSR1);
  if (second == 0) ::_exit(5);
  tell("wait with __WCLONE: %s", end_of(second, __WCLONE).c_str());
}

static void sibling() {
  Gate told;
  const pid_t parent = ::getpid();
  const pid_t maker = ::fork();
  if (maker == 0) {
    const long made = raw_clone(CLONE_PARENT | SIGCHLD);
    if (made == 0) {
      tell("my parent is my maker's: %s", ::getppid() == parent ? "yes" : "no");
      told.open();
      ::_exit(2);
    }
    told.wait();
    tell("wait by its maker: %s", end_of(made).c_str());
    ::_exit(1);
  }
  int sum = 0, status = 0;
  while (::wait(&status) > 0) sum += WEXITSTATUS(status);
  tell("two children ended, sum of their codes: %d", sum);
}

static void untraced() {
  const long child = raw_clone(CLONE_UNTRACED | SIGCHLD);
  if (child == 0) {
    tell("the child speaks");
    ::_exit(3);
  }
  tell("child: %s", end_of(child).c_str());
}

static void clone3() {
  clone_args arguments{};
  arguments.exit_signal = SIGCHLD;
  const long child = ::syscall(SYS_clone3, &arguments, sizeof arguments);
  if (child == 0) ::_exit(3);
  if (child < 0)
    tell("clone3: %s", answer(child).c_str());
  else
    tell("clone3: child %s", end_of(child).c_str());
}

static int in_thread(void*) {
  static const char text[] = "a thread without a library speaks\n";
  return ::syscall(SYS_write, 1, text, sizeof text - 1) < 0;
}

static void thread() {
  static char stack[65536];
  static pid_t gone = 1;
  ::clone(in_thread, stack + sizeof stack,
          CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM |
              CLONE_CHILD_CLEARTID | CLONE_CHILD_SETTID,
          nullptr, nullptr, nullptr, &gone);
  while (__atomic_load_n(&gone, __ATOMIC_ACQUIRE) != 0) ::sched_yield();
  tell("it is gone");
}

int main(int argc, char** argv) {
  const std::string which = argc > 1 ? argv[1] : "";
  if (which == "quiet") quiet();
  if (which == "sibling") sibling();
  if (which == "untraced") untraced();
  if (which == "clone3") clone3();
  if (which == "thread") thread();
}
