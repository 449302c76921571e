// A child waits for what nobody of the run is about to send, and its parent for its end. Right: a
// signal or a timer, or somebody who knows a name, may still bring it. Wrong: nobody can.
//
// may_still_come right|wrong pipe       a handler of SIGTERM writes into a pipe, which it reads
//                            semaphore  a handler posts it
//                            alarm, itimer, timer, timerfd
//                                       one of these is on, and for SIGTERM; wrong: off again
//                            receive, send
//                                       its socket has a timeout
//                            fifo       it opens one by its name; wrong: two, each in a process
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <string_view>

namespace {

constexpr int seconds = 30;  // longer than a run is looked at
int ends[2];
sem_t* go;

void write_byte(int) {
  if (::write(ends[1], "!", 1) != 1) ::_exit(1);
}
void post(int) {
  ::sem_post(go);
}

void handle(int signal, void (*handler)(int)) {
  struct sigaction action{};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  ::sigaction(signal, &action, nullptr);
}

void read_byte(int end) {
  char byte;
  if (::read(end, &byte, 1) < 0) ::_exit(1);
}

void read_own_pipe() {
  if (::pipe(ends) != 0) ::_exit(1);
  read_byte(ends[0]);
}

void on_signal(bool right) {
  if (right) handle(SIGTERM, write_byte);
  read_own_pipe();
}

void on_semaphore(bool right) {
  if (right) handle(SIGTERM, post);
  ::sem_wait(go);
}

void on_alarm(bool right) {
  ::alarm(seconds);
  if (!right) ::alarm(0);
  read_own_pipe();
}

void on_itimer(bool right) {
  itimerval in{{}, {seconds, 0}};
  ::setitimer(ITIMER_REAL, &in, nullptr);
  if (!right) ::setitimer(ITIMER_REAL, (in = {}, &in), nullptr);
  read_own_pipe();
}

void on_timer(bool right) {
  timer_t timer;
  const itimerspec in{{}, {seconds, 0}};
  if (::timer_create(CLOCK_MONOTONIC, nullptr, &timer) != 0) ::_exit(1);
  ::timer_settime(timer, 0, &in, nullptr);
  if (!right) ::timer_delete(timer);
  read_own_pipe();
}

// It waits for the pipe and for the timer at once, and both are behind one descriptor.
void on_timerfd(bool right) {
  const int timer = ::timerfd_create(CLOCK_MONOTONIC, 0), all = ::epoll_create1(0);
  const itimerspec in{{}, {seconds, 0}};
  if (right) ::timerfd_settime(timer, 0, &in, nullptr);
  if (::pipe(ends) != 0) ::_exit(1);
  for (const int one : {timer, ends[0]}) {
    epoll_event event{.events = EPOLLIN, .data = {}};
    if (one == timer && !right) continue;
    ::epoll_ctl(all, EPOLL_CTL_ADD, one, &event);
  }
  epoll_event event;
  ::epoll_wait(all, &event, 1, -1);
}

void on_receive(bool right) {
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) ::_exit(1);
  const timeval in{seconds, 0};
  if (right) ::setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &in, sizeof in);
  read_byte(ends[0]);
}

void on_send(bool right) {
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) ::_exit(1);
  const timeval in{seconds, 0};
  if (right) ::setsockopt(ends[0], SOL_SOCKET, SO_SNDTIMEO, &in, sizeof in);
  char bytes[4096] = {};
  while (::write(ends[0], bytes, sizeof bytes) > 0) continue;
}

void open_one(const char* path) {
  ::mkfifo(path, 0644);
  ::close(::open(path, O_RDONLY));
}

struct Way {
  std::string_view name;
  void (*wait)(bool right);
};
constexpr Way ways[] = {
    {"pipe", on_signal},     {"semaphore", on_semaphore}, {"alarm", on_alarm},
    {"itimer", on_itimer},   {"timer", on_timer},         {"timerfd", on_timerfd},
    {"receive", on_receive}, {"send", on_send},           {"fifo", [](bool) { open_one("a"); }},
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const bool right = argv[1] == std::string_view("right");
  void* const shared =
      ::mmap(nullptr, sizeof(sem_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  go = static_cast<sem_t*>(shared);
  ::sem_init(go, 1, 0);
  const pid_t child = ::fork();
  if (child == 0) {
    for (const auto& [name, wait] : ways) {
      if (name == argv[2]) wait(right);
    }
    ::_exit(0);
  }
  if (!right && argv[2] == std::string_view("fifo")) open_one("b");
  ::waitpid(child, nullptr, 0);
}
