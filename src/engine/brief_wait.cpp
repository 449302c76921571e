#include "engine/brief_wait.h"

#include <unistd.h>

#include <cerrno>

#include "base/check.h"

namespace procdemo::engine {

namespace {

constexpr long between_ticks = 2'000'000;  // nanoseconds
constexpr int ticks_without_news = 2;      // the first may come at any moment

void interrupt(int) {}

}  // namespace

BriefWait::BriefWait() {
  struct sigaction interrupting{};
  interrupting.sa_handler = interrupt;  // without SA_RESTART: waitpid fails with EINTR
  check("sigaction", ::sigaction(SIGRTMIN, &interrupting, &before_));
  sigevent event{};
  event.sigev_notify = SIGEV_THREAD_ID;
  event._sigev_un._tid = ::gettid();
  event.sigev_signo = SIGRTMIN;
  check("timer_create", ::timer_create(CLOCK_MONOTONIC, &event, &timer_));
}

BriefWait::~BriefWait() {
  ::timer_delete(timer_);
  static const sigset_t tick_signal = signal_set({SIGRTMIN});
  constexpr timespec at_once{};
  ::sigtimedwait(&tick_signal, nullptr, &at_once);  // it came, and nobody waited any more
  ::sigaction(SIGRTMIN, &before_, nullptr);
}

// The signal is blocked but for the wait itself, so that it interrupts nothing else. One that comes
// just before the wait is lost, and the next one is not.
std::optional<std::pair<pid_t, WaitStatus>> BriefWait::next() {
  tick(true);
  static const sigset_t tick_signal = signal_set({SIGRTMIN});
  for (int ticks = 0; ticks < ticks_without_news; ++ticks) {
    int status = 0;
    ::sigprocmask(SIG_UNBLOCK, &tick_signal, nullptr);
    const pid_t tid = ::waitpid(-1, &status, __WALL);
    const int error = errno;
    ::sigprocmask(SIG_BLOCK, &tick_signal, nullptr);
    if (tid > 0) return std::pair(tid, WaitStatus(status));
    if (error != EINTR) break;
  }
  tick(false);
  return std::nullopt;
}

void BriefWait::tick(bool on) {
  if (std::exchange(ticks_, on) == on) return;
  const timespec period{0, on ? between_ticks : 0};
  const itimerspec every{period, period};
  ::timer_settime(timer_, 0, &every, nullptr);
}

}  // namespace procdemo::engine
