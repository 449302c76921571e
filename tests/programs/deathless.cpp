// A family that is hard to end: children that ignore every signal, a stopped one, one in a session
// of its own, threads, a parent held in vfork, a zombie. All live until somebody
// kills them.
#include <pthread.h>
#include <sys/wait.h>

#include <csignal>

#include "only_observed.h"

static void* idle(void*) {
  for (;;) ::pause();
}

template <class Act>
static void child(Gate& ready, Act act) {
  if (::fork() != 0) return;
  act();
  ready.open();
  for (;;) ::pause();
}

static void ignore_all() {
  for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_IGN);
}

// The parent of a vfork stands still until its child ends: never.
static void held_in_vfork(Gate& ready) {
  if (::vfork() == 0) ready.open();
  for (;;) ::pause();
}

int main() {
  only_observed();
  Gate ready;
  child(ready, ignore_all);
  child(ready, [] { ::setsid(); });
  child(ready, [] {
    pthread_t thread;
    for (int i = 0; i < 3; ++i) ::pthread_create(&thread, nullptr, idle, nullptr);
  });
  child(ready, [] {
    if (::fork() == 0) ::_exit(0);
    siginfo_t zombie;
    ::waitid(P_ALL, 0, &zombie, WEXITED | WNOWAIT);  // it is one, and stays one
  });
  const pid_t vforker = ::fork();
  if (vforker == 0) held_in_vfork(ready);
  const pid_t stopped = ::fork();
  if (stopped == 0) ::raise(SIGSTOP);
  end_of(stopped, WUNTRACED);
  for (int i = 0; i < 5; ++i) ready.wait();
  tell("ready");
  ignore_all();
  for (;;) ::pause();
}
