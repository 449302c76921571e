// procdemo watch: any program, observed and narrated like a lesson. Nothing is checked, and no
// event is kept, unless a teacher has claims on it.
#include <sys/wait.h>

#include <algorithm>

#include "base/problem.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/denial.h"
#include "cli/homework.h"
#include "cli/run_options.h"
#include "cli/telling.h"
#include "cli/terminal.h"
#include "cli/unobserved.h"
#include "show/words/words.h"
#include "world/machine.h"
#include "world/pids.h"

namespace procdemo {
namespace {

Command watch_command(Language language) {
  Command command = {.usage = say(language, Say::usage_watch),
                     .summary = say(language, Say::summary_watch),
                     .groups = {run_options(language, Limits(), false)},
                     .prefix = true};
  std::vector<Option>& options = command.groups.front().options;
  options.push_back({"var", "NAME", say(language, Say::help_var)});
  options.push_back({"probes", "PROVIDER", say(language, Say::help_probes)});
  for (Option& option : Homework::options(language)) options.push_back(std::move(option));
  return command;
}

/// It came to its own end, be it a bad one.
bool finished(const Outcome& outcome) {
  return outcome.signal == 0 && !outcome.interrupted && outcome.limit.empty();
}

/// As timeout(1) and a shell have it: 124 for a limit, 128 + n for a signal, else the program's
/// own.
int exit_status(const Outcome& outcome) {
  if (outcome.signal != 0) return 128 + outcome.signal;
  if (outcome.lost_sight()) return static_cast<int>(Status::claim_failed);
  if (!outcome.limit.empty()) return static_cast<int>(Status::watch_limit);
  if (outcome.deadlock || outcome.differs) return static_cast<int>(Status::claim_failed);
  if (WIFSIGNALED(outcome.wait_status)) return 128 + WTERMSIG(outcome.wait_status);
  return WEXITSTATUS(outcome.wait_status);
}

/// One run of a program.
struct WatchRun {
  RunOptions options;
  Program program;
  Settings settings;
  std::unique_ptr<World> world;
  std::optional<Homework> homework;  ///< with claims to be checked
};

/// What claims speak of, too.
void add(Settings& settings, const ClaimsFile& claims) {
  settings.watch.insert(settings.watch.end(), claims.watch.begin(), claims.watch.end());
  settings.probes.insert(settings.probes.end(), claims.probes.begin(), claims.probes.end());
  for (const NamedFile& file : claims.files) settings.files.push_back({file.path, file.separator});
}

/// The program that is meant may be one that a token names, with the options of its run.
Given given_for(const Command& watch, const Words& words) {
  Given given = parse(watch, words);
  if (given.help || given.operands.empty()) return given;
  return with_token(watch, given, subject_named(given.operands.front()));
}

WatchRun prepare(const Given& given, const User& user) {
  WatchRun run;
  run.homework = Homework::wanted(given, user.language);
  const Limits usual = run.homework ? run.homework->claims().limits : Limits();
  run.options = read_run_options(given, user, usual);
  if (given.operands.empty()) throw Problem(Status::usage, Trouble::command_missing);
  run.program = {.path = find_command(given.operands.front()), .argv = given.operands};
  run.settings = {
      .limits = run.options.limits, .terminal = run.options.terminal, .watch = given.texts("var")};
  const Words probes = given.texts("probes");
  run.settings.probes.insert(run.settings.probes.end(), probes.begin(), probes.end());
  if (run.homework) add(run.settings, run.homework->claims());
  if (run.homework && run.homework->reports_on_output()) run.options.output = STDERR_FILENO;
  return run;
}

Run header(const WatchRun& run, const std::string& schedule) {
  Run header;
  header.command = run.program.argv;
  header.schedule = schedule;
  header.speed = run.options.speed;
  header.terminal = run.options.terminal;
  header.limits = run.options.limits;
  if (run.homework) header.claims = run.homework->words();
  return header;
}

Conditions conditions_of(const WatchRun& run) {
  return {.limits = run.options.limits,
          .terminal = run.options.terminal,
          .live = run.options.scheduling.live(),
          .canonical = run.options.stable};
}

int finish(WatchRun& run, const Outcome& outcome, Telling& telling, const std::string& token,
           const std::vector<Verdict>& verdicts) {
  const int status = run.homework ? run.homework->status(outcome, verdicts) : exit_status(outcome);
  telling.end(end_of(outcome, status, token, verdicts), outcome.signal != 0);
  if (run.homework) run.homework->report(run.program.argv[0], outcome, status, verdicts);
  if (outcome.differs) throw Problem(*outcome.differs);
  return status;
}

int run_observed(WatchRun& run) {
  ChosenSchedule chosen(run.options.scheduling);
  run.settings.mode = chosen.mode(run.options.speed);
  Schedule& schedule = chosen.schedule();
  Telling telling(header(run, schedule.name()), run.options,
                  run.homework ? Telling::Events::kept : Telling::Events::forgotten);
  Outcome outcome = [&] {
    const TerminalSettings put_back;
    return observe(run.program, run.settings, schedule, telling);
  }();
  if (finished(outcome) && !outcome.differs) outcome.differs = chosen.ended();
  const std::string token =
      outcome.differs ? ""
                      : chosen.token(run.program.argv[0], token_options(run.options, Limits()));
  return finish(run, outcome, telling, token,
                run.homework ? run.homework->check(telling.events(), outcome, conditions_of(run))
                             : std::vector<Verdict>());
}

/// The program runs by itself; no claim on it can be checked.
int run_by_itself(WatchRun& run, const std::string& why, Language language) {
  run.options.speed = 1;
  run.world.reset();
  UnobservedRun unobserved(run.program, run.options.limits, STDERR_FILENO);
  run.options.limits = unobserved.limits();
  Run begun = header(run, "live");
  begun.loose = unobserved.loose();
  if (std::ranges::count(begun.loose, "processes")) {  // whatever it is that a student has written
    throw Problem(Status::not_allowed, Trouble::unguarded, {run.program.argv[0]});
  }
  begun.guards = {unobserved.guard()};
  Telling telling(begun, run.options, Telling::Events::forgotten);
  telling.begin();
  telling.flush();
  write_all(STDERR_FILENO, say(language, Say::runs_unobserved, why) + "\n");
  const Outcome outcome = unobserved.run(telling);
  return finish(run, outcome, telling, "", run.homework->skip(conditions_of(run)));
}

}  // namespace

int watch(const Words& words, const User& user) {
  const Command watch = watch_command(user.language);
  const Given given = given_for(watch, words);
  if (given.help) return print_help(watch, user);

  WatchRun run = prepare(given, user);
  expect_proc();
  if (run.options.stable) go_on_beyond(Canonical::smallest_pid - 1);
  run.world = make_live_world({.limits = run.options.limits,
                               .controlled = !run.options.scheduling.live(),
                               .fence = user.fence});
  run.settings.world = run.world.get();
  try {
    return run_observed(run);
  } catch (const PtraceDenied& denied) {
    const std::string why = reason_of(denied, user.language);
    if (run.homework) return run_by_itself(run, why, user.language);
    throw Problem(Status::not_allowed, Trouble::ptrace_denied, {run.program.argv[0], why});
  }
}

}  // namespace procdemo
