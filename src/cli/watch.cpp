// procdemo watch: any program, observed and narrated like a lesson. Nothing is checked, and no
// event is kept.
#include <sys/wait.h>

#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/denial.h"
#include "cli/run_options.h"
#include "cli/telling.h"
#include "cli/terminal.h"
#include "narrate/words.h"
#include "schedule/live.h"
#include "trace/problem.h"

namespace procdemo {
namespace {

Command command(Language language) {
  Command command = {.usage = say(language, Say::usage_watch),
                     .summary = say(language, Say::summary_watch),
                     .groups = {run_options(language, Limits(), false)},
                     .prefix = true};
  command.groups.front().options.push_back({"var", "NAME", say(language, Say::help_var)});
  command.groups.front().options.push_back({"probes", "PROVIDER", say(language, Say::help_probes)});
  return command;
}

/// As timeout(1) and a shell have it: 124 for a limit, 128 + n for a signal, else the program's
/// own.
int exit_status(const Outcome& outcome) {
  if (outcome.signal != 0) return 128 + outcome.signal;
  if (!outcome.limit.empty()) return static_cast<int>(Status::watch_limit);
  if (WIFSIGNALED(outcome.wait_status)) return 128 + WTERMSIG(outcome.wait_status);
  return WEXITSTATUS(outcome.wait_status);
}

Run header(const Words& command, const RunOptions& options, const Schedule& schedule) {
  Run run;
  run.command = command;
  run.schedule = schedule.name();
  run.speed = options.speed;
  run.terminal = options.terminal;
  run.limits = options.limits;
  return run;
}

}  // namespace

int watch(const Words& words, const User& user) {
  const Command watch = command(user.language);
  const Given given = parse(watch, words);
  if (given.help) return print_help(watch, user);

  const RunOptions options = read_run_options(given, user, Limits());
  if (given.operands.empty()) throw Problem(Status::usage, Trouble::command_missing);
  const std::string& name = given.operands.front();
  const Program program = {.path = find_command(name), .argv = given.operands};
  Settings settings = {.limits = options.limits,
                       .speed = options.speed,
                       .terminal = options.terminal,
                       .watch = given.texts("var")};
  for (const std::string& provider : given.texts("probes")) settings.probes.push_back(provider);

  Live schedule;
  Telling telling(header(given.operands, options, schedule), options, Telling::Events::forgotten);
  try {
    const Outcome outcome = [&] {
      const TerminalSettings put_back;
      return observe(program, settings, schedule, telling);
    }();
    const int status = exit_status(outcome);
    telling.end(end_of(outcome, status), outcome.signal != 0);
    return status;
  } catch (const PtraceDenied& denied) {
    throw Problem(Status::not_allowed, Trouble::ptrace_denied,
                  {name, reason_of(denied, user.language)});
  }
}

}  // namespace procdemo
