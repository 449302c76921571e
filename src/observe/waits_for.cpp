#include "observe/waits_for.h"

#include <fmt/core.h>

#include <map>

#include "observe/calls.h"
#include "observe/kernel_locks.h"
#include "observe/rest.h"
#include "os/procfs.h"

namespace procdemo {

namespace {

const std::map<std::string_view, std::string> by_call = {
    {"futex", "futex"},          {"pause", "signal"},
    {"rt_sigsuspend", "signal"}, {"rt_sigtimedwait", "signal"},
    {"select", "input"},         {"pselect6", "input"},
    {"poll", "input"},           {"ppoll", "input"},
    {"epoll_wait", "input"},     {"epoll_pwait", "input"},
    {"epoll_pwait2", "input"},   {"accept", "connection"},
    {"accept4", "connection"},   {"connect", "connection"},
    {"semop", "semaphore"},      {"semtimedop", "semaphore"}};

std::string what_holds_call(const Task& task) {
  const Ongoing& call = *task.call;
  if (call.waits || call.handler->name == "waitid") {
    return call.object == "any" || call.object == "group" ? "child" : call.object;
  }
  if (!call.object.empty()) return call.object;
  const auto known = by_call.find(call.handler->name);
  if (known != by_call.end()) return known->second;
  const auto target = descriptor_target(task.tid, static_cast<int>(call.arguments[0]));
  return target.value_or(std::string(call.handler->name));
}

}  // namespace

bool is_parked(const Task& task) {
  return task.held == Held::at_call && task.lock_is_taken && !lock_can_be_had(task);
}

std::string what_holds(const Task& task) {
  if (task.stopped) return "SIGCONT";
  if (task.held == Held::at_call) {
    const auto file = descriptor_target(task.tid, static_cast<int>(task.registers.argument(0)));
    return file.value_or("lock");
  }
  if (task.call) return what_holds_call(task);
  const auto call = sleeping_call(task.tid);
  return call ? fmt::format("system call {}", call->number) : "?";
}

}  // namespace procdemo
