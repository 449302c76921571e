// Controlled runs: one process at a time, from one visible step to the next, in virtual time.
//
// Everybody is brought to rest (settling.cpp). A task that is held can go on, and so can one that
// sleeps until a moment that has come; the schedule chooses one of them. When nobody can go on,
// time jumps to the next wake-up. When nobody will ever wake, it is a deadlock.
#include <sys/ptrace.h>

#include <algorithm>

#include "engine/controlled/deadlock.h"
#include "engine/observation.h"
#include "schedule/problems.h"
#include "syscalls/syscall.h"
#include "syscalls/touches/touches.h"
#include "syscalls/waits_for.h"

namespace procdemo {

namespace {

constexpr Moment longest_polling = std::chrono::minutes(1);
constexpr Moment longest_run = std::chrono::hours(1);  // of virtual time

// Whether the call that it has come to may send a signal to a task that is held, or kill it.
bool may_signal(const Task& task) {
  return task.held == Held::at_call && task.at->may_signal;
}

// When a sleeper's time comes.
std::optional<Moment> wakes_at(const Task& task) {
  return task.asleep && task.call ? task.call->deadline : std::nullopt;
}

}  // namespace

// Time between two steps is the reader's: no limit counts it.
bool Observation::step() {
  if (rests_since_) run_.clock.leave_out(ProgramClock::real_now() - *rests_since_);
  rests_since_.reset();
  for (bool chosen = false; goes_on() && !chosen;) {
    chosen = choose(ready_);
    check_time();
    come_to_choice();
  }
  rests_since_ = ProgramClock::real_now();
  return goes_on();
}

RunStatus Observation::state() const {
  return {.ready = ready_, .waiting = waiting_tasks(), .now = run_.clock.now()};
}

void Observation::come_to_choice() {
  for (bool found = false; goes_on() && !found; check_time()) {
    if (sink_.full()) {
      wait_for_something();
    } else {
      found = find_ready();
    }
  }
  if (!goes_on()) ready_.clear();
}

// Brings all to rest, and asks who can go on. False where it has to be asked again, or the run is
// over.
bool Observation::find_ready() {
  settle();
  if (!goes_on()) return false;
  ready_ = ready_steps();
  if (ready_.empty() && somebody_was_killed_) ready_ = looks_again();
  const bool idle = ready_.empty() || (!time_passed_ && only_wait_for_time(ready_));
  time_passed_ = idle && let_time_pass();
  if (time_passed_) return false;
  if (ready_.empty()) ready_ = looks_again();
  if (ready_.empty()) nobody_goes_on();
  return !ready_.empty();
}

// A loop that looks for a child's end again and again, say, while that child sleeps: were time to
// stand still as long as anybody can go on, it would stand still for ever.
bool Observation::only_wait_for_time(const std::vector<Step>& ready) {
  return std::ranges::all_of(ready, [&](const Step& step) {
    const Task* task = run_.family.task(step.tid);
    return task->held != Held::no && task->polls >= polls_long;
  });
}

// A run that turns out not to be the one that is to be repeated ends here, in order.
std::optional<pid_t> Observation::ask_schedule(const Situation& situation) try {
  return schedule_.next(situation);
} catch (const Problem& problem) {
  if (!problem.is(ScheduleProblem::token_differs)) throw;
  run_.log.flush_all();
  run_.outcome.differs = problem;
  return std::nullopt;
}

// False where nobody was chosen: the schedule takes its time, or the run is not the one to be
// repeated.
bool Observation::choose(const std::vector<Step>& ready) {
  const std::vector<Waiting> waiting = waiting_tasks();
  const int running = static_cast<int>(run_.family.alive()) - held_;
  tell_step();
  const auto tid = ask_schedule({.held = held_,
                                 .running = running,
                                 .ready = ready,
                                 .waiting = waiting,
                                 .now = run_.clock.now()});
  if (run_.outcome.differs) return false;
  if (!tid) {
    wait_for_something();
    return false;
  }
  Task& task = *run_.family.task(*tid);
  if (run_.control().tells_touches) begin_step(*std::ranges::find(ready, *tid, &Step::tid), task);
  current_ = *tid;
  if (!is_polling(task)) last_act_ = run_.clock.virtual_time().now();
  task.process->creep.acted();
  may_signal_ = may_signal_ || may_signal(task);
  quiet_looks_ = 0;
  if (task.held == Held::no) {
    let_it_return(task);
  } else {
    task.asks_kernel = wants_taken_lock(task);  // a signal is pending: it will not wait long
    go_on(task);
  }
  return true;
}

// A run of one process has one order: what it touched before there was another one, nobody can have
// seen otherwise.
void Observation::begin_step(const Step& step, const Task& task) {
  step_ = step;
  if (run_.family.ever() > 1 || task.process->threads > 1) step_->touches = touches_of(run_, task);
}

// What a step has touched is known when it is over.
void Observation::tell_step() {
  if (!step_) return;
  const Task* task = run_.family.task(step_->tid);
  if (task) mark_polls(step_->touches, *step_, *task, run_.may_time_out(*task));
  schedule_.takes(*std::exchange(step_, std::nullopt));
}

// Tasks that are held, but for those whose lock another still holds; and those that sleep no longer
// than until now.
//
// Not those that would wait for ever for an object of our library, and wake to look again: see
// looks_again().
std::vector<Step> Observation::ready_steps() {
  std::vector<Step> ready;
  for (const Task* task : run_.family.in_order()) {
    if (task->held != Held::no && !task->parked) {
      const bool returns = task->held == Held::at_end;
      ready.push_back({.tid = task->tid,
                       .name = task->name,
                       .call = task->step,
                       .returns = returns,
                       .polls = is_polling(*task)});
    }
    if (may_return(*task) && !would_wait_for_ever(*task)) ready.push_back(return_of(*task));
  }
  return ready;
}

// A task that waits for an object of our library looks again now and then, for somebody may have
// been killed between a change and the wake-up (multiprocess/shared/bell.h). Where nobody was,
// there is nothing to be seen; so this is for when somebody was, and before it is said that nobody
// can go on.
std::vector<Step> Observation::looks_again() {
  std::vector<Step> looks;
  for (const Task* task : run_.family.in_order()) {
    if (may_return(*task) && would_wait_for_ever(*task)) looks.push_back(return_of(*task));
  }
  return looks;
}

// Whether its timed wait may end without what it waits for.
bool Observation::may_return(const Task& task) const {
  const auto until = wakes_at(task);
  return until && (*until <= run_.clock.virtual_time().now() || run_.control().any_sleep);
}

Step Observation::return_of(const Task& task) {
  return {.tid = task.tid,
          .name = task.name,
          .call = task.call->syscall->step_name(),
          .returns = true,
          .polls = is_polling(task) && !task.call->sleeps};
}

std::vector<Waiting> Observation::waiting_tasks() const {
  std::vector<Waiting> waiting;
  for (const Task* task : run_.family.in_order()) {
    if (!task->asleep && !task->parked) continue;
    const auto until = wakes_at(*task);
    const std::string_view call = task->call ? task->call->syscall->step_name() : task->step;
    waiting.push_back({.name = task->name, .call = call, .on = task->blocked_on});
    if (until) waiting.back().until = std::chrono::duration<double>(*until).count();
  }
  return waiting;
}

// The schedule lets a sleeper wake, or a wait end without its having come. The kernel knows of no
// end: it is interrupted, and what it gives back is put right (stopped_at_end).
//
// That time has come, but where a sleep may end at any time. A timer goes off before it even then.
void Observation::let_it_return(Task& task) {
  const Moment until = *task.call->deadline;
  if (const auto timer = run_.timers.next(); timer && *timer < until)
    return pass_time_until(*timer);
  pass_time_until(until);
  end_waiting(task);
  task.call->over = true;
  task.asleep = false;
  ::ptrace(PTRACE_INTERRUPT, task.tid, nullptr, nullptr);
}

// Nobody can go on now: time jumps to when the next one can. False where nobody ever will.
//
// A wait with a timeout that is begun again and again, and nothing done in between, is no better
// than one without: the program only makes sure that it isn't stuck. If that is all that has
// happened for a minute of its time, it is stuck.
bool Observation::let_time_pass() {
  const Moment now = run_.clock.virtual_time().now();
  std::optional<Moment> next = run_.timers.next(), later;
  bool only_polling = !next;
  for (const auto& [tid, task] : run_.family.tasks()) {
    const auto until = wakes_at(task);
    if (!until || *until <= now) continue;
    auto& moment = would_wait_for_ever(task) ? later : next;
    moment = std::min(moment.value_or(*until), *until);
    only_polling = only_polling && is_polling(task) && !task.call->sleeps;
  }
  if (!next) next = later;
  if (!next || (only_polling && *next > last_act_ + longest_polling)) return false;
  if (wait_for_outside(next)) return true;
  if (*next > longest_run) {
    run_.reach_limit(*first_, "virtual-seconds",
                     std::chrono::duration<double>(longest_run).count());
    return true;
  }
  pass_time_until(*next);
  return true;
}

void Observation::pass_time_until(Moment moment) {
  VirtualClock& clock = run_.clock.virtual_time();
  if (moment <= clock.now()) return;
  run_.log.flush_older(std::chrono::duration<double>(moment).count() - stale_piece);
  clock.advance_to(moment);
  run_.timers.go_off(moment);
  may_signal_ = true;
}

// Somebody outside may wake one of them: a person at the terminal, a server. Time passes as it does
// for them.
bool Observation::wait_for_outside(std::optional<Moment> next) {
  const auto waits = [&](const auto& entry) {
    return outside_.may_wake(entry.second, run_.family);
  };
  const auto waiting = std::ranges::find_if(run_.family.tasks(), waits);
  if (waiting == run_.family.tasks().end()) return false;
  run_.log.note(waiting->second, "inexact-outside");
  const double began = ProgramClock::real_now();
  const Moment now = run_.clock.virtual_time().now();
  constexpr std::chrono::duration<double> once{0.05};
  wait_for_something(next ? std::min(once, std::chrono::duration<double>(*next - now)) : once);
  const std::chrono::duration<double> passed(ProgramClock::real_now() - began);
  const Moment then = now + std::chrono::duration_cast<Moment>(passed);
  pass_time_until(next ? std::min(*next, then) : then);
  return true;
}

// That nobody runs is a conclusion from several looks (settling.cpp): before it is called a
// deadlock it is drawn again, a little later. And a kernel that is asked to wait for a lock of
// fcntl(2) may know better: it gives EDEADLK to one of the circle.
void Observation::nobody_goes_on() {
  if (wait_for_outside(std::nullopt)) return;
  constexpr int enough = 3;
  constexpr std::chrono::duration<double> a_little{0.01};
  if (++quiet_looks_ < enough) return wait_for_something(a_little);
  for (Task* task : run_.family.in_order()) {
    if (!wants_taken_lock(*task) || task->at->locks != LockKind::fcntl) continue;
    task->asks_kernel = true;
    current_ = task->tid;
    return go_on(*task);
  }
  tell_deadlock();
}

void Observation::tell_deadlock() {
  tell_step();
  run_.outcome.deadlock = true;
  const event::Deadlock deadlock = find_deadlock(run_.family.in_order(), run_.family);
  run_.log.flush_all();
  run_.log.emit(*first_, first_->name, deadlock);
  if (!run_.control().tells_touches) return;
  std::vector<Step> parked;
  for (const Task* task : run_.family.in_order()) {
    if (!task->parked) continue;
    parked.push_back({.tid = task->tid,
                      .name = task->name,
                      .call = task->step,
                      .touches = touches_of(run_, *task)});
  }
  schedule_.stuck(parked);
}

}  // namespace procdemo
