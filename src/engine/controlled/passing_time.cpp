#include "engine/controlled/passing_time.h"

#include <sys/ptrace.h>

#include <algorithm>
#include <chrono>
#include <set>
#include <utility>

#include "engine/controlled/ready.h"
#include "syscalls/touches/touches.h"

namespace procdemo::engine {

namespace {

constexpr Moment longest_polling = std::chrono::minutes(1);
constexpr Moment longest_run = std::chrono::hours(1);  // of virtual time

}  // namespace

// Nobody can go on now: time jumps to when the next one can. False where nobody ever will.
//
// A wait with a timeout that is begun again and again, and nothing done in between, is no better
// than one without: the program only makes sure that it isn't stuck. If that is all that has
// happened for a minute of its time, it is stuck.
bool PassingTime::let_pass() {
  const Moment now = run_.clock.virtual_time().now();
  run_.timers.drop_closed(run_.family);
  std::optional<Moment> next = run_.timers.next(), later;
  bool only_polling = !next;
  for (const auto& [tid, task] : run_.family.tasks()) {
    const auto until = wakes_at(task);
    if (!until || *until <= now) continue;
    auto& moment = would_wait_for_ever(task) ? later : next;
    moment = std::min(moment.value_or(*until), *until);
    only_polling = only_polling && is_polling(task) && !task.call->sleeps();
  }
  if (!next) next = later;
  if (!next || (only_polling && *next > last_act_ + longest_polling)) return false;
  if (wait_for_outside(next)) return true;
  if (*next > longest_run) {
    run_.reach_limit(run_.family.first(), "virtual-seconds",
                     std::chrono::duration<double>(longest_run).count());
    return true;
  }
  pass_until(*next);
  return true;
}

bool PassingTime::is_late(const Task& task) const {
  const auto timer = run_.timers.next_of(*task.process);
  return timer && task.process->creep.since_timer() >= *timer - run_.clock.virtual_time().now();
}

bool PassingTime::is_somebody_late() const {
  return std::ranges::any_of(run_.family.tasks(),
                             [&](const auto& entry) { return is_late(entry.second); });
}

void PassingTime::pass_until(Moment moment) {
  VirtualClock& clock = run_.clock.virtual_time();
  if (moment <= clock.now()) return;
  std::set<Process*> late;
  for (const Task* task : run_.family.in_order()) {
    if (is_late(*task)) late.insert(task->process);
  }
  for (Process* process : late) process->creep.passed(moment - clock.now());
  run_.log.flush_older(std::chrono::duration<double>(moment).count() - stale_piece);
  clock.advance_to(moment);
  count_anew();
  run_.timers.go_off(moment);
  turns_.may_signal = true;
}

void PassingTime::count_anew() {
  steps_ = 0;
  events_ = run_.log.events();
}

void PassingTime::took_step() {
  const auto next = run_.timers.next();
  if (std::exchange(next_timer_, next) != next) count_anew();
  ++steps_;
}

// A buffer may hold a thousand lines, and be written in one step.
bool PassingTime::has_stood_still_for_long() const {
  constexpr std::int64_t very_many = 10'000;
  const bool long_enough = steps_ >= very_many || run_.log.events() - events_ >= very_many;
  return long_enough && next_timer_ == run_.timers.next();
}

// The schedule lets a sleeper wake, or a wait end without its having come. The kernel knows of no
// end: it is interrupted, and what it gives back is put right (CallStops::left).
//
// That time has come, but where a sleep may end at any time. A timer goes off before it even then.
void PassingTime::let_return(Task& task) {
  Deadline& deadline = *task.call->deadline;
  if (const auto timer = run_.timers.next(); timer && *timer < deadline.at) {
    return pass_until(*timer);
  }
  pass_until(deadline.at);
  run_.tell_unblocked(task);
  deadline.reached = true;
  task.rest = Rest::none;
  ::ptrace(PTRACE_INTERRUPT, task.tid, nullptr, nullptr);
}

// Somebody outside may wake one of them: a person at the terminal, a server. Time passes as it does
// for them.
bool PassingTime::wait_for_outside(std::optional<Moment> next) {
  const auto waits = [&](const auto& entry) { return outside_.may_wake(entry.second); };
  for (const Task* task : run_.family.in_order()) {
    if (outside_.type_for(*task)) return true;
    outside_.tell_of_own_output(*task);
  }
  const auto waiting = std::ranges::find_if(run_.family.tasks(), waits);
  if (waiting == run_.family.tasks().end()) return false;
  run_.log.note(waiting->second, "inexact-outside");
  const double began = ProgramClock::real_now();
  const Moment now = run_.clock.virtual_time().now();
  constexpr std::chrono::duration<double> once{0.05};
  poller_.wait(next ? std::min(once, std::chrono::duration<double>(*next - now)) : once);
  const std::chrono::duration<double> passed(ProgramClock::real_now() - began);
  const Moment then = now + std::chrono::duration_cast<Moment>(passed);
  pass_until(next ? std::min(*next, then) : then);
  return true;
}

}  // namespace procdemo::engine
