// Small programs whose end is what a test is about, each under its name: scenes NAME.
//
// What is registered with atexit before the first start() runs after the library has waited, and
// what is registered later runs before.
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <thread>

#include "base/fd.h"
#include "multiprocess/process.h"

using multiprocess::Process;

namespace {

void say(const std::string& line) {
  [[maybe_unused]] const auto told = ::write(STDOUT_FILENO, (line + "\n").data(), line.size() + 1);
}

int gate[2];

void wait_at_gate() {
  char pass;
  while (::read(gate[0], &pass, 1) < 0) continue;
}
void open_gate() {
  [[maybe_unused]] const auto told = ::write(gate[1], "!", 1);
}

void child_outlasts_main() {
  std::atexit([] { say("end"); });
  Process child([] {
    wait_at_gate();
    say("test");
  });
  child.start();
  std::atexit([] {
    say("main has returned");
    open_gate();
  });
}

void child_of_a_temporary() {
  std::atexit([] { say("end"); });
  Process([] { say("test"); }).start();
}

void daemon_ends_with_main() {
  std::atexit([] { say("end"); });
  Process daemon({.daemon = true}, [] {
    ::signal(SIGTERM, [](int) {
      say("told");
      ::_exit(0);
    });
    open_gate();
    for (;;) ::pause();
  });
  daemon.start();
  wait_at_gate();
  std::cout << "main\n";  // still in the buffer when the daemon is told
}

// Whether the first thread has ended, or waits for others at its end.
bool first_thread_is_over() {
  const std::string folder = "/proc/self/task/" + std::to_string(::getpid());
  const std::string stat = procdemo::base::read_file(folder + "/stat");
  const std::string sleep = std::to_string(SYS_clock_nanosleep) + " ";
  return stat.find(") Z ") != stat.npos ||
         procdemo::base::read_file(folder + "/syscall").starts_with(sleep);
}

// Whether the daemon answers, or has ended.
void ask_daemon(const Process& daemon, int answer) {
  while (!first_thread_is_over()) std::this_thread::yield();
  open_gate();
  pollfd either[] = {{answer, POLLIN, 0}, {daemon.sentinel(), POLLIN, 0}};
  ::poll(either, 2, -1);
  say((either[0].revents & POLLIN) != 0 ? "the daemon lives" : "the daemon has ended");
}

void first_thread_ends() {
  std::atexit([] { say("end"); });
  static int answer[2];
  if (::pipe(answer) != 0) return;
  static Process daemon({.daemon = true}, [] {
    wait_at_gate();
    [[maybe_unused]] const auto told = ::write(answer[1], "!", 1);
    for (;;) ::pause();
  });
  daemon.start();
  std::thread(ask_daemon, std::cref(daemon), answer[0]).detach();
  ::pthread_exit(nullptr);
}

// Its first thread ends while nothing can be opened to see whether others go on.
void first_thread_ends_without_descriptors() {
  std::atexit([] { say("end"); });
  static Process daemon({.daemon = true}, [] {
    for (;;) ::pause();
  });
  daemon.start();
  const int call = ::open("/proc/thread-self/syscall", O_RDONLY);
  static rlimit usual;
  ::getrlimit(RLIMIT_NOFILE, &usual);
  const rlimit none{0, usual.rlim_max};
  ::setrlimit(RLIMIT_NOFILE, &none);
  std::thread([call] {
    const std::string sleep = std::to_string(SYS_clock_nanosleep) + " ";
    std::string now(sleep.size(), ' ');
    while (::pread(call, now.data(), now.size(), 0) <= 0 || now != sleep) std::this_thread::yield();
    ::setrlimit(RLIMIT_NOFILE, &usual);
    say(daemon.is_alive() ? "the daemon lives" : "the daemon has ended");
  }).detach();
  ::pthread_exit(nullptr);
}

void have_stubborn_daemons(int count) {
  std::atexit([] { say("end"); });
  for (int i = 0; i < count; ++i) {
    Process daemon({.daemon = true}, [] {
      ::signal(SIGTERM, SIG_IGN);
      say(std::to_string(::getpid()));
      open_gate();
      for (;;) ::pause();
    });
    daemon.start();
    wait_at_gate();
  }
}

void stubborn_daemon() {
  have_stubborn_daemons(1);
}
void stubborn_daemons() {
  have_stubborn_daemons(30);
}

void buffers_before_fork() {
  std::ios::sync_with_stdio(false);
  std::printf("stdio ");
  std::cout << "stream ";
  Process child([] { std::cout << "child "; });
  child.start();
  child.join();
  std::cout << "main\n";
}

void buffers_at_end() {
  Process child([] {
    std::printf("stdio ");
    std::cout << "stream ";
    std::fputs("file ", ::fdopen(::dup(STDOUT_FILENO), "w"));  // never closed
  });
  child.start();
  child.join();
  std::printf("%d\n", *child.exitcode());
}

void exit_in_child() {
  Process child([] {
    Process inner([] {
      wait_at_gate();
      say("inner");
    });
    inner.start();
    open_gate();
    std::exit(3);
  });
  child.start();
  child.join();
  say(std::to_string(*child.exitcode()));
}

// A copy that fork itself made waits for none of its parent's children; the parent does.
void bare_fork() {
  Process child([] {
    wait_at_gate();
    say("child");
  });
  child.start();
  const pid_t copy = ::fork();
  if (copy == 0) std::exit(0);
  ::waitpid(copy, nullptr, 0);
  say("copy has ended");
  open_gate();
}

// A reader waits for a line, holding its stream's lock, while others start and end. What the
// library does at the end of this process comes before what was to be done at its exit from the
// beginning; and there it ends, for a C library younger than 2.36 waits for the reader itself.
void while_reading(FILE* input) {
  ::alarm(30);
  std::atexit([] {
    std::fflush(stdout);
    ::_exit(0);
  });
  std::atomic<pid_t> reader = 0;
  std::thread([&, input] {
    reader = ::gettid();
    std::fgetc(input);
  }).detach();
  const std::string read = std::to_string(SYS_read) + " ";
  while (reader == 0 ||
         !procdemo::base::read_file("/proc/self/task/" + std::to_string(reader) + "/syscall")
              .starts_with(read))
    std::this_thread::yield();
  std::fputs("file ", ::fdopen(::dup(STDOUT_FILENO), "w"));  // never closed
  Process child([] { std::printf("child "); });
  child.start();
  child.join();
  std::printf("main\n");
}

void blocked_input() {
  ::dup2(gate[0], STDIN_FILENO);
  while_reading(stdin);
}
void blocked_file() {
  while_reading(::fdopen(gate[0], "r"));
}

const std::map<std::string, void (*)()> scenes = {
    {"bare-fork", bare_fork},
    {"blocked-file", blocked_file},
    {"blocked-input", blocked_input},
    {"buffers-at-end", buffers_at_end},
    {"buffers-before-fork", buffers_before_fork},
    {"child-of-a-temporary", child_of_a_temporary},
    {"child-outlasts-main", child_outlasts_main},
    {"daemon-ends-with-main", daemon_ends_with_main},
    {"exit-in-child", exit_in_child},
    {"first-thread-ends", first_thread_ends},
    {"first-thread-ends-without-descriptors", first_thread_ends_without_descriptors},
    {"stubborn-daemon", stubborn_daemon},
    {"stubborn-daemons", stubborn_daemons},
};

}  // namespace

int main(int, char** argv) {
  if (::pipe(gate) != 0) return 1;
  scenes.at(argv[1])();
}
