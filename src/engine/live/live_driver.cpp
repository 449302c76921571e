#include "engine/live/live_driver.h"

#include <algorithm>

namespace procdemo::engine {

bool LiveDriver::step() {
  if (!run_.goes_on()) return false;
  if (stops_.empty() || run_.sink.full()) wait();
  while (!run_.is_over() && !run_.sink.full()) {
    const auto report = stops_.next();
    if (!report) break;
    handling_.handle(*report);
    standstill_.moved();
    let_go_on();
  }
  standstill_.look();
  watchdog_.look();
  return run_.goes_on();
}

void LiveDriver::let_go_on() {
  while (!run_.is_over()) {
    const auto tid = schedule_.next({});
    if (!tid) return;
    if (Task* task = run_.family.task(*tid)) handling_.go_on(*task);
  }
}

void LiveDriver::wait() {
  if (wait_a_moment()) return;
  double until = run_.settings.limits.seconds;
  if (const auto stale = run_.log.next_stale()) until = std::min(until, *stale);
  const std::chrono::duration<double> left(until - run_.clock.real_since_start());
  poller_.wait(std::min<std::chrono::duration<double>>(left, usage_interval));
}

// Of a few tasks none waits long for its turn, and what has to be drained comes one by one.
//
// The SIGCHLD of such a stop stays pending: while it does, the kernel makes no other for the next
// stops, and that takes a third off a run of many forks.
bool LiveDriver::wait_a_moment() {
  constexpr std::size_t few = 8;
  if (run_.sink.full()) return false;
  const auto stop = brief_wait_.next();
  if (!stop) return false;
  stops_.add({stop->first, stop->second});
  if (run_.family.alive() > few) stops_.drain();
  return true;
}

}  // namespace procdemo::engine
