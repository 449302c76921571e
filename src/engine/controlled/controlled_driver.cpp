#include "engine/controlled/controlled_driver.h"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <utility>

#include "engine/controlled/deadlock.h"
#include "engine/controlled/may_still_end.h"
#include "engine/controlled/ready.h"
#include "engine/controlled/status.h"
#include "schedule/problems.h"
#include "syscalls/syscall.h"
#include "syscalls/waits_for.h"
#include "syscalls/wanted_lock.h"

namespace procdemo::engine {

namespace {

/// Who sends a signal from outside, as events name it.
constexpr const char* reader = "reader";

// Whether the call that it has come to may send a signal to a task that is held, or kill it.
bool may_signal(const Task& task) {
  const auto* at = held_at<held::Call>(task);
  return at && at->syscall->may_signal;
}

// Whether it has come to a call that only asks.
bool asks(const Task& task) {
  const auto* at = held_at<held::Call>(task);
  return at && only_asks(*at->syscall, task.registers.arguments());
}

}  // namespace

ControlledDriver::ControlledDriver(RunState& run, StopQueue& stops, Stops& handling, Turns& turns,
                                   Resumer& resumer, Schedule& schedule, Poller& poller,
                                   Watchdog& watchdog)
    : run_(run),
      handling_(handling),
      turns_(turns),
      schedule_(schedule),
      poller_(poller),
      watchdog_(watchdog),
      settling_(run, stops, handling, turns, resumer, watchdog),
      time_(run, turns, poller),
      touched_(run, schedule) {}

// Time between two steps is the reader's: no limit counts it.
bool ControlledDriver::step() {
  if (rests_since_) run_.clock.leave_out(ProgramClock::real_now() - *rests_since_);
  rests_since_.reset();
  for (bool chosen = false; run_.goes_on() && !chosen;) {
    chosen = choose(ready_);
    watchdog_.look();
    come_to_choice();
  }
  rests_since_ = ProgramClock::real_now();
  return run_.goes_on();
}

std::vector<Process*> ControlledDriver::named(const Name& to) {
  std::vector<Process*> found;
  const pid_t group = ::getpgid(run_.family.first().pid);
  for (const Task* task : run_.family.in_order()) {
    Process* const process = task->process;
    const bool meant = to.empty() ? ::getpgid(process->pid) == group : process->name == to;
    if (meant && task->tid == process->pid) found.push_back(process);
  }
  return found;
}

// Nobody has the turn: whoever is signalled comes to the signal, and is held there.
bool ControlledDriver::signal(const Name& to, int number) {
  const std::vector<Process*> targets = named(to);
  if (targets.empty()) throw std::out_of_range(to);
  turns_.give_nobody();
  for (Process* const target : targets) {
    if (number == SIGKILL && target->killed_by.empty()) target->killed_by = reader;
    run_.signals.forge(*target, number, {.name = to.empty() ? "terminal" : reader, .seen = 0});
    run_.signals.send(*target, number);
  }
  turns_.may_signal = true;
  come_to_choice();
  return run_.goes_on();
}

RunStatus ControlledDriver::state() const {
  return status_of(run_, ready_);
}

void ControlledDriver::come_to_choice() {
  for (bool found = false; run_.goes_on() && !found; watchdog_.look()) {
    if (run_.sink.full()) {
      poller_.wait(usage_interval);
    } else {
      found = find_ready();
    }
  }
  if (!run_.goes_on()) ready_.clear();
}

// Brings all to rest, and asks who can go on. False where it has to be asked again, or the run is
// over.
bool ControlledDriver::find_ready() {
  settling_.settle(quiet_looks_ > 0);
  if (!run_.goes_on()) return false;
  ready_ = ready_steps(run_);
  if (ready_.empty() && run_.somebody_was_killed) ready_ = looks_again(run_);
  const bool idle =
      ready_.empty() || (!time_passed_ && (only_wait_for_time(ready_) || time_.is_somebody_late()));
  const bool asks_in_vain = idle && !ready_.empty();
  time_passed_ =
      idle && (time_.let_pass() || (asks_in_vain && time_.wait_for_outside(std::nullopt)));
  if (time_passed_) return false;
  if (ready_.empty()) ready_ = looks_again(run_);
  if (ready_.empty()) nobody_goes_on();
  return !ready_.empty();
}

// A loop that looks for a child's end again and again, say, while that child sleeps: were time to
// stand still as long as anybody can go on, it would stand still for ever. And so it would for one
// that prints until its alarm rings: of that many steps at one moment nobody is in a hurry.
//
// What another has done may be gone again when time has passed (a lock that it held for a second):
// whoever polls looks first.
bool ControlledDriver::only_wait_for_time(const std::vector<Step>& ready) {
  if (time_.has_stood_still_for_long()) return true;
  return std::ranges::all_of(ready, [&](const Step& step) {
    const Task* task = run_.family.task(step.tid);
    return task->held && task->polls >= polls_long && looked_.contains(step.tid);
  });
}

// A run that turns out not to be the one that is to be repeated ends here, in order.
std::optional<pid_t> ControlledDriver::ask_schedule(const std::vector<Step>& ready) try {
  return schedule_.next({.ready = ready,
                         .now = run_.clock.now(),
                         .events = static_cast<std::uint64_t>(run_.log.events())});
} catch (const Problem& problem) {
  if (!problem.is(ScheduleProblem::token_differs)) throw;
  run_.log.flush_all();
  run_.outcome.differs = problem;
  return std::nullopt;
}

// False where nobody was chosen: the schedule takes its time, or the run is not the one to be
// repeated.
bool ControlledDriver::choose(const std::vector<Step>& ready) {
  touched_.tell();
  const auto tid = ask_schedule(ready);
  if (run_.outcome.differs) return false;
  if (!tid) {
    poller_.wait(usage_interval);
    return false;
  }
  take(*std::ranges::find(ready, *tid, &Step::tid), *run_.family.task(*tid));
  return true;
}

void ControlledDriver::take(const Step& step, Task& task) {
  touched_.begin(step, task);
  const bool only_asks = asks(task);
  turns_.give(task);
  if (is_polling(task)) {
    looked_.insert(task.tid);
  } else {
    looked_.clear();
    time_.acted();
  }
  if (!only_asks) task.process->creep.acted();
  turns_.may_signal = turns_.may_signal || may_signal(task);
  quiet_looks_ = 0;
  time_.took_step();
  if (!task.held) return time_.let_return(task);
  if (wants_taken_lock(task)) {  // a signal is pending: it will not wait long
    task.tried_lock = TriedLock::left_to_kernel;
  }
  handling_.go_on(task);
}

// That nobody runs is a conclusion from several looks (settling.h): before it is called a deadlock
// it is drawn again, a little later.
void ControlledDriver::nobody_goes_on() {
  if (time_.wait_for_outside(std::nullopt)) return;
  constexpr int enough = 3;
  constexpr std::chrono::duration<double> a_little{0.01};
  if (++quiet_looks_ < enough) return poller_.wait(a_little);
  if (!let_kernel_decide()) tell_deadlock();
}

// A kernel that is asked to wait for a lock of fcntl(2) may know better: it gives EDEADLK to one of
// the circle.
bool ControlledDriver::let_kernel_decide() {
  for (Task* task : run_.family.in_order()) {
    if (!wants_taken_lock(*task) || wanted_lock(*task) != LockKind::fcntl) continue;
    task->tried_lock = TriedLock::left_to_kernel;
    turns_.give(*task);
    handling_.go_on(*task);
    return true;
  }
  return false;
}

void ControlledDriver::tell_deadlock() {
  touched_.tell();
  run_.outcome.deadlock = true;
  for (Task* task : run_.family.in_order()) run_.stdio.look(*task);  // whose C library it is
  const event::Deadlock deadlock = find_deadlock(run_.family.in_order(), run_.family, run_.places);
  run_.log.flush_all();
  state_what_may_still_end(run_, run_.family.in_order(), deadlock);
  run_.log.emit(run_.family.first(), run_.family.first().name, deadlock);
  touched_.tell_stuck();
}

}  // namespace procdemo::engine
