// Controlled runs: one process at a time, from one visible step to the next, in virtual time.
//
// Everybody is brought to rest (settling.cpp). Who is held can go on, and so can who sleeps until a
// moment that has come; the schedule chooses one of them. When nobody can go on, time jumps to the
// next wake-up. When nobody will ever wake, it is a deadlock.
#include <sys/ptrace.h>

#include <algorithm>

#include "observe/observation.h"
#include "observe/touches.h"
#include "observe/waits_for.h"

namespace procdemo {

namespace {

constexpr Moment longest_run = std::chrono::hours(1);  // of virtual time

// Whether this call, or what happens instead of one, may kill a task that is held.
bool is_deadly(std::string_view step) {
  constexpr std::string_view calls[] = {"kill",
                                        "tkill",
                                        "tgkill",
                                        "rt_sigqueueinfo",
                                        "rt_tgsigqueueinfo",
                                        "pidfd_send_signal",
                                        "execve",
                                        "execveat",
                                        "exit_group",
                                        "signal"};
  return std::ranges::count(calls, step) != 0;
}

// When a sleeper's time comes.
std::optional<Moment> wakes_at(const Task& task) {
  return task.asleep && task.call ? task.call->deadline : std::nullopt;
}

}  // namespace

void Observation::take_step() {
  settle();
  if (over() || family_.tasks().empty()) return;
  const std::vector<Step> ready = ready_steps();
  const bool some_act = std::ranges::any_of(ready, [](const Step& step) { return !step.polls; });
  if (!some_act && let_time_pass()) return;
  if (ready.empty()) return nobody_goes_on();
  choose(ready);
}

void Observation::choose(const std::vector<Step>& ready) {
  const std::vector<Waiting> waiting = waiting_tasks();
  const int running = static_cast<int>(family_.alive()) - held_;
  const auto tid = schedule_.next(
      {.held = held_, .running = running, .ready = ready, .waiting = waiting, .now = clock_.now()});
  if (!tid) return wait_for_something();
  Task& task = *family_.task(*tid);
  if (schedule_.wants_touches()) {
    Step step = *std::ranges::find(ready, *tid, &Step::tid);
    step.touches = touches_of(*this, task);
    schedule_.takes(step);
  }
  current_ = *tid;
  task.process->creep.acted();
  may_kill_ = may_kill_ || is_deadly(task.step);
  if (task.held != Held::no) return go_on(task);
  let_it_return(task);
}

// Who is held, but for those whose lock another still holds; and who sleeps no longer than until
// now.
std::vector<Step> Observation::ready_steps() {
  std::vector<Step> ready;
  for (const Task* task : tasks_in_order()) {
    if (task->held != Held::no && !is_parked(*task)) {
      const bool returns = task->held == Held::at_end;
      ready.push_back(
          {.tid = task->tid, .name = task->name, .call = task->step, .returns = returns});
    }
    const auto until = wakes_at(*task);
    if (until && (*until <= clock_.virtual_time().now() || schedule_.any_sleep())) {
      const std::string_view call = task->call->handler->name;
      ready.push_back({.tid = task->tid, .name = task->name, .call = call, .returns = true});
    }
  }
  return ready;
}

std::vector<Waiting> Observation::waiting_tasks() {
  std::vector<Waiting> waiting;
  for (const Task* task : tasks_in_order()) {
    if (!task->asleep && !is_parked(*task)) continue;
    const auto until = wakes_at(*task);
    const std::string_view call = task->call ? task->call->handler->name : task->step;
    waiting.push_back({.name = task->name, .call = call, .on = task->blocked_on});
    if (until) waiting.back().until = std::chrono::duration<double>(*until).count();
  }
  return waiting;
}

// The schedule lets a sleeper wake, or a wait end without its having come. The kernel knows of no
// end: it is interrupted, and what it gives back is put right (stopped_at_end).
void Observation::let_it_return(Task& task) {
  clock_.virtual_time().advance_to(*task.call->deadline);  // ahead, where a sleep may end any time
  end_waiting(task);
  task.call->over = true;
  task.asleep = false;
  ::ptrace(PTRACE_INTERRUPT, task.tid, nullptr, nullptr);
}

// Nobody can go on now: time jumps to when the next one can. False where nobody ever will.
bool Observation::let_time_pass() {
  std::optional<Moment> next;
  for (const auto& [tid, task] : family_.tasks()) {
    const auto until = wakes_at(task);
    if (until && *until > clock_.virtual_time().now())
      next = std::min(next.value_or(*until), *until);
  }
  if (!next) return false;
  if (*next > longest_run) {
    reach_limit(*first_, "virtual-seconds", std::chrono::duration<double>(longest_run).count());
    return true;
  }
  lines_.flush_older(std::chrono::duration<double>(*next).count() - stale_piece);
  clock_.virtual_time().advance_to(*next);
  return true;
}

void Observation::nobody_goes_on() {
  outcome_.deadlock = true;
  if (!schedule_.wants_touches()) return;
  std::vector<Step> parked;
  for (const Task* task : tasks_in_order()) {
    if (!is_parked(*task)) continue;
    parked.push_back({.tid = task->tid,
                      .name = task->name,
                      .call = task->step,
                      .touches = touches_of(*this, *task)});
  }
  schedule_.stuck(parked);
}

std::string Observation::random_bytes(Process& process, std::size_t size) {
  if (!process.numbers) {
    process.numbers.emplace(hash_of(process.name, schedule_.seed() ^ hash_of("")));
  }
  std::string bytes;
  while (bytes.size() < size) {
    const std::uint64_t number = process.numbers->next();
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace procdemo
