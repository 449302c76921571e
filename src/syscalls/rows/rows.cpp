#include "syscalls/rows/rows.h"

#include <algorithm>
#include <cctype>

#include "base/procfs.h"
#include "run/run_state.h"
#include "syscalls/rows/files/thread_count.h"

namespace procdemo::syscalls {

bool in_controlled_runs(const Needs& needs) {
  return needs.control;
}
bool in_timed_runs(const Needs& needs) {
  return needs.scaled_time;
}
bool in_scaled_runs(const Needs& needs) {
  return needs.scaled_time && !needs.control;
}
bool in_explored_runs(const Needs& needs) {
  return needs.every_call;
}
bool in_unexplored_runs(const Needs& needs) {
  return needs.control && !needs.every_call;
}

Trap argument_is(int argument, std::vector<std::uint32_t> values) {
  return {Trap::If::argument_is, argument, std::move(values)};
}
Trap argument_has(int argument, std::uint32_t bits) {
  return {Trap::If::argument_has, argument, {bits}};
}
Trap argument_not_zero(int argument) {
  return {Trap::If::argument_not_zero, argument};
}
Trap argument_positive(int argument) {
  return {Trap::If::argument_positive, argument};
}

bool is_alone(RunState&, const Task&) {
  return true;
}

bool looks_alone(RunState&, const Task& task) {
  return !task.process->creep.looks_for_long();
}

bool always(const Arguments&) {
  return true;
}

bool is_librarys(RunState& run, const Task&) {
  return run.controlled() && !run.every_step();
}

bool is_on_system_file(RunState& run, const Task& task) {
  if (is_on_thread_count(task)) return true;
  if (!is_librarys(run, task)) return false;
  const auto file = descriptor_target(task.tid, task.registers.int_argument(0));
  return file && is_system_file(run, *file);
}

// A program that is installed may keep files of its own beside them; it will not read them as if
// they were others'.
bool is_system_file(const RunState& run, std::string_view path) {
  constexpr std::string_view folders[] = {
      "/lib/",         "/lib32/",     "/lib64/",         "/libx32/",     "/bin/",     "/sbin/",
      "/usr/lib/",     "/usr/lib32/", "/usr/lib64/",     "/usr/libx32/", "/usr/bin/", "/usr/sbin/",
      "/usr/libexec/", "/usr/share/", "/usr/local/lib/", "/etc/",        "/sys/"};
  const auto holds = [&](std::string_view folder) { return path.starts_with(folder); };
  if (std::ranges::any_of(folders, holds)) return true;
  if (std::ranges::any_of(run.settings.installed, holds)) return true;
  constexpr std::string_view proc = "/proc/";
  return path.starts_with(proc) && path.size() > proc.size() && !std::isdigit(path[proc.size()]);
}

bool is_first_alone(RunState& run, const Task& task) {
  return run.family.ever() == 1 && task.process->threads == 1;
}

Then enter_step(RunState&, Task&) {
  return Then::go_on;
}

Then enter_waiting(RunState&, Task&) {
  return Then::see_result;
}

Handler explored_step() {
  return {.in = in_explored_runs, .entry = enter_step, .alone = is_first_alone};
}

Then answer(Task& task, std::int64_t result) {
  task.registers.answer(result);
  return Then::answered;
}

Then replace(Task& task, int number, const std::vector<std::uint64_t>& arguments) {
  task.call->replaced = true;
  task.registers.become_call(number);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    task.registers.set_argument(static_cast<int>(i), arguments[i]);
  }
  task.registers.write(task.tid);
  return Then::see_result;
}

}  // namespace procdemo::syscalls
