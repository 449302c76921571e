// Processes and threads: by every call that makes one, with flags that might hide it.
#include <linux/sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>
#include <system_error>
#include <thread>

#include "at_random.h"

namespace at_random {

namespace {

constexpr std::size_t stack_size = 256 * 1024;

[[noreturn]] void live_on(std::uint32_t seed) {
  Random random(seed);
  misbehave(random, 1 + random.up_to(8));
  if (random.up_to(3) == 0) {
    for (;;) ::pause();
  }
  ::_exit(0);
}

void fork_children(Random& random) {
  for (int many = 1 + random.up_to(4); many > 0; --many) {
    const std::uint32_t seed = random.seed();
    if (::fork() == 0) live_on(seed);
  }
}

// Without CLONE_VM, so that the child may use this very stack.
void clone_child(Random& random) {
  constexpr unsigned long flags[] = {CLONE_UNTRACED | SIGCHLD,
                                     CLONE_PARENT | SIGCHLD,
                                     CLONE_PARENT | SIGSTOP,
                                     CLONE_FILES | SIGCHLD,
                                     CLONE_FS | SIGCHLD,
                                     CLONE_UNTRACED | CLONE_PARENT | SIGKILL,
                                     CLONE_NEWPID | SIGCHLD,
                                     CLONE_NEWUSER | SIGCHLD,
                                     CLONE_NEWUSER | CLONE_NEWPID | SIGCHLD,
                                     CLONE_PTRACE | SIGCHLD,
                                     SIGSTOP,
                                     SIGKILL,
                                     0,
                                     CLONE_SYSVSEM | SIGTRAP,
                                     CLONE_UNTRACED | CLONE_NEWNS | SIGCHLD};
  const unsigned long chosen = random.one_of(flags);
  const std::uint32_t seed = random.seed();
  if (::syscall(random.wide(SYS_clone), chosen, 0, 0, 0, 0) == 0) live_on(seed);
}

void clone3_child(Random& random) {
  clone_args wanted{};
  wanted.flags = random.up_to(2) == 0 ? CLONE_UNTRACED : CLONE_PARENT | CLONE_UNTRACED;
  wanted.exit_signal = SIGCHLD;
  const std::uint32_t seed = random.seed();
  if (::syscall(SYS_clone3, &wanted, sizeof wanted) == 0) live_on(seed);
}

int share_and_wait(void*) {
  for (int i = 0; i < 100; ++i) ::syscall(SYS_getppid);
  for (;;) ::pause();
}

void clone_that_shares(Random& random) {
  void* stack =
      ::mmap(nullptr, stack_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (stack == MAP_FAILED) return;
  constexpr int flags[] = {CLONE_VM | SIGCHLD, CLONE_VM | CLONE_FILES | CLONE_UNTRACED | SIGCHLD,
                           CLONE_VM | CLONE_SIGHAND | SIGCHLD};
  ::clone(share_and_wait, static_cast<char*>(stack) + stack_size, random.one_of(flags), nullptr);
}

void vfork_child(Random& random) {
  const bool executes = random.up_to(2) == 0;
  if (::vfork() == 0) {
    if (executes) ::execl("/bin/true", "true", nullptr);
    ::_exit(3);
  }
}

void be_a_daemon(Random& random) {
  const std::uint32_t seed = random.seed();
  if (::fork() != 0) return;
  ::setsid();
  if (::fork() == 0) live_on(seed);
  ::_exit(0);
}

void start_threads(Random& random) {
  for (int many = 1 + random.up_to(3); many > 0; --many) {
    const std::uint32_t seed = random.seed();
    try {
      std::thread([seed] {
        Random own(seed);
        misbehave(own, 3);
      }).detach();
    } catch (const std::system_error&) {
      return;  // refused
    }
  }
}

void execute_oneself(Random& random) {
  const std::string seed = std::to_string(random.seed() % 100000);
  const auto execute = [seed] {
    ::execl("/proc/self/exe", "at_random", seed.c_str(), "5", nullptr);
  };
  if (random.up_to(2) == 0) return execute();
  try {
    std::thread(execute).detach();
  } catch (const std::system_error&) {
  }
}

void bomb(Random& random) {
  for (int left = 200 + random.up_to(3000); left > 0; --left) ::fork();
}

void reap(Random& random) {
  for (int many = random.up_to(5); many > 0; --many) ::waitpid(-1, nullptr, WNOHANG | WUNTRACED);
}

void end(Random& random) {
  constexpr int signals[] = {SIGSEGV, SIGABRT, SIGKILL, SIGSTOP, SIGTRAP, SIGSYS};
  if (random.up_to(2) == 0) ::_exit(random.up_to(256));
  ::kill(::getpid(), random.one_of(signals));
}

}  // namespace

std::vector<Deed> making() {
  return {{"fork", fork_children},
          {"clone", clone_child},
          {"clone3", clone3_child},
          {"share", clone_that_shares},
          {"vfork", vfork_child},
          {"daemon", be_a_daemon},
          {"threads", start_threads},
          {"exec", execute_oneself},
          {"bomb", bomb},
          {"reap", reap},
          {"end", end}};
}

}  // namespace at_random
