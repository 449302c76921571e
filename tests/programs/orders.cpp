// Two processes, and something that they both touch: what is seen of it depends on who is first.
// An exploration has to know that they have to do with each other. Which case, says the argument.
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <system_error>

namespace {

using Code = std::function<void()>;

int checked(int result) {
  if (result < 0) throw std::system_error(errno, std::generic_category());
  return result;
}

// One write(2): printf would ask what its output is, and so make steps of its own.
void print(long number) {
  const std::string line = std::to_string(number) + "\n";
  checked(static_cast<int>(::write(STDOUT_FILENO, line.data(), line.size())));
}

void both(const Code& child, const Code& parent) {
  if (checked(::fork()) == 0) {
    child();
    ::_exit(0);
  }
  parent();
  ::wait(nullptr);
}

int new_file(const char* name) {
  return checked(::open(name, O_CREAT | O_RDWR, 0600));
}

long size_of(const char* name) {
  struct stat facts;
  return ::stat(name, &facts) == 0 ? static_cast<long>(facts.st_size) : -1;
}

// The second file may get the number (inode) of the first one.
void number_used_again() {
  both(
      [] {
        ::close(new_file("first"));
        ::unlink("first");
        print(size_of("second"));
      },
      [] {
        const int file = new_file("second");
        checked(static_cast<int>(::write(file, "ab", 2)));
        checked(static_cast<int>(::write(file, "c", 1)));
      });
}

void two_names() {
  const int file = new_file("a");
  checked(static_cast<int>(::write(file, "ab", 2)));
  checked(::link("a", "b"));
  both([] { checked(::truncate("b", 0)); }, [] { print(size_of("a")); });
}

void link_to_link() {
  checked(::symlink("c", "b"));
  checked(::symlink("b", "a"));
  both([] { ::close(new_file("c")); }, [] { print(size_of("a")); });
}

void unlinked_while_open() {
  const int file = new_file("a");
  both(
      [=] {
        struct stat facts;
        checked(::fstat(file, &facts));
        print(static_cast<long>(facts.st_nlink));
      },
      [] { ::unlink("a"); });
}

void memory_without_name() {
  const int memory = checked(::memfd_create("m", 0));
  checked(::ftruncate(memory, 4096));
  void* const page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
  volatile int* const number = static_cast<int*>(page);
  both([=] { *number = 1; },
       [=] {
         ::sched_yield();
         print(*number);
       });
}

void two_pipes() {
  std::array<int, 2> one, two;
  checked(::pipe(one.data()));
  checked(::pipe(two.data()));
  both(
      [=] {
        checked(static_cast<int>(::write(one[1], "x", 1)));
        checked(static_cast<int>(::write(two[1], "x", 1)));
      },
      [=] {
        std::array<pollfd, 2> ends = {{{one[0], POLLIN, 0}, {two[0], POLLIN, 0}}};
        print(::poll(ends.data(), ends.size(), -1));
      });
}

void parents_end() {
  both(
      [] {
        const pid_t parent = ::getpid();
        if (checked(::fork()) == 0) print(::getppid() == parent);
      },
      [] {});
}

// Of interest where a sleep may end at any time.
void poll_in_time() {
  std::array<int, 2> ends;
  checked(::pipe(ends.data()));
  both([=] { checked(static_cast<int>(::write(ends[1], "x", 1))); },
       [=] {
         pollfd end = {ends[0], POLLIN, 0};
         print(::poll(&end, 1, 1000));
       });
}

// Also there: the end of the child's sleep lets the timer go off.
void timer_in_time() {
  const int timer = checked(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK));
  const itimerspec one_second = {{0, 0}, {1, 0}};
  checked(::timerfd_settime(timer, 0, &one_second, nullptr));
  both([] { ::sleep(2); },
       [=] {
         std::uint64_t times = 0;
         print(::read(timer, &times, sizeof times));
       });
}

// --- state that is neither in a file nor on its way to anybody ---

void mode() {
  ::close(new_file("a"));
  both([] { checked(::chmod("a", 0400)); },
       [] {
         struct stat facts;
         checked(::stat("a", &facts));
         print(facts.st_mode & 0777);
       });
}

void no_waiting() {
  std::array<int, 2> ends;
  checked(::pipe(ends.data()));
  both(
      [=] {
        checked(::fcntl(ends[0], F_SETFL, O_NONBLOCK));
        checked(static_cast<int>(::write(ends[1], "x", 1)));
      },
      [=] {
        char byte;
        print(::read(ends[0], &byte, 1));
      });
}

// What comes after the fork may come before all that the child does, and after it.
void flags_seen() {
  std::array<int, 2> ends;
  checked(::pipe(ends.data()));
  both([=] { checked(::fcntl(ends[0], F_SETFL, O_NONBLOCK)); },
       [=] { print((::fcntl(ends[0], F_GETFL) & O_NONBLOCK) != 0); });
}

void bytes_in_pipe() {
  std::array<int, 2> ends;
  checked(::pipe(ends.data()));
  both([=] { checked(static_cast<int>(::write(ends[1], "x", 1))); },
       [=] {
         int bytes = 0;
         checked(::ioctl(ends[0], FIONREAD, &bytes));
         print(bytes);
       });
}

void priority() {
  const pid_t parent = ::getpid();
  both([=] { checked(::setpriority(PRIO_PROCESS, static_cast<id_t>(parent), 19)); },
       [] { print(::getpriority(PRIO_PROCESS, 0)); });
}

