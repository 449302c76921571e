#include "observe/family.h"

#include <fmt/core.h>

namespace procdemo {

Task* Family::task(pid_t tid) {
  const auto found = tasks_.find(tid);
  return found == tasks_.end() ? nullptr : &found->second;
}

Process* Family::by_name(std::string_view name) {
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
  if (parent) parent->children.push_back(&process);
  processes_[tid] = std::move(owned);
  seen_[tid] = &process;
  by_name_[process.name] = &process;
  ++ever_;
  Task& task = tasks_[tid];
  task = Task{.tid = tid, .process = &process, .name = process.name};
  return task;
}

Task& Family::add_thread(pid_t tid, Process& process) {
  Task& task = tasks_[tid];
  const Name name = fmt::format("{}/t{}", process.name, ++process.threads);
  task = Task{.tid = tid, .process = &process, .name = name};
  ++process.tasks;
  return task;
}

void Family::set_seen_pid(Process& process, pid_t seen) {
  if (seen == process.seen) return;
  if (by_seen_pid(process.seen) == &process) seen_.erase(process.seen);
  process.seen = seen;
  seen_[seen] = &process;
}

void Family::remove_task(pid_t tid) {
  if (Task* gone = task(tid)) --gone->process->tasks;
  tasks_.erase(tid);
}

void Family::remove_process(Process& process) {
  if (process.parent) std::erase(process.parent->children, &process);
  for (Process* child : process.children) child->parent = nullptr;
  if (by_seen_pid(process.seen) == &process) seen_.erase(process.seen);
  by_name_.erase(process.name);
  former_[process.seen] = process.name;
  processes_.erase(process.pid);
}

}  // namespace procdemo
