#include "engine/controlled/settling.h"

#include <sys/ptrace.h>
#include <sys/wait.h>

#include <algorithm>

#include "engine/controlled/rest.h"
#include "engine/controlled/waiting.h"
#include "syscalls/waits_for.h"
#include "trace/name.h"

namespace procdemo::engine {

namespace {

constexpr long shortest = 30;  // microseconds to wait for a task that runs on
constexpr long longest_nap = 5000;
constexpr std::uint64_t longest_burst = 100'000'000;  // nanoseconds of processor time

bool runs(const Task& task) {
  return !task.held && !is_asleep(task);
}

// Whether nothing but a signal, or the end or stop of a child, ends the call in which it sleeps.
// (Time is the observer's.)
bool awaits_signal(const Task& task) {
  if (!task.call) return false;
  const WaitTarget& what = task.call->waits_for;
  return task.call->sleeps() || std::holds_alternative<wait::Child>(what) ||
         std::holds_alternative<wait::Signal>(what);
}

}  // namespace

void Settling::settle(bool look_at_all) {
  for (int round = 0; !run_.is_over() && !run_.family.tasks().empty();) {
    if (turns_.may_signal) let_killed_go();
    if (!all_at_rest(round > 0)) {
      wait_for_running(round++);
      stops_.drain();
    } else if (!stops_.empty()) {
      handle_in_order();
      round = 0;
    } else if (!anyone_woken(look_at_all) && !anyone_signalled()) {
      turns_.may_signal = false;
      return tell_blocked();
    }
  }
}

// Whether every task has reported a stop, or sleeps.
bool Settling::all_at_rest(bool look_closely) {
  std::vector<Task*> running;
  for (auto& [tid, task] : run_.family.tasks()) {
    if (runs(task) && !stops_.has(tid)) running.push_back(&task);
  }
  if (!look_closely) return running.empty();
  if (!std::ranges::all_of(running, [](Task* task) { return is_at_rest(*task); })) {
    return false;
  }
  for (Task* task : running) task->rest = Rest::asleep;
  if (!running.empty()) stops_.drain();  // after those looks: see above
  return true;
}

// Looks again at those who sleep; but at all of them only where a signal may have woken them, and
// before it is said that nobody goes on.
bool Settling::anyone_woken(bool look_at_all) {
  const bool all = turns_.may_signal || run_.entangled || look_at_all;
  bool anyone = false;
  for (auto& [tid, task] : run_.family.tasks()) {
    if (!is_asleep(task) || (!all && awaits_signal(task)) || is_at_rest(task)) continue;
    task.rest = Rest::woken;
    anyone = true;
  }
  return anyone;
}

// SIGKILL moves a task out of its stop: it is no longer held, but on its way to its end. It may
// have come to the stop at its end already, and has reported that.
void Settling::let_killed_go() {
  stops_.drain();
  for (auto& [tid, task] : run_.family.tasks()) {
    if (task.held && (stops_.has(tid) || !is_in_stop(tid))) turns_.drop(task);
  }
}

// A signal that comes to a task held at a call finds it on its way there: alone it might not have
// begun that call yet. So the call is taken back, and made again when the signal was handled, if
// its process lives on. (Had the call come first, another order of the two steps tells.) Not where
// a lock was tried and not free: that call has begun, and is interrupted. A task that was
// interrupted while it computed may be waiting for just that signal.
//
// One that it ignores would change nothing, but where the call is to end just that.
//
// One at a time: of several threads that a signal may go to, the kernel takes the first to ask.
bool Settling::anyone_signalled() {
  if (!turns_.may_signal && !run_.entangled) return false;
  for (Task* task : run_.family.in_order()) {
    const auto* at = held_at<held::Call>(*task);
    if ((!at && !held_at<held::Anywhere>(*task)) || task->tried_lock != TriedLock::none) continue;
    const auto which = at && at->syscall->sets_action ? Signals::all : Signals::not_ignored;
    if (!is_signalled(task->tid, which)) continue;
    if (at) {
      task->registers.repeat(task->registers.call_number());
      task->registers.write(task->tid);
    }
    turns_.drop(*task);
    resumer_.resume(*task);
    return true;
  }
  return false;
}

void Settling::handle_in_order() {
  stops_.sort([&](const TaskReport& a, const TaskReport& b) {
    const Task *left = run_.family.task(a.tid), *right = run_.family.task(b.tid);
    if (!left || !right) return right != nullptr && left == nullptr;  // a newcomer: it waits
    return name_before(left->name, right->name);
  });
  while (const auto report = stops_.next()) handling_.handle(*report);
}

// Whoever runs needs this very processor (one_processor.h), and most steps end in microseconds, by
// a stop: SIGCHLD tells. But that a task falls asleep nobody tells.
void Settling::wait_for_running(int round) {
  const long microseconds = std::min(longest_nap, shortest << std::min(round, 10));
  const timespec wait = {0, microseconds * 1000};
  static const sigset_t stops = signal_set({SIGCHLD});
  ::sigtimedwait(&stops, nullptr, &wait);
  if (microseconds == longest_nap) interrupt_bursts();
  watchdog_.look();
}

// A task that only computes is left alone as long as nobody else can go on. But it may be waiting
// for another in a loop without a call, and then that other has to get its turn.
void Settling::interrupt_bursts() {
  for (auto& [tid, task] : run_.family.tasks()) {
    if (!runs(task) || task.bursting) continue;
    const std::uint64_t used = processor_use(tid).ran;
    if (task.burst_began == 0) task.burst_began = used;
    if (used - task.burst_began < longest_burst || !anyone_else_could_go()) continue;
    task.bursting = true;
    ::ptrace(PTRACE_INTERRUPT, tid, nullptr, nullptr);
  }
}

bool Settling::anyone_else_could_go() {
  return !stops_.empty() || run_.timers.next() ||
         std::ranges::any_of(run_.family.tasks(), [](const auto& entry) {
           const Task& task = entry.second;
           return task.held || (is_asleep(task) && task.call && task.call->deadline);
         });
}

// Whoever sleeps now, and did not when this was asked last, can't go on until another acts. A
// sleep is told as such; and so is what the kernel holds.
void Settling::tell_blocked() {
  for (Task* task : run_.family.in_order()) {
    task->parked = is_parked(*task);
    if (!is_asleep(*task) && !task->parked) continue;
    if (task->call) task->call->waited = true;
    if (!task->blocked_on.empty() || task->phase == Phase::exiting ||
        (task->call && task->call->sleeps()))
      continue;
    task->blocked_on = what_holds(run_.family, *task);
    event::Block block{task->blocked_on};
    if (run_.settings.helpers) block.held_by = who_could_end(*task);
    run_.log.emit(*task, std::move(block));
  }
}

std::optional<std::string> Settling::who_could_end(const Task& task) {
  std::string names = waiting_of(run_, task).held_by;
  return names.empty() ? std::nullopt : std::optional(std::move(names));
}

}  // namespace procdemo::engine
