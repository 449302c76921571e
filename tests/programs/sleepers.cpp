// Every way to let time pass: each waits the same time, and tells how long that was by this
// program's own clock, in seconds.
//
// sleepers [whole seconds] [name of one of them]
#include <mqueue.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/timerfd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "tell.h"

static int seconds = 1;

static timespec span() {
  return {seconds, 0};
}
static timeval span_timeval() {
  return {span().tv_sec, span().tv_nsec / 1000};
}
static int milliseconds() {
  return static_cast<int>(seconds * 1000);
}

static timespec from_now(clockid_t clock) {
  timespec time;
  ::clock_gettime(clock, &time);
  time.tv_sec += seconds;
  return time;
}

static void sleep_until(clockid_t clock) {
  const timespec then = from_now(clock);
  ::clock_nanosleep(clock, TIMER_ABSTIME, &then, nullptr);
}

static void semaphore(clockid_t clock) {
  sem_t none;
  ::sem_init(&none, 0, 0);
  const timespec then = from_now(clock);
  clock == CLOCK_REALTIME ? ::sem_timedwait(&none, &then) : ::sem_clockwait(&none, clock, &then);
}

static void condition(clockid_t clock) {
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t never = PTHREAD_COND_INITIALIZER;
  ::pthread_mutex_lock(&mutex);
  const timespec then = from_now(clock);
  clock == CLOCK_REALTIME ? ::pthread_cond_timedwait(&never, &mutex, &then)
                          : ::pthread_cond_clockwait(&never, &mutex, clock, &then);
}

static void sem_operation() {
  const int id = ::semget(IPC_PRIVATE, 1, 0600);
  sembuf take{0, -1, 0};
  const timespec time = span();
  ::semtimedop(id, &take, 1, &time);
  ::semctl(id, 0, IPC_RMID);
}

// Waits for SIGALRM without losing one that comes early.
static void alarm_by(const std::function<void()>& set) {
  sigset_t alarms, old;
  ::sigemptyset(&alarms);
  ::sigaddset(&alarms, SIGALRM);
  ::sigprocmask(SIG_BLOCK, &alarms, &old);
  ::signal(SIGALRM, [](int) {});
  set();
  ::sigdelset(&old, SIGALRM);
  ::sigsuspend(&old);
}

static void posix_timer() {
  alarm_by([] {
    timer_t timer;
    ::timer_create(CLOCK_MONOTONIC, nullptr, &timer);
    const itimerspec once{{}, span()};
    ::timer_settime(timer, 0, &once, nullptr);
  });
}

static void timer_descriptor(int flags) {
  const int timer = ::timerfd_create(CLOCK_MONOTONIC, 0);
  const itimerspec once{{}, flags ? from_now(CLOCK_MONOTONIC) : span()};
  ::timerfd_settime(timer, flags, &once, nullptr);
  std::uint64_t expirations;
  if (::read(timer, &expirations, sizeof expirations) < 0) tell("%s", answer(-1).c_str());
}

static void receive() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return;
  const timeval time = span_timeval();
  ::setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  char byte;
  ::recv(ends[0], &byte, 1, 0);
}

static void message_queue() {
  const std::string name = "/procdemo-sleepers-" + std::to_string(::getpid());
  mq_attr shape{};
  shape.mq_maxmsg = 1;
  shape.mq_msgsize = 8;
  const mqd_t queue = ::mq_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600, &shape);
  ::mq_unlink(name.c_str());
  char message[8];
  const timespec then = from_now(CLOCK_REALTIME);
  if (queue < 0) return sleep_until(CLOCK_REALTIME);  // this kernel has no message queues
  ::mq_timedreceive(queue, message, sizeof message, nullptr, &then);
}

// Wakes up ten times on the way, and computes what is left: ends only if clock and waits agree.
static void poll_for_what_is_left() {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  for (auto now = end - end; (now = end - std::chrono::steady_clock::now()) > now.zero();) {
    const int left = static_cast<int>(now / std::chrono::milliseconds(1)) + 1;
    ::poll(nullptr, 0, std::min(left, milliseconds() / 10 + 1));
  }
}

struct Way {
  const char* name;
  std::function<void()> wait;
};

static const std::vector<Way> ways = {
    {"sleep", [] { ::sleep(seconds); }},
    {"usleep", [] { ::usleep(seconds * 1'000'000); }},
    {"nanosleep",
     [] {
       const timespec time = span();
       ::nanosleep(&time, nullptr);
     }},
    {"clock_nanosleep",
     [] {
       const timespec t = span();
       ::clock_nanosleep(CLOCK_REALTIME, 0, &t, nullptr);
     }},
    {"until-monotonic", [] { sleep_until(CLOCK_MONOTONIC); }},
    {"until-realtime", [] { sleep_until(CLOCK_REALTIME); }},
    {"sleep_for", [] { std::this_thread::sleep_for(std::chrono::seconds(seconds)); }},
    {"select",
     [] {
       timeval t = span_timeval();
       ::select(0, nullptr, nullptr, nullptr, &t);
     }},
    {"pselect",
     [] {
       const timespec t = span();
       ::pselect(0, nullptr, nullptr, nullptr, &t, nullptr);
     }},
    {"poll", [] { ::poll(nullptr, 0, milliseconds()); }},
    {"ppoll",
     [] {
       const timespec time = span();
       ::ppoll(nullptr, 0, &time, nullptr);
     }},
    {"epoll_wait",
     [] {
       epoll_event e;
       ::epoll_wait(::epoll_create1(0), &e, 1, milliseconds());
     }},
    {"epoll_pwait2",
     [] {
       epoll_event e;
       const timespec t = span();
       ::epoll_pwait2(::epoll_create1(0), &e, 1, &t, nullptr);
     }},
    {"sem_timedwait", [] { semaphore(CLOCK_REALTIME); }},
    {"sem_clockwait", [] { semaphore(CLOCK_MONOTONIC); }},
    {"cond_timedwait", [] { condition(CLOCK_REALTIME); }},
    {"cond_clockwait", [] { condition(CLOCK_MONOTONIC); }},
    {"semtimedop", sem_operation},
    {"sigtimedwait",
     [] {
       sigset_t none;
       ::sigemptyset(&none);
       const timespec t = span();
       ::sigtimedwait(&none, nullptr, &t);
     }},
    {"alarm", [] { alarm_by([] { ::alarm(seconds); }); }},
    {"setitimer",
     [] {
       alarm_by([] {
         const itimerval once{{}, span_timeval()};
         ::setitimer(ITIMER_REAL, &once, nullptr);
       });
     }},
    {"timer_settime", posix_timer},
    {"timerfd", [] { timer_descriptor(0); }},
    {"timerfd-absolute", [] { timer_descriptor(TFD_TIMER_ABSTIME); }},
    {"SO_RCVTIMEO", receive},
    {"mq_timedreceive", message_queue},
    {"poll-what-is-left", poll_for_what_is_left},
};

int main(int argc, char** argv) {
  if (argc > 1) seconds = std::atoi(argv[1]);
  for (const Way& way : ways) {
    if (argc > 2 && std::string(argv[2]) != way.name) continue;
    const auto start = std::chrono::steady_clock::now();
    way.wait();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    tell("%s %.3f", way.name, took.count());
  }
}