void process_group() {
  both([] { checked(::setpgid(0, 0)); },
       [] { print(::waitpid(0, nullptr, WNOHANG) < 0 && errno == ECHILD); });
}

void children_ignored() {
  both([] {},
       [] {
         ::signal(SIGCHLD, SIG_IGN);
         print(::wait(nullptr) > 0);
       });
}

void children_awaited() {
  both([] {},
       [] {
         sigset_t children;
         ::sigemptyset(&children);
         ::sigaddset(&children, SIGCHLD);
         ::sigprocmask(SIG_BLOCK, &children, nullptr);
         const timespec none = {0, 0};
         print(::sigtimedwait(&children, nullptr, &none) == SIGCHLD);
       });
}

void ends_with_parent() {
  both(
      [] {
        if (checked(::fork()) != 0) return;
        checked(::prctl(PR_SET_PDEATHSIG, SIGKILL));
        print(1);
      },
      [] {});
}

// Who executes a file that is open to be written gets ETXTBSY; this one is no program otherwise.
void program_in_use() {
  ::close(checked(::open("a", O_CREAT | O_RDWR, 0700)));
  both(
      [] {
        char* none[] = {nullptr};
        ::execve("a", none, none);
        print(errno == ETXTBSY);
      },
      [] { ::close(checked(::open("a", O_WRONLY))); });
}

void watched_folder() {
  const int watch = checked(::inotify_init1(IN_NONBLOCK));
  checked(::inotify_add_watch(watch, ".", IN_CREATE));
  both([] { ::close(new_file("a")); },
       [=] {
         std::array<char, 4096> news;
         print(::read(watch, news.data(), news.size()) > 0);
       });
}

// --- signals: when do they come? ---

volatile std::sig_atomic_t has_come = 0;

void signal_parent(int signal) {
  checked(::kill(::getppid(), signal));
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action{};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  checked(::sigaction(signal, &action, nullptr));
}

void between_prints() {
  handle(SIGUSR1, [](int) { print(1); });
  both([] { signal_parent(SIGUSR1); },
       [] {
         print(2);
         print(3);
       });
}

// The child may be faster than the parent's very next call: then that one is never made.
void handler_too_late() {
  both([] { signal_parent(SIGTERM); },
       [] {
         handle(SIGTERM, SIG_IGN);
         print(1);
       });
}

// Between the look and pause(2) there is room for the signal: then nobody wakes the parent.
void wakeup_lost() {
  handle(SIGUSR1, [](int) { has_come = 1; });
  both([] { signal_parent(SIGUSR1); },
       [] {
         while (has_come == 0) ::pause();
         print(1);
       });
}

void wakeup_kept() {
  sigset_t signal, before;
  ::sigemptyset(&signal);
  ::sigaddset(&signal, SIGUSR1);
  ::sigprocmask(SIG_BLOCK, &signal, &before);
  handle(SIGUSR1, [](int) { has_come = 1; });
  both([] { signal_parent(SIGUSR1); },
       [&] {
         while (has_come == 0) ::sigsuspend(&before);
         print(1);
       });
}

// Of a child that has ended before there is a handler, none ever tells.
void children_handled() {
  both([] {},
       [] {
         handle(SIGCHLD, [](int) { print(1); });
         print(2);
       });
}

// The parent is told when its child stops, goes on, and ends; two of these may become one.
void child_stopped() {
  handle(SIGCHLD, [](int) { print(1); });
  const pid_t child = checked(::fork());
  if (child == 0) ::_exit(0);
  ::kill(child, SIGSTOP);
  ::kill(child, SIGCONT);
  ::wait(nullptr);
}

int shared_by_clone = 0;

void memory_by_clone() {
  static std::array<char, 65536> stack;
  const auto child = [](void*) {
    shared_by_clone = 1;
    return 0;
  };
  checked(::clone(child, stack.data() + stack.size(), CLONE_VM | SIGCHLD, nullptr));
  ::sched_yield();
  print(*static_cast<volatile int*>(&shared_by_clone));
  ::wait(nullptr);
}

const std::map<std::string, void (*)()> cases = {{"number-used-again", number_used_again},
                                                 {"two-names", two_names},
                                                 {"link-to-link", link_to_link},
                                                 {"unlinked-while-open", unlinked_while_open},
                                                 {"memory-without-name", memory_without_name},
                                                 {"two-pipes", two_pipes},
                                                 {"parents-end", parents_end},
                                                 {"mode", mode},
                                                 {"no-waiting", no_waiting},
                                                 {"flags-seen", flags_seen},
                                                 {"bytes-in-pipe", bytes_in_pipe},
                                                 {"priority", priority},
                                                 {"process-group", process_group},
                                                 {"children-ignored", children_ignored},
                                                 {"children-awaited", children_awaited},
                                                 {"ends-with-parent", ends_with_parent},
                                                 {"program-in-use", program_in_use},
                                                 {"watched-folder", watched_folder},
                                                 {"memory-by-clone", memory_by_clone},
                                                 {"between-prints", between_prints},
                                                 {"handler-too-late", handler_too_late},
                                                 {"wakeup-lost", wakeup_lost},
                                                 {"wakeup-kept", wakeup_kept},
                                                 {"children-handled", children_handled},
                                                 {"child-stopped", child_stopped},
                                                 {"poll-in-time", poll_in_time},
                                                 {"timer-in-time", timer_in_time}};

}  // namespace

int main(int argc, char** argv) {
  const auto wanted = cases.find(argc > 1 ? argv[1] : "");
  if (wanted == cases.end()) return 2;
  wanted->second();
}
