// Calls at the edges of what they are documented for, a group by the program's first word. What
// they answer is told; alone it is the same.
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/un.h>

#include <csignal>
#include <cstdint>
#include <ctime>
#include <map>

#include "tell.h"

namespace {

char** arguments = nullptr;

double now() {
  timespec time;
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

void nothing(int) {}

// --- clocks and sleeps ---

void clocks() {
  timespec time;
  for (const clockid_t none : {10, 12, 16, 99, -1000006}) {
    tell("clock %d: %s", none, answer(::syscall(SYS_clock_gettime, none, &time)).c_str());
  }
  clockid_t own = 0;
  ::clock_getcpuclockid(::getpid(), &own);
  tell("own: %s", answer(::clock_gettime(own, &time)).c_str());
}

void sleep_for(timespec time) {
  tell("%ld s, %ld ns: %s", time.tv_sec, time.tv_nsec,
       answer(::syscall(SYS_nanosleep, &time, nullptr)).c_str());
}

// Those that the kernel refuses, and those that only a signal ends.
void sleeps() {
  sleep_for({-1, 0});
  sleep_for({0, 2'000'000'000});
  sleep_for({0, -1});
  timeval time{0, 1'200'000};
  const double before = now();
  const int ready = ::select(0, nullptr, nullptr, nullptr, &time);
  tell("select: %s, %s", answer(ready).c_str(), now() - before > 1.19 ? "slept" : "too early");
  std::signal(SIGALRM, nothing);
  ::alarm(1);
  tell("poll: %s", answer(::poll(nullptr, 0, -1)).c_str());
  ::alarm(1);
  const int selected = ::select(0, nullptr, nullptr, nullptr, nullptr);
  tell("select: %s", answer(selected).c_str());
  const timespec long_past{0, 1};
  tell("past: %d", ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &long_past, nullptr));
}

// --- timers ---

long set_timer(int fd, int flags, timespec first, timespec then = {}) {
  const itimerspec setting{then, first};
  return ::timerfd_settime(fd, flags, &setting, nullptr);
}

void timers() {
  tell("eventfd: %s", answer(set_timer(::eventfd(0, 0), 0, {1, 0})).c_str());
  tell("file: %s", answer(set_timer(::open("/dev/null", O_RDONLY), 0, {1, 0})).c_str());
  tell("none: %s", answer(set_timer(1000, 0, {1, 0})).c_str());
  const int timer = ::timerfd_create(CLOCK_MONOTONIC, 0);
  tell("flags: %s", answer(set_timer(timer, 0x100, {1, 0})).c_str());
  tell("time: %s", answer(set_timer(timer, 0, {0, 1'000'000'000})).c_str());
  tell("set: %s", answer(set_timer(timer, 0, {1, 0})).c_str());
  std::uint64_t times = 0;
  tell("read: %s", answer(::read(timer, &times, sizeof times)).c_str());
  tell("went off: %d", static_cast<int>(times));
  const itimerval invalid{{}, {0, 1'000'000}};
  tell("setitimer: %s", answer(::setitimer(ITIMER_REAL, &invalid, nullptr)).c_str());
}

// At any speed it goes off.
void nanosecond() {
  const int timer = ::timerfd_create(CLOCK_MONOTONIC, 0);
  set_timer(timer, 0, {0, 1}, {0, 1});
  pollfd gone_off{timer, POLLIN, 0};
  tell("poll: %s", answer(::poll(&gone_off, 1, 10'000)).c_str());
  itimerspec left{};
  ::timerfd_gettime(timer, &left);
  tell("periodic: %s", left.it_interval.tv_sec + left.it_interval.tv_nsec > 0 ? "yes" : "no");
}

// Many timers that nobody has any more; then nothing can happen.
void closed_timers() {
  for (int i = 0; i < 2000; ++i) {
    const int timer = ::timerfd_create(CLOCK_MONOTONIC, 0);
    set_timer(timer, 0, {1, 0}, {1, 0});
    ::close(timer);
  }
  tell("closed");
  Gate().wait();
}

// --- sockets ---

template <class Value>
std::string set_option(int socket, int level, int option, const Value& value,
                       socklen_t size = sizeof(Value)) {
  return answer(::setsockopt(socket, level, option, &value, size));
}

std::string timeout_of(int socket, int option) {
  timeval time{-1, -1};
  socklen_t size = sizeof time;
  if (::getsockopt(socket, SOL_SOCKET, option, &time, &size) != 0) return answer(-1);
  return std::to_string(time.tv_sec) + "." + std::to_string(time.tv_usec / 100'000);
}

// Options of other levels have the same numbers.
void options() {
  const int socket = ::socket(AF_INET, SOCK_DGRAM, 0);
  struct {
    int ttl = 5;
    int rest[7] = {};
  } least;
  tell("IP_MINTTL: %s", set_option(socket, IPPROTO_IP, 21, least, sizeof least.ttl).c_str());
  int ttl = 0;
  socklen_t size = sizeof ttl;
  ::getsockopt(socket, IPPROTO_IP, 21, &ttl, &size);
  tell("IP_MINTTL is %d", ttl);
  int shared = 1;
  tell("SO_REUSEADDR: %s", set_option(socket, SOL_SOCKET, SO_REUSEADDR, shared).c_str());
  shared = 0;
  ::getsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &shared, &size);
  tell("SO_REUSEADDR is %d", shared);
  const timeval good{2, 500'000}, bad{0, 1'000'000};
  tell("short: %s", set_option(socket, SOL_SOCKET, SO_RCVTIMEO, good, 4).c_str());
  tell("bad: %s", set_option(socket, SOL_SOCKET, SO_RCVTIMEO, bad).c_str());
  tell("before: %s", timeout_of(socket, SO_RCVTIMEO).c_str());
  tell("good: %s", set_option(socket, SOL_SOCKET, SO_RCVTIMEO, good).c_str());
  tell("now: %s, the other way %s", timeout_of(socket, SO_RCVTIMEO).c_str(),
       timeout_of(socket, SO_SNDTIMEO).c_str());
}

sockaddr_un address_at(const char* path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  return address;
}

int listen_at(const char* path) {
  const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
  const sockaddr_un address = address_at(path);
  if (::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::_exit(1);
  }
  ::listen(listener, 0);
  return listener;
}

// Nobody comes; and then there is no room for one who does.
void visits() {
  const int listener = listen_at(arguments[2]);
  const timeval patience{0, 300'000};
  set_option(listener, SOL_SOCKET, SO_RCVTIMEO, patience);
  const double before = now();
  const int visitor = ::accept(listener, nullptr, nullptr);
  tell("accept: %s, %s", answer(visitor).c_str(), now() - before > 0.29 ? "waited" : "too early");
  const sockaddr_un address = address_at(arguments[2]);
  for (int i = 0; i < 2; ++i) {
    const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
    set_option(socket, SOL_SOCKET, SO_SNDTIMEO, patience);
    const auto* plain = reinterpret_cast<const sockaddr*>(&address);
    tell("connect: %s", answer(::connect(socket, plain, sizeof address)).c_str());
  }
  ::unlink(arguments[2]);
}

// A datagram that is looked at, then taken in part.
void datagrams() {
  int ends[2];
  ::socketpair(AF_UNIX, SOCK_DGRAM, 0, ends);
  if (::write(ends[0], "hello", 5) != 5) ::_exit(1);
  char bytes[8];
  tell("peek: %s", answer(::recv(ends[1], bytes, sizeof bytes, MSG_PEEK)).c_str());
  tell("take: %s", answer(::recv(ends[1], bytes, 2, MSG_TRUNC)).c_str());
  if (::write(ends[0], "world", 5) != 5) ::_exit(1);
  iovec room{bytes, 3};
  msghdr message{};
  message.msg_iov = &room;
  message.msg_iovlen = 1;
  tell("take: %s", answer(::recvmsg(ends[1], &message, MSG_TRUNC)).c_str());
}

// --- servers ---

// Somebody from outside comes.
void server() {
  const int listener = listen_at(arguments[2]);
  tell("ready");
  const int visitor = ::accept(listener, nullptr, nullptr);
  char byte = 0;
  tell("visitor: %s", answer(::read(visitor, &byte, 1)).c_str());
  ::unlink(arguments[2]);
}

// The server's child can go on by no visitor.
void stuck_beside_server() {
  const int listener = listen_at(arguments[2]);
  if (::fork() == 0) Gate().wait();
  tell("ready");
  ::unlink(arguments[2]);
  ::accept(listener, nullptr, nullptr);
}

void fifo() {
  const int both = ::open(arguments[2], O_RDWR);
  tell("ready");
  char byte = 0;
  tell("visitor: %s", answer(::read(both, &byte, 1)).c_str());
}

// --- children and signals ---

void waits() {
  const pid_t child = ::fork();
  if (child == 0) {
    ::raise(SIGSTOP);
    ::_exit(7);
  }
  tell("stopped: %s", answer(::waitid(P_PID, child, nullptr, WSTOPPED)).c_str());
  ::kill(child, SIGCONT);
  tell("ended: %s", answer(::waitid(P_PID, child, nullptr, WEXITED)).c_str());
  tell("again: %s", answer(::waitid(P_PID, child, nullptr, WEXITED)).c_str());
}

// A process that is none of this program's; then one that is, with what nobody may say.
void signals() {
  const auto outside = static_cast<pid_t>(std::atoi(arguments[2]));
  const auto send = [](pid_t target, siginfo_t* info) {
    const long fd = ::syscall(SYS_pidfd_open, target, 0);
    return answer(::syscall(SYS_pidfd_send_signal, fd, SIGURG, info, 0));
  };
  tell("outside: %s", send(outside, nullptr).c_str());
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  siginfo_t info{};
  info.si_signo = SIGURG;
  info.si_code = SI_USER;
  tell("pretended: %s", send(child, &info).c_str());
  ::kill(child, SIGKILL);
  tell("child: %s", end_of(child).c_str());
}

// One line in two pieces; between them others write nothing.
void empty_writes() {
  if (::write(1, "one ", 4) != 4) ::_exit(1);
  const pid_t child = ::fork();
  if (child == 0) {
    const ssize_t none = ::write(1, "", 0);
    ::_exit(static_cast<int>(none));
  }
  const std::string how = end_of(child);
  if (::write(1, "line\n", 5) != 5) ::_exit(1);
  tell("child: %s", how.c_str());
}

}  // namespace

int main(int, char** argv) {
  arguments = argv;
  const std::map<std::string, void (*)()> groups = {{"clocks", clocks},
                                                    {"sleeps", sleeps},
                                                    {"timers", timers},
                                                    {"nanosecond", nanosecond},
                                                    {"closed", closed_timers},
                                                    {"options", options},
                                                    {"visits", visits},
                                                    {"datagrams", datagrams},
                                                    {"server", server},
                                                    {"stuck", stuck_beside_server},
                                                    {"fifo", fifo},
                                                    {"waits", waits},
                                                    {"signals", signals},
                                                    {"empty", empty_writes}};
  groups.at(argv[1])();
}
