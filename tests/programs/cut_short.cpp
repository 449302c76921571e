// Processes that end while they make others: a child does nothing but that, and is ended at some
// instant, two hundred times. What it made is ours to reap.
//   fork     it forks; killed by us
//   sibling  it makes children of its parent, us (CLONE_PARENT); killed by us
//   threads  it makes threads; killed by us
//   exec     a thread of it executes this program again; killed by us
//   exit     it forks; another thread of it ends the process with code 7
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <csignal>
#include <random>
#include <string_view>
#include <thread>

#include "tell.h"

static std::mt19937 numbers(20);

static void let_some_time_pass() {
  volatile unsigned step = 0;
  for (const unsigned last = numbers() % 200'000; step < last;) step = step + 1;
}

[[noreturn]] static void fork_for_ever() {
  while (true)
    if (::fork() == 0) ::_exit(0);
}

[[noreturn]] static void clone_for_ever() {
  while (true)
    if (::syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0) == 0) ::_exit(0);
}

[[noreturn]] static void work(std::string_view how) {
  if (how == "sibling") clone_for_ever();
  while (how == "threads") std::thread([] {}).detach();
  if (how == "exec") {
    std::thread([] { ::execl("/proc/self/exe", "cut_short", "again", nullptr); }).join();
    ::_exit(99);
  }
  if (how == "exit") {
    std::thread(fork_for_ever).detach();
    let_some_time_pass();
    ::_exit(7);
  }
  fork_for_ever();
}

int main(int argc, char** argv) {
  const std::string_view how = argc > 1 ? argv[1] : "fork";
  if (how == "again") work("exec");
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  const std::string_view expected = how == "exit" ? "exited 7" : "killed SIGKILL";
  int as_expected = 0;
  for (int round = 0; round < 200; ++round) {
    Gate begun;
    const pid_t child = ::fork();
    if (child == 0) {
      begun.open();
      work(how);
    }
    begun.wait();
    begun.shut();
    let_some_time_pass();
    if (how != "exit") ::kill(child, SIGKILL);
    as_expected += end_of(child) == expected;
    while (::wait(nullptr) > 0) {
    }
  }
  tell("%d ended as they should, and nobody is left", as_expected);
}
