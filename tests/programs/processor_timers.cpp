// Timers of processor time: it looks at a clock until one has gone off, for a minute at most.
#include <sys/time.h>

#include <csignal>
#include <ctime>

#include "tell.h"

static volatile std::sig_atomic_t rung = 0;

static time_t seconds_now() {
  timespec time;
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec;
}

int main() {
  std::signal(SIGPROF, [](int) { rung = rung + 1; });
  std::signal(SIGVTALRM, [](int) { rung = rung + 1; });
  for (const int which : {ITIMER_PROF, ITIMER_VIRTUAL}) {
    rung = 0;
    const itimerval once{{}, {0, 30'000}};
    ::setitimer(which, &once, nullptr);
    const time_t before = seconds_now();
    while (rung == 0 && seconds_now() - before < 60) continue;
    itimerval left{};
    ::getitimer(which, &left);
    tell("%d: %d, %ld us left", which, static_cast<int>(rung),
         static_cast<long>(left.it_value.tv_usec));
  }
}
