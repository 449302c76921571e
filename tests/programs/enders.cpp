// A child waits, and its parent ends that, where nothing else does: each kind of wait alone, by its
// name. Whoever runs it lets the child go first.
#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

#include <atomic>
#include <csignal>
#include <cstdint>
#include <functional>
#include <map>
#include <thread>

#include "tell.h"

namespace {

using Do = std::function<void()>;

/// The child does one thing, and then the parent the other.
void in_turn(const Do& child_waits, const Do& parent_ends) {
  const pid_t child = ::fork();
  if (child == 0) {
    child_waits();
    ::_exit(0);
  }
  parent_ends();
  tell("child: %s", end_of(child).c_str());
}

void read_some(int from) {
  char bytes[8];
  if (::read(from, bytes, sizeof bytes) < 0) tell("read: %s", answer(-1).c_str());
}

void write_byte(int to) {
  if (::write(to, "!", 1) != 1) tell("write: %s", answer(-1).c_str());
}

/// A pipe whose ends nobody has who does not need them.
void through_pipe() {
  int ends[2];
  if (::pipe(ends) != 0) return;
  in_turn([&] { ::close(ends[1]), read_some(ends[0]); },
          [&] { ::close(ends[0]), write_byte(ends[1]); });
}

/// The same, and the child has kept the end at which it waits for itself, too.
void through_kept_pipe() {
  int ends[2];
  if (::pipe(ends) != 0) return;
  in_turn([&] { read_some(ends[0]); }, [&] { write_byte(ends[1]); });
}

void through_full_pipe() {
  int ends[2];
  if (::pipe(ends) != 0) return;
  static char bytes[1 << 17];  // twice its room
  in_turn(
      [&] {
        ::close(ends[0]);
        if (::write(ends[1], bytes, sizeof bytes) < 0) tell("write: %s", answer(-1).c_str());
      },
      [&] {
        ::close(ends[1]);
        while (::read(ends[0], bytes, sizeof bytes) > 0) continue;
      });
}

void through_sockets() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return;
  in_turn([&] { ::close(ends[1]), read_some(ends[0]); },
          [&] { ::close(ends[0]), write_byte(ends[1]); });
}

/// Through the loopback device.
void through_network() {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0),
            client = ::socket(AF_INET, SOCK_STREAM, 0);
  if (::listen(listener, 1) != 0) return;
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  ::getsockname(listener, plain, &size);
  if (::connect(client, plain, size) != 0) return;
  const int server = ::accept(listener, nullptr, nullptr);
  in_turn([&] { ::close(client), read_some(server); },
          [&] { ::close(server), write_byte(client); });
}

void connect_to() {
  const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_storage address{.ss_family = AF_UNIX};
  socklen_t size = sizeof address;
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener, plain, sizeof(sa_family_t)) != 0 || ::listen(listener, 1) != 0) return;
  ::getsockname(listener, plain, &size);  // the kernel has chosen a name (unix(7), autobind)
  in_turn([&] { ::accept(listener, nullptr, nullptr); },
          [&] { ::connect(::socket(AF_UNIX, SOCK_STREAM, 0), plain, size); });
}

void count_events() {
  const int counter = ::eventfd(0, 0);
  std::uint64_t number = 1;
  in_turn([&] { ::eventfd_read(counter, &number); }, [&] { ::eventfd_write(counter, 1); });
}

void wait_for_timer() {
  const int timer = ::timerfd_create(CLOCK_MONOTONIC, 0);
  const itimerspec second{.it_interval = {}, .it_value = {1, 0}};
  ::timerfd_settime(timer, 0, &second, nullptr);
  in_turn([&] { read_some(timer); }, [] {});
}

void lock_file() {
  const auto open_anew = [] { return ::open("/proc/self/exe", O_RDONLY | O_CLOEXEC); };
  const int own = open_anew();
  ::flock(own, LOCK_EX);
  in_turn([&] { ::close(own), ::flock(open_anew(), LOCK_EX); }, [&] { ::flock(own, LOCK_UN); });
}

void receive_message() {
  const int queue = ::msgget(IPC_PRIVATE, 0600);
  struct {
    long type = 1;
    char text[1] = {};
  } message;
  in_turn([&] { ::msgrcv(queue, &message, 1, 0, 0); }, [&] { ::msgsnd(queue, &message, 1, 0); });
  ::msgctl(queue, IPC_RMID, nullptr);
}

void take_semaphore() {
  const int all = ::semget(IPC_PRIVATE, 1, 0600);
  const auto change = [&](short by) {
    sembuf how{.sem_num = 0, .sem_op = by, .sem_flg = 0};
    ::semop(all, &how, 1);
  };
  in_turn([&] { change(-1); }, [&] { change(1); });
  ::semctl(all, 0, IPC_RMID);
}

void wait_for_signal() {
  std::signal(SIGUSR1, [](int) {});
  pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  ::kill(child, SIGUSR1);
  tell("child: %s", end_of(child).c_str());
}

void wait_for_alarm() {
  std::signal(SIGALRM, [](int) {});
  in_turn([] { ::alarm(1), ::pause(); }, [] {});
}

void stop_itself() {
  const pid_t child = ::fork();
  if (child == 0) {
    ::raise(SIGSTOP);
    ::_exit(0);
  }
  tell("child: %s", end_of(child, WUNTRACED).c_str());
  ::kill(child, SIGCONT);
  tell("child: %s", end_of(child).c_str());
}

void wait_for_word() {
  static std::atomic<int> word = 0;
  std::jthread waiter([] { word.wait(0); });
  ::usleep(1000);  // the other waits by then, after it has looked a few times
  word = 1;
  word.notify_all();
}

void wait_for_any() {
  for (int i = 0; i < 2; ++i) {
    if (::fork() == 0) ::_exit(0);
  }
  for (int i = 0; i < 2; ++i) ::wait(nullptr);
}

/// For one of its own group, and not for the other.
void wait_for_group() {
  if (::fork() == 0) ::_exit(0);
  const pid_t other = ::fork();
  if (other == 0) {
    ::pause();
    ::_exit(0);
  }
  ::setpgid(other, other);
  ::waitpid(0, nullptr, 0);
  ::kill(other, SIGKILL);
}

const std::map<std::string, Do> ways = {
    {"pipe", through_pipe},       {"kept", through_kept_pipe},   {"full", through_full_pipe},
    {"sockets", through_sockets}, {"network", through_network},  {"connection", connect_to},
    {"counter", count_events},    {"timer", wait_for_timer},     {"lock", lock_file},
    {"message", receive_message}, {"semaphore", take_semaphore}, {"signal", wait_for_signal},
    {"alarm", wait_for_alarm},    {"stopped", stop_itself},      {"word", wait_for_word},
    {"any", wait_for_any},        {"group", wait_for_group},
};

}  // namespace

int main(int argc, char** argv) {
  const auto way = ways.find(argc > 1 ? argv[1] : "");
  if (way == ways.end()) return 2;
  way->second();
}
