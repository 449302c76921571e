// A process becomes another program.
#include <fcntl.h>

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>

#include "base/procfs.h"
#include "run/run_state.h"
#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "syscalls/changed_argument.h"
#include "syscalls/intentions.h"
#include "syscalls/rows/files/file_changes.h"
#include "syscalls/rows/rows.h"
#include "tracee/mappings.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

wait::Exec asked_program(const Task& task, std::uint64_t path, std::uint64_t argv) {
  constexpr int most_arguments = 256;
  wait::Exec asked{.program = read_text(task, path)};
  for (int i = 0; i < most_arguments; ++i, argv += sizeof argv) {
    const auto argument = read_value<std::uint64_t>(task, argv);
    if (!argument || *argument == 0) break;
    asked.arguments.push_back(read_text(task, *argument));
  }
  return asked;
}

namespace {

// --- the environment, as its leak checker is to find it (run/image/leak_checkers.h) ---

struct Environment {
  std::vector<std::uint64_t> variables;  // their addresses
  std::optional<std::size_t> options;    // which one is for leak checkers
  bool loads_one = false;
};

std::optional<Environment> environment_at(const Task& task, std::uint64_t address) {
  constexpr std::size_t most = 10'000;
  Environment all;
  while (all.variables.size() < most) {
    const auto variable = read_value<std::uint64_t>(task, address);
    if (!variable) return std::nullopt;
    if (*variable == 0) return all;
    const std::string text = read_text(task, *variable);
    if (LeakCheckers::is_for_them(text)) all.options = all.variables.size();
    all.loads_one = all.loads_one || LeakCheckers::are_loaded(text);
    all.variables.push_back(*variable);
    address += sizeof address;
  }
  return std::nullopt;
}

// The addresses, a zero, and behind them the text of one of them; nothing where there is no room.
std::optional<std::uint64_t> put_environment(const Task& task, Environment all,
                                             const std::string& options) {
  const std::size_t words = all.variables.size() + 2;
  const std::size_t size = words * sizeof(std::uint64_t) + options.size() + 1;
  const std::uint64_t at = task.registers.scratch(size);
  const std::uint64_t text = at + words * sizeof(std::uint64_t);
  const auto one = all.variables.begin() + static_cast<long>(all.options.value_or(0));
  if (all.options && options.empty()) all.variables.erase(one);
  if (all.options && !options.empty()) *one = text;
  if (!all.options) all.variables.push_back(text);
  all.variables.resize(words, 0);
  std::string bytes(reinterpret_cast<const char*>(all.variables.data()),
                    words * sizeof(std::uint64_t));
  bytes.append(options).push_back('\0');
  return write_memory(task, at, bytes.data(), bytes.size()) ? std::optional(at) : std::nullopt;
}

// What is executed by a program with a leak checker has its environment, and what was put into it.
void show_environment(RunState& run, Task& task, int argument, const std::string& path) {
  const auto given = environment_at(task, task.registers.argument(argument));
  if (!given) return;
  const std::string root = fmt::format("/proc/{}/root", task.tid);
  const bool had_checker = task.process->image.has_leak_checker;
  const bool has_checker = given->loads_one || run.leak_checkers.are_in(path, root);
  std::get<wait::Exec>(task.call->waits_for).has_leak_checker = has_checker;
  if (!had_checker && !has_checker) return;
  const std::string was = given->options ? read_text(task, given->variables[*given->options]) : "";
  std::string options = had_checker ? LeakCheckers::as_given(was) : was;
  if (has_checker) options = LeakCheckers::silenced(options);
  if (options == was) return;
  if (const auto shown = put_environment(task, *given, options)) {
    change_argument(task, argument, *shown);
  }
}

// --- the calls ---

// It has come back: nobody became anything.
void end_exec(RunState& run, Task& task) {
  const auto* asked = std::get_if<wait::Exec>(&task.call->waits_for);
  const std::int64_t result = task.registers.result();
  if (asked && result < 0) {
    run.log.state(task, fact::ExecFailed{asked->program, static_cast<int>(-result)});
  }
}

// A path that the kernel alone could read: what would be executed nobody could tell.
Then refuse_path(RunState& run, Task& task, std::uint64_t path) {
  if (is_mapped(task, path)) run.log.note(task, "unreadable");
  return answer(task, -EFAULT);
}

// It ends at the exec event; only one that fails comes back.
Then enter_execve(RunState& run, Task& task) {
  const std::uint64_t path = task.registers.argument(0);
  if (read_memory(task, path, 1).empty()) return refuse_path(run, task, path);
  wait::Exec asked = asked_program(task, path, task.registers.argument(1));
  asked.place = run.places.of(task);
  task.call->waits_for = std::move(asked);
  show_environment(run, task, 2, path_of_task(task, AT_FDCWD, path));
  return Then::see_result;
}

Then enter_execveat(RunState& run, Task& task) {
  const std::uint64_t at = task.registers.argument(1);
  if (read_memory(task, at, 1).empty()) return refuse_path(run, task, at);
  wait::Exec asked = asked_program(task, at, task.registers.argument(2));
  const int folder = task.registers.int_argument(0);
  std::string& path = asked.program;
  if (folder != AT_FDCWD && !path.starts_with('/')) {
    const std::string base = descriptor_target(task.tid, folder).value_or("");
    path = path.empty() ? base : base + "/" + path;
  }
  asked.place = run.places.of(task);
  task.call->waits_for = std::move(asked);
  show_environment(run, task, 3, path_of_task(task, folder, at));
  return Then::see_result;
}

}  // namespace

std::vector<Syscall> exec_calls() {
  return {
      {.name = "execve",
       .touches = touch::program,
       .handlers = {{.entry = enter_execve, .end = end_exec, .leave = put_back_changed}},
       .waits_for = waiting_for<wait::Exec>,
       .may_signal = true,
       .intends = intend::execute,
       .arguments = {{as::path, as::words, as::environment}}},
      {.name = "execveat",
       .touches = touch::everything,
       .handlers = {{.entry = enter_execveat, .end = end_exec, .leave = put_back_changed}},
       .waits_for = waiting_for<wait::Exec>,
       .may_signal = true,
       .arguments = {{as::descriptor, as::path, as::words, as::environment,
                      as::flags<flag_names::access_at>}}},
  };
}

}  // namespace procdemo::syscalls
