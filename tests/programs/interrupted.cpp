// What a blocked call says when a child dies meanwhile, under each way to treat SIGCHLD (signal(7),
// "Interruption of system calls"): default and ignored SIGCHLD must not be noticed at all, a caught
// one ends these calls with EINTR, with SA_RESTART or without; only wait4 is restarted.
//
// interrupted [default|ignored|caught|restart]
#include <poll.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/sem.h>

#include <chrono>
#include <cstdlib>

#include "tell.h"

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

// Long where a signal is to end the call, short where it is to run its time.
static std::chrono::milliseconds time_out = 250ms;

static timespec as_timespec(std::chrono::nanoseconds time) {
  return {time / 1s, (time % 1s).count()};
}

// A child that dies once its parent sleeps in the kernel.
static pid_t child_that_dies_meanwhile() {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child != 0) return child;
  until_sleeping(parent);
  ::_exit(0);
}

// Makes the call while a child dies, and tells what it said and whether its time had passed.
template <class Call>
static void meanwhile(const char* name, Call call) {
  const pid_t child = child_that_dies_meanwhile();
  const auto start = Clock::now();
  const std::string said = answer(call());
  const auto took = Clock::now() - start;
  tell("%s: %s, %s", name, said.c_str(), took >= time_out ? "its whole time" : "earlier");
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
}

// The remaining time of an interrupted sleep: less than it was, and more than nothing.
static void sleep_with_rest() {
  const timespec request = as_timespec(time_out);
  timespec rest{};
  meanwhile("nanosleep", [&] { return ::nanosleep(&request, &rest); });
  const auto left = std::chrono::seconds(rest.tv_sec) + std::chrono::nanoseconds(rest.tv_nsec);
  tell("rest: %s", left == 0ns ? "nothing" : left < time_out ? "something" : "too much");
}

static int signalled[2] = {-1, -1};  // a pipe, into which the handler of SIGCHLD writes

// A wait for one child while another dies; the second dies once we wait again. That the first one
// is a zombie is no proof that its parent has heard of it: an observer hears of it first.
static void wait_for_another(bool handles) {
  const pid_t parent = ::getpid();
  if (::pipe(signalled) != 0) std::abort();
  const pid_t first = child_that_dies_meanwhile();
  const pid_t second = ::fork();
  if (second == 0) {
    char byte;
    if (handles && ::read(signalled[0], &byte, 1) != 1) std::abort();
    while (state_of(first) != 'Z' && state_of(first) != 0) ::sched_yield();
    until_sleeping(parent);
    ::_exit(0);
  }
  pid_t got;
  do {
    got = ::wait4(second, nullptr, 0, nullptr);
    tell("wait4: %s", got == second ? "the one it waits for" : answer(got).c_str());
  } while (got < 0 && errno == EINTR);
  while (::waitpid(first, nullptr, 0) < 0 && errno == EINTR) {
  }
}

static void all_calls(bool handles) {
  const int milliseconds = static_cast<int>(time_out.count());
  const timespec time = as_timespec(time_out);
  const int epoll = ::epoll_create1(0);
  epoll_event events[1];
  meanwhile("epoll_wait", [&] { return ::epoll_wait(epoll, events, 1, milliseconds); });
  meanwhile("poll", [&] { return ::poll(nullptr, 0, milliseconds); });
  meanwhile("select", [&] {
    timeval left{time.tv_sec, time.tv_nsec / 1000};
    return ::select(0, nullptr, nullptr, nullptr, &left);
  });

  const int semaphores = ::semget(IPC_PRIVATE, 1, 0600);
  sembuf take{0, -1, 0};
  meanwhile("semtimedop", [&] { return ::semtimedop(semaphores, &take, 1, &time); });
  ::semctl(semaphores, 0, IPC_RMID);

  sigset_t user;
  ::sigemptyset(&user);
  ::sigaddset(&user, SIGUSR1);
  ::sigprocmask(SIG_BLOCK, &user, nullptr);
  meanwhile("sigtimedwait", [&] { return ::sigtimedwait(&user, nullptr, &time); });
  sleep_with_rest();
  meanwhile("clock_nanosleep until", [&] {
    timespec now;
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    const timespec then = as_timespec(std::chrono::seconds(now.tv_sec) + time_out +
                                      std::chrono::nanoseconds(now.tv_nsec));
    errno = ::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &then, nullptr);
    return errno == 0 ? 0 : -1;
  });
  wait_for_another(handles);
}

int main(int argc, char** argv) {
  const std::string how = argc > 1 ? argv[1] : "default";
  const bool handles = how == "caught" || how == "restart";
  struct sigaction action{};
  if (how == "ignored") action.sa_handler = SIG_IGN;
  if (handles) {
    action.sa_handler = [](int) {
      if (signalled[1] >= 0 && ::write(signalled[1], "", 1) != 1) std::abort();
    };
    time_out = 5s;
  }
  if (how == "restart") action.sa_flags = SA_RESTART;
  ::sigaction(SIGCHLD, &action, nullptr);
  all_calls(handles);
}
