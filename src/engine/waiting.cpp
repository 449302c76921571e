// How the observer waits: for stops, for signals to procdemo itself, for the schedule and the
// reader.
#include <poll.h>
#include <sched.h>
#include <sys/wait.h>

#include <algorithm>
#include <cmath>

#include "base/procfs.h"
#include "engine/observation.h"
#include "syscalls/syscall.h"

namespace procdemo {

namespace {

constexpr double second_interrupt = 1;  // seconds within which a second Ctrl-C ends the run
constexpr double soon = 0.01;           // seconds to wait for a task that is leaving the kernel

// A pipe has one name for both ends; the two sockets of a connection have names of their own.
bool may_be_connected(const std::string& a, const std::string& b) {
  return a == b || (a.starts_with("socket:") && b.starts_with("socket:"));
}

}  // namespace

// Drained first and handled after: a bomb would starve everything else in a loop that handles each
// stop as it comes.
bool Observation::drain() {
  int raw = 0;
  while (const pid_t tid = ::waitpid(-1, &raw, __WALL | WNOHANG)) {
    if (tid < 0) return false;  // ECHILD
    take_stop(tid, WaitStatus(raw));
  }
  return true;
}

void Observation::take_stop(pid_t tid, WaitStatus status) {
  if (status.has_ended()) run_.signals.was_reaped(tid);
  stops_.emplace_back(tid, status);
}

void Observation::let_writers_finish(const Task& reader) {
  std::vector<pid_t> writers;
  for (const auto& [tid, task] : run_.family.tasks()) {
    const bool writes = task.call && task.call->syscall->writes && !task.call->interrupted;
    if (writes && may_be_connected(task.call->object, reader.call->object)) writers.push_back(tid);
  }
  for (const pid_t tid : writers) {
    if (const auto status = fetch_stop(tid)) handle(tid, *status);
  }
}

// The next stop of one task, if it is already there or a matter of microseconds: one that sleeps in
// its call has not written all of its bytes yet.
std::optional<WaitStatus> Observation::fetch_stop(pid_t tid) {
  const auto known = std::ranges::find(stops_, tid, &std::pair<pid_t, WaitStatus>::first);
  if (known != stops_.end()) {
    const WaitStatus status = known->second;
    stops_.erase(known);
    return status;
  }
  const double until = ProgramClock::real_now() + soon;
  while (ProgramClock::real_now() < until) {
    int raw = 0;
    if (::waitpid(tid, &raw, __WALL | WNOHANG) == tid) {
      const WaitStatus status(raw);
      if (status.has_ended()) run_.signals.was_reaped(tid);
      return status;
    }
    const auto stat = proc_stat(tid);
    if (!stat || stat->state == 'S') return std::nullopt;
    ::sched_yield();
  }
  return std::nullopt;
}

// Of a few tasks none waits long for its turn, and what has to be drained comes one by one.
//
// The SIGCHLD of such a stop stays pending: while it does, the kernel makes no other for the next
// stops, and that takes a third off a run of many forks.
bool Observation::wait_a_moment() {
  constexpr std::size_t few = 8;
  if (run_.controlled() || sink_.full()) return false;
  const auto stop = brief_wait_.next();
  if (!stop) return false;
  take_stop(stop->first, stop->second);
  if (run_.family.alive() > few) drain();
  return true;
}

void Observation::wait_for_something(std::chrono::duration<double> at_most) {
  if (wait_a_moment()) return;
  sink_.rest();
  pollfd watched[] = {{stopped_.fd(), POLLIN, 0},
                      {signals_.fd(), POLLIN, 0},
                      {schedule_.ready_fd(), POLLIN, 0},
                      {sink_.ready_fd(), POLLIN, 0}};
  const double now = run_.clock.real_since_start();
  double until = run_.controlled() ? now + at_most.count() : run_.settings.limits.seconds;
  const auto stale = run_.log.next_stale();
  if (stale && !run_.controlled()) until = std::min(until, *stale);
  const double wait = std::ceil(std::clamp(until - now, 0.0, at_most.count()) * 1000);
  if (::poll(watched, std::size(watched), static_cast<int>(wait)) < 0 && errno != EINTR) {
    check("poll", -1);
  }
  look_for_signals();
  stopped_.next();  // one SIGCHLD stands for any number of stops
  drain();
}

void Observation::look_for_signals() {
  looked_for_signals_ = run_.clock.real_since_start();
  while (const auto signal = signals_.next()) take_signal(*signal);
}

// Ctrl-C reaches the program by itself, for it is in our process group: the first one is its own.
// A signal that somebody sent to procdemo alone is meant for procdemo.
void Observation::take_signal(const signalfd_siginfo& signal) {
  const int number = static_cast<int>(signal.ssi_signo);
  const double now = run_.clock.real_since_start();
  const bool from_terminal = signal.ssi_code == SI_KERNEL;
  const bool again = last_interrupt_ && now - *last_interrupt_ < second_interrupt;
  if (number == SIGINT && from_terminal && !again) {
    last_interrupt_ = now;
    run_.outcome.interrupted = true;
    return;
  }
  run_.outcome.signal = number;
}

}  // namespace procdemo
