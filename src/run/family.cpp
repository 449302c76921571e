#include "run/family.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/text/number_in.h"
#include "trace/name.h"

namespace procdemo::run {
namespace {

/// The number at the front: "12" of "12.3", or of "12/t2".
int first_number(std::string_view text) {
  const auto digits = text.substr(0, text.find_first_not_of("0123456789"));
  return number_in<int>(digits).value_or(std::numeric_limits<int>::max());
}

}  // namespace

Task* Family::task(pid_t tid) {
  const auto found = tasks_.find(tid);
  return found == tasks_.end() ? nullptr : &found->second;
}

Process* Family::by_name(std::string_view name) const {
  const auto found = by_name_.find(std::string(name));
  return found == by_name_.end() ? nullptr : found->second;
}

Process* Family::by_pid(pid_t pid) {
  const auto found = processes_.find(pid);
  return found == processes_.end() ? nullptr : found->second.get();
}

Process* Family::by_seen_pid(pid_t seen) {
  const auto found = seen_.find(seen);
  return found == seen_.end() ? nullptr : found->second;
}

// The nearest of its ancestry of whom anything is known makes the next one, or has ended. (Nobody
// has more ancestors than there ever were.)
bool Family::may_come(std::string_view name) const {
  const std::string_view process = process_of(name);
  const Process* maker = nullptr;
  std::string_view rest;  // of the name, behind the maker's
  std::size_t end = 0;
  for (std::int64_t i = 0; i < ever_ && end < process.size(); ++i) {
    end = std::min(process.find('.', end + 1), process.size());
    if (const Process* one = by_name(process.substr(0, end))) maker = one, rest = name.substr(end);
  }
  if (!maker || maker->tasks == 0) return false;
  if (rest.empty()) return true;
  if (rest.front() == '.') return first_number(rest.substr(1)) > maker->births;
  const auto is_there = [&](const Task* task) { return task->name == name; };
  return std::ranges::any_of(in_order_, is_there) || first_number(rest.substr(2)) > maker->threads;
}

std::optional<Name> Family::former_name(pid_t seen) const {
  const auto found = former_.find(seen);
  return found == former_.end() ? std::nullopt : std::optional(found->second);
}

Task& Family::add_process(pid_t tid, Process* maker, Process* parent) {
  if (Process* former = by_pid(tid))
    remove_process(*former);  // reaped unseen; its PID is in use again
  auto owned = std::make_unique<Process>();
  Process& process = *owned;
  process.name = maker ? fmt::format("{}.{}", maker->name, ++maker->births) : "P";
  process.pid = process.seen = tid;
  former_.erase(tid);
  process.parent = parent;
  process.tasks = 1;
  if (!maker) first_ = &process;
  if (parent) parent->children.push_back(&process);
  processes_[tid] = std::move(owned);
  seen_[tid] = &process;
  by_name_[process.name] = &process;
  ++ever_;
  return add_task(tid, process, process.name);
}

Task& Family::add_thread(pid_t tid, Process& process) {
  ++process.tasks;
  return add_task(tid, process, fmt::format("{}/t{}", process.name, ++process.threads));
}

Task& Family::add_task(pid_t tid, Process& process, Name name) {
  Task& task = tasks_[tid];
  std::erase(in_order_, &task);  // of one that ended unseen
  task = {};
  task.tid = tid;
  task.process = &process;
  task.name = std::move(name);
  const auto before = [](const Task* a, const Task* b) { return name_before(a->name, b->name); };
  in_order_.insert(std::ranges::upper_bound(in_order_, &task, before), &task);
  peak_ = std::max(peak_, std::ssize(tasks_));
  return task;
}

void Family::set_seen_pid(Process& process, pid_t seen) {
  if (seen == process.seen) return;
  if (by_seen_pid(process.seen) == &process) seen_.erase(process.seen);
  process.seen = seen;
  seen_[seen] = &process;
}

void Family::remove_task(pid_t tid) {
  Task* gone = task(tid);
  if (!gone) return;
  --gone->process->tasks;
  std::erase(in_order_, gone);
  tasks_.erase(tid);
}

void Family::remove_tasks(const Process& process) {
  while (process.tasks > 0) {
    remove_task((*std::ranges::find(in_order_, &process, &Task::process))->tid);
  }
}

void Family::remove_process(Process& process) {
  if (process.parent) std::erase(process.parent->children, &process);
  for (Process* child : process.children) child->parent = nullptr;
  if (by_seen_pid(process.seen) == &process) seen_.erase(process.seen);
  by_name_.erase(process.name);
  former_[process.seen] = process.name;
  auto removed = processes_.extract(process.pid);
  if (&process == first_) kept_first_ = std::move(removed.mapped());
}

std::string_view word_of(LockSort sort) {
  switch (sort) {
    case LockSort::mutex:
      return "mutex";
    case LockSort::rwlock:
      return "rwlock";
    case LockSort::spin:
      return "spinlock";
    case LockSort::semaphore:
      return "semaphore";
    case LockSort::condition:
      break;
  }
  return "condition";
}

}  // namespace procdemo::run
