// What the code of a step touches: memory that processes share.
//
// In a program of our library every memfd is the library's, and is touched only where a step begins
// with one of its probes, or with a call on that memory: such is its promise
// (multiprocess/probe.h). Any other memory may be touched in every step of those that have it.
#include <linux/futex.h>

#include <algorithm>

#include "run/probes.h"
#include "syscalls/futex/futex_wait.h"
#include "syscalls/rows/rows.h"
#include "syscalls/touches/touch_list.h"
#include "syscalls/touches/touches.h"
#include "tracee/mappings.h"

namespace procdemo::syscalls {

namespace {

constexpr std::string_view library = "multiprocess";

struct Call {
  const Syscall& syscall;
  Arguments arguments;
};

// The call at which it is held, or in which it has waited or waits.
std::optional<Call> call_of(const Task& task) {
  const auto* at = held_at<held::Call>(task);
  if (at) return Call{*at->syscall, task.registers.arguments()};
  if (!task.call) return std::nullopt;
  return Call{*task.call->syscall, task.call->arguments};
}

template <class Target>
bool may_wait_for(const std::optional<Call>& call) {
  return call && std::holds_alternative<Target>(call->syscall.waits_for(call->arguments));
}

// "queue-1" where the call's first argument is an address in its memory.
std::string object_of_call(const Task& task) {
  const auto call = call_of(task);
  const bool may_wait = call && (may_wait_for<wait::Futex>(call) || call->syscall.yields);
  return may_wait ? library_object_at(task, call->arguments[0]) : "";
}

bool wakes_others(const Task& task) {
  const auto call = call_of(task);
  if (!may_wait_for<wait::Futex>(call)) return false;
  const auto operation = static_cast<int>(call->arguments[1]) & FUTEX_CMD_MASK;
  return operation == FUTEX_WAKE || operation == FUTEX_WAKE_BITSET;
}

// A file's lock is the kernel's, and a process that begins or has ended a task works with what is
// its own.
bool touches_nothing(const ProbeSite& site) {
  constexpr std::string_view names[] = {"lock_wait",  "lock_try", "lock_locked", "lock_unlock",
                                        "task_begin", "task_end", "await"};
  return std::ranges::count(names, site.name) != 0;
}

std::optional<Touch> touch_at_probe(const Task& task, const ProbeSite& probe) {
  if (probe.provider != library || touches_nothing(probe)) return std::nullopt;
  const auto arguments = Probes::arguments(task, probe);
  if (arguments.empty()) return std::nullopt;
  const auto how = probe.name == "look" ? Touch::How::look : Touch::How::change;
  return Touch{"object:" + arguments.front(), how};
}

std::string name_of(RunState& run, const Task& task, const Mapping& mapping) {
  const FileIdentity what{mapping.device, mapping.inode};
  const bool has_path = mapping.file.starts_with('/') && mapping.memfd().empty();
  if (!has_path || mapping.file == "/dev/zero") return run.objects.of(what);
  const std::string file = run.objects.at(fmt::format("/proc/{}/root{}", task.tid, mapping.file));
  return file.empty() ? run.objects.of(what) : file;
}

}  // namespace

std::optional<Touch> library_touch(const Task& task) {
  if (const auto* probe = held_at<held::Probe>(task)) return touch_at_probe(task, *probe->site);
  if (held_at<held::Signal>(task)) return std::nullopt;
  const std::string name = object_of_call(task);
  if (name.empty() || wakes_others(task)) return std::nullopt;
  return Touch{"object:" + name, Touch::How::change};
}

namespace {

// Whether it is about to wait for a change of this object, or does.
bool waits_for_object(const Task& task, const std::string& object) {
  if (held_at<held::Probe>(task)) return false;
  if (!call_of(task) || (!task.held && !is_asleep(task))) return false;
  return object == "object:" + object_of_call(task) && !wakes_others(task);
}

bool is_at_probe(const Task& task, std::initializer_list<std::string_view> names) {
  const auto* probe = held_at<held::Probe>(task);
  return probe && probe->site->provider == library &&
         std::ranges::count(names, probe->site->name) != 0;
}

// Whether it waits until one of several descriptors is ready.
bool waits_for_readiness(const Task& task) {
  return !task.held && is_asleep(task) && may_wait_for<wait::Readiness>(call_of(task));
}

}  // namespace

// Whether it is killed before its poll or after it: nobody can tell, either.
//
// Of a task that waits for several descriptors that is not so: woken by the first it finds one
// ready, and had it come later, perhaps two. Our library's waits are told by their objects.
void mark_polls(std::vector<Touch>& touches, const Step& step, const Task& task,
                bool may_time_out) {
  const auto looks = std::ranges::count_if(touches, [](const Touch& touch) {
    return touch.how == Touch::How::look && !touch.object.starts_with("process:");
  });
  const bool had_waited = step.call != "probe" && is_at_probe(task, {"look", "touch", "await"});
  const bool only_waits = waits_for_readiness(task) && !may_time_out &&
                          (looks == 1 || Probes::has_library(*task.process));
  bool found_nothing = false;
  for (Touch& touch : touches) {
    if (touch.object.starts_with("object:")) {
      if (is_at_probe(task, {"await"})) touch.how = Touch::How::look;
      if (!had_waited && !waits_for_object(task, touch.object)) continue;
      touch.how = Touch::How::poll;
      found_nothing = true;
    } else if (held_at<held::Call>(task) && task.tried_lock != TriedLock::none &&
               touch.object.starts_with("lock:")) {
      touch.how = Touch::How::poll;
    } else if (only_waits && touch.how == Touch::How::look) {
      if (!touch.object.starts_with("process:")) touch.how = Touch::How::poll;
    }
  }
  for (Touch& touch : touches) {
    if (found_nothing && touch.object.starts_with("process:")) touch.how = Touch::How::poll;
  }
}

bool rings_for_object(const Task& task) {
  return wakes_others(task) && !object_of_call(task).empty();
}

bool would_wait_for_ever(const Task& task) {
  const auto* futex = waits_for<wait::Futex>(task);
  if (!is_asleep(task) || !futex) return false;
  return futex->word == task.call->arguments[4] && Probes::has_library(*task.process);
}

void touch_by_code(TouchList& list) {
  const Process& process = *list.task.process;
  list.look("process:" + process.name);
  const bool has_promise = Probes::has_library(process);
  if (process.tasks > 1) list.change("memory:" + process.name);
  if (process.tasks > 1 && !has_promise) list.look("shared-memory");
  const bool sees_locks = process.image.locks && !process.image.locks->lifted;
  if (process.tasks > 1 && !has_promise && !sees_locks) list.look("hidden-locks");
  if (auto touch = library_touch(list.task)) list.add(std::move(touch->object), touch->how);
  if (!process.image.may_share_memory) return;
  for (const Mapping& mapping : shared_mappings(list.task)) {
    if (has_promise && !mapping.memfd().empty()) continue;
    const auto how = mapping.writable ? Touch::How::change : Touch::How::look;
    list.add(name_of(list.run, list.task, mapping), how);
    if (mapping.writable) list.look("shared-memory");
  }
}

}  // namespace procdemo::syscalls
