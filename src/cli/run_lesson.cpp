#include "cli/run_lesson.h"

#include <sys/wait.h>

#include <algorithm>
#include <csignal>

#include "base/fd.h"
#include "base/problem.h"
#include "claims/order_sense.h"
#include "cli/denial.h"
#include "cli/lesson_command.h"
#include "cli/run_options.h"
#include "cli/scratch.h"
#include "cli/telling.h"
#include "cli/terminal.h"
#include "cli/unobserved.h"
#include "show/words/words.h"
#include "world/machine.h"
#include "world/pids.h"

namespace procdemo {
namespace {

/// All that one run is made of.
struct LessonRun {
  const Lesson& lesson;
  RunOptions options;
  Conditions conditions;
  OptionValues asked;  ///< as the user has them: {scratch} stands for itself
  Program program;
  std::unique_ptr<World> world;
  Scratch scratch;
};

LessonRun prepare(const Lesson& lesson, const std::filesystem::path& program, const Given& given,
                  const User& user) {
  LessonRun run{.lesson = lesson, .options = read_run_options(given, user, lesson.limits)};
  run.conditions = {.options = lesson_values(lesson, given),
                    .limits = run.options.limits,
                    .terminal = run.options.terminal,
                    .live = run.options.scheduling.live(),
                    .canonical = run.options.stable};
  // Work on a processor can't be hurried, only sleep can: its clock has to be the real one.
  if (lesson.live_only) run.options.speed = 1;

  expect_proc();
  if (run.options.stable) go_on_beyond(Canonical::smallest_pid - 1);
  run.asked = run.conditions.options;
  run.scratch.fill(lesson, given, run.conditions.options);
  run.options.scratch = run.scratch.path();

  // Compiled programs lie in a cache under other names: its own is what a user would type.
  const std::filesystem::path name(lesson.program);
  Words argv = {"./" + (name.extension() == ".cpp" ? name.stem() : name.filename()).string()};
  for (const std::string& argument : arguments(lesson, run.conditions.options)) {
    argv.push_back(argument);
  }
  run.program = {.path = program, .argv = argv, .fixed_environment = true};
  run.options.lesson = program.parent_path();

  run.world = make_live_world({.limits = run.options.limits,
                               .guarded = lesson.guarded,
                               .guard = run.options.guard,
                               .controlled = !run.options.scheduling.live(),
                               .fence = user.fence});
  if (lesson.guarded && run.world->guard().empty()) {
    throw Problem(Status::not_allowed, Trouble::unguarded, {lesson.name});
  }
  return run;
}

Run header_of(const LessonRun& run, const std::string& schedule) {
  Run header = procdemo::header(run.lesson);
  header.command = run.program.argv;
  header.schedule = schedule;
  header.speed = run.options.speed;
  header.terminal = run.options.terminal;
  header.limits = run.options.limits;
  if (run.lesson.guarded) header.guards = {run.world->guard()};
  return header;
}

std::vector<Verdict> verdicts(const LessonRun& run, const Outcome& outcome,
                              const Telling& telling) {
  const bool cut_short =
      outcome.interrupted || outcome.differs || outcome.signal != 0 || telling.closed();
  return cut_short ? skip_all(run.lesson.claims, run.conditions, Skip::interrupted)
                   : check_all(run.lesson.claims, telling.events(), run.conditions);
}

Status status_of(const LessonRun& run, const Outcome& outcome, const std::vector<Verdict>& claims) {
  if (outcome.lost_sight()) return Status::claim_failed;
  if (!outcome.limit.empty() && !run.lesson.limit_expected) return Status::limit;
  if (outcome.deadlock || outcome.differs) return Status::claim_failed;
  const bool failed = std::any_of(claims.begin(), claims.end(), [](const Verdict& verdict) {
    return verdict.holds.has_value() && !*verdict.holds;
  });
  if (failed) return Status::claim_failed;
  const bool refused = std::ranges::any_of(
      claims, [](const Verdict& verdict) { return is_skipped(verdict, Skip::refused); });
  return refused ? Status::not_allowed : Status::ok;
}

/// The signal that ended the run: sent to procdemo, or Ctrl-C that ended the program.
int signal_of(const Outcome& outcome) {
  if (outcome.signal != 0) return outcome.signal;
  const int status = outcome.wait_status;
  return outcome.interrupted && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

std::string token_of(const LessonRun& run, const ChosenSchedule& chosen) {
  std::vector<Token::Option> options = token_options(run.lesson, run.asked);
  const std::vector<Token::Option> common = token_options(run.options, run.lesson.limits);
  options.insert(options.end(), common.begin(), common.end());
  return chosen.token(run.lesson.name, std::move(options));
}

int finish(const LessonRun& run, const Outcome& outcome, Telling& telling, const std::string& token,
           std::vector<Verdict> claims) {
  const int signal = signal_of(outcome);
  const int status = signal != 0 ? 128 + signal : static_cast<int>(status_of(run, outcome, claims));
  telling.end(end_of(outcome, status, token, std::move(claims)), outcome.signal != 0);
  if (outcome.differs) throw Problem(*outcome.differs);
  return status;
}

/// Tells an exploration which steps made events that claims see in their order.
class ClaimsWatch : public Sink {
 public:
  ClaimsWatch(const LessonRun& run, Explored* explored, Sink& next)
      : sense_(run.lesson.claims, run.conditions), explored_(explored), next_(next) {}

  void event(const Event& event) override {
    next_.event(event);
    if (!explored_) return;
    for (auto& [object, exclusive] : sense_.of(event)) {
      explored_->touch({std::move(object), exclusive ? Touch::How::change : Touch::How::look});
    }
  }
  bool full() const override { return next_.full(); }
  int ready_fd() const override { return next_.ready_fd(); }
  void rest() override { next_.rest(); }
  bool closed() const override { return next_.closed(); }

 private:
  OrderSense sense_;
  Explored* explored_;
  Sink& next_;
};

Settings settings_of(const LessonRun& run, const RunMode& mode) {
  Settings settings = {.limits = run.options.limits,
                       .mode = mode,
                       .terminal = run.options.terminal,
                       .watch = run.lesson.watch,
                       .world = run.world.get()};
  settings.probes.insert(settings.probes.end(), run.lesson.probes.begin(), run.lesson.probes.end());
  for (const NamedFile& file : files_with(run.lesson.files, run.conditions.options)) {
    settings.files.push_back({file.path, file.separator});
  }
  return settings;
}

int run_observed(const LessonRun& run) {
  ChosenSchedule chosen(run.options.scheduling);
  const Settings settings = settings_of(run, chosen.mode(run.options.speed));
  Schedule& schedule = chosen.schedule();
  Telling telling(header_of(run, schedule.name()), run.options, Telling::Events::kept);
  ClaimsWatch watch(run, chosen.explored(), telling);
  Outcome outcome = [&] {
    const TerminalSettings put_back;
    return observe(run.program, settings, schedule, watch);
  }();
  const bool whole = signal_of(outcome) == 0 && outcome.limit.empty() && !telling.closed();
  if (whole && !outcome.differs) outcome.differs = chosen.ended();
  const std::string token = outcome.differs ? "" : token_of(run, chosen);
  return finish(run, outcome, telling, token, verdicts(run, outcome, telling));
}

/// The program runs by itself, at its own speed, and its words are its own. In a trace they would
/// be no JSON: there they go to standard error.
int run_by_itself(LessonRun run, const std::string& why, const User& user) {
  if (run.lesson.guarded) {
    throw Problem(Status::not_allowed, Trouble::ptrace_denied, {run.lesson.name, why});
  }
  run.options.speed = 1;
  run.options.terminal = user.terminal;
  run.world.reset();
  const int output = run.options.format == Format::jsonl ? STDERR_FILENO : STDOUT_FILENO;
  UnobservedRun unobserved(run.program, run.options.limits, output);
  run.options.limits = unobserved.limits();

  Run header = header_of(run, "live");
  header.loose = unobserved.loose();
  if (!unobserved.guard().empty()) header.guards = {unobserved.guard()};
  Telling telling(header, run.options, Telling::Events::forgotten);
  telling.begin();
  telling.flush();
  write_all(STDERR_FILENO, say(user.language, Say::runs_unobserved, why) + "\n");

  const Outcome outcome = unobserved.run(telling);
  return finish(run, outcome, telling, "",
                skip_all(run.lesson.claims, run.conditions, Skip::unobserved));
}

}  // namespace

int run_lesson(const Lesson& lesson, const std::filesystem::path& program, const Given& given,
               const User& user) {
  LessonRun run = prepare(lesson, program, given, user);
  try {
    return run_observed(run);
  } catch (const PtraceDenied& denied) {
    return run_by_itself(std::move(run), reason_of(denied, user.language), user);
  }
}

}  // namespace procdemo
