// loops KIND: makes the same call again and again, for ever.
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <string_view>
#include <thread>
#include <vector>

namespace {

[[noreturn]] void ask() {
  while (true) ::getppid();
}

void fork_and_wait() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
}

void crowd() {
  for (int i = 0; i < 30; ++i) {
    if (::fork() == 0) break;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view kind = argc > 1 ? argv[1] : "getppid";
  if (kind == "threads") {
    std::vector<std::jthread> all;
    for (int i = 0; i < 4; ++i) all.emplace_back(ask);
  }
  if (kind == "ignore") {
    std::signal(SIGINT, SIG_IGN);
    [[maybe_unused]] const ssize_t told = ::write(STDOUT_FILENO, "ready\n", 6);
  }
  if (kind == "crowd") crowd();
  const int zeros = ::open("/dev/zero", O_RDONLY);
  int word = 0;
  while (true) {
    if (kind == "write") [[maybe_unused]]
      const ssize_t done = ::write(STDOUT_FILENO, "x", 1);
    if (kind == "fork") fork_and_wait();
    if (kind == "yield") ::sched_yield();
    if (kind == "futex") ::syscall(SYS_futex, &word, FUTEX_WAIT, 1, nullptr, nullptr, 0);
    if (kind == "read") [[maybe_unused]]
      const ssize_t got = ::read(zeros, &word, 1);
    if (kind == "kill") ::kill(0, 0);
    if (kind == "exec") ::execl("/proc/self/exe", argv[0], argv[1], nullptr);
    if (kind == "getppid" || kind == "ignore" || kind == "crowd") ::getppid();
  }
}
