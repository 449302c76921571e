// procdemo check: every claim and every console block, run and held against what was said.
#include <algorithm>
#include <chrono>

#include "base/problem.h"
#include "cli/check/report_file.h"
#include "cli/check/targets.h"
#include "cli/check/view.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"
#include "cli/describe/lesson_command.h"
#include "cli/running/carry_out.h"
#include "cli/running/denial.h"
#include "cli/words/check.h"
#include "cli/words/help.h"
#include "lesson/option.h"
#include "trace/canonical.h"
#include "world/machine.h"
#include "world/machine_trials.h"
#include "world/pids.h"

namespace procdemo::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_words = 10'000;

CheckSettings settings_of(const Given& given, const User& user) {
  CheckSettings settings;
  settings.live = !given.has("no-live");
  settings.update = given.has("update");
  settings.in = given.choice(program_language().name, "");
  settings.language = user.language;
  settings.observes = try_tracing().ok;
  if (!settings.observes) {
    settings.denied =
        say(user.language, CheckSays::unobserved, say(why_denied(EPERM), user.language));
  }
  return settings;
}

/// All units of a check: what they have to run, in one list, and whose each run is.
class Check {
 public:
  Check(CheckUnits units, CheckView& view) : units_(std::move(units)), view_(view) {
    for (std::size_t unit = 0; unit < units_.size(); ++unit) {
      std::vector<Job> jobs = units_[unit]->jobs();
      left_.push_back(jobs.size());
      for (std::size_t number = 0; number < jobs.size(); ++number) {
        jobs_.push_back(std::move(jobs[number]));
        owners_.push_back({unit, number});
      }
    }
  }

  /// Returns 0, or the signal that ended it.
  int run(int jobs) {
    view_.begin(jobs_.size());
    tell_finished();
    if (jobs_.empty()) return 0;
    expect_proc();
    push_pids_beyond(Canonical::smallest_pid - 1);
    Workers workers(jobs, [](const WorkerRequest& request, Assignment& assignment) {
      return carry_out(request, assignment);
    });
    const int signal = workers.run(jobs_, [&](std::size_t job, std::vector<JobResult> results) {
      const auto [unit, number] = owners_[job];
      units_[unit]->take(number, std::move(results));
      --left_[unit];
      view_.progress(units_[unit]->name());
      tell_finished();
    });
    why_shared_ = workers.why_shared();
    return signal;
  }

  const std::string& why_shared() const { return why_shared_; }

  Report report() { return {"procdemo check", {}, std::move(cases_)}; }

 private:
  /// In their order, whichever was done first.
  void tell_finished() {
    for (; told_ < units_.size() && left_[told_] == 0; ++told_) {
      CheckUnit& unit = *units_[told_];
      std::vector<CheckedCase> cases = unit.cases();
      view_.tell(unit, cases);
      for (CheckedCase& one : cases) cases_.push_back(std::move(one.report));
    }
  }

  struct Owner {
    std::size_t unit;
    std::size_t number;
  };

  CheckUnits units_;
  CheckView& view_;
  std::vector<Job> jobs_;
  std::vector<Owner> owners_;      // of each job
  std::vector<std::size_t> left_;  // jobs of each unit that are not over
  std::size_t told_ = 0;           // units
  std::vector<ReportCase> cases_;
  std::string why_shared_;  // Workers::why_shared
};

int status_of(const CheckView& view, bool allow_skipped) {
  if (view.failed() > 0) return static_cast<int>(Status::claim_failed);
  if (view.skipped() > 0 && !allow_skipped) return static_cast<int>(Status::not_allowed);
  return 0;
}

int run_check(const Command& command, const Words& words, const User& user) {
  const Given given = parse(command, words);
  if (given.help) return print_help(command, user);

  const Clock::time_point start = Clock::now();
  const Style style = wanted_style(given, user);
  const std::int64_t jobs = given.whole("jobs", Workers::usual_jobs());
  std::optional<ReportFile> report = wanted_report(given);

  CheckView view(style, report && report->on_output() ? STDERR_FILENO : STDOUT_FILENO);
  Check all(check_targets(given.operands, settings_of(given, user)), view);
  if (const int signal = all.run(static_cast<int>(jobs))) return 128 + signal;
  view.sum(std::chrono::duration<double>(Clock::now() - start).count(), all.why_shared());
  if (report) report->write(all.report());
  return status_of(view, given.has("allow-skipped"));
}

}  // namespace

Subcommand check_command() {
  std::vector<Option> options = {
      {"update",
       flag,
       {"rewrite the blocks with what is printed now, instead of checking",
        "不核对，而是用现在的输出改写代码块"}},
      {"jobs",
       Argument::number(1, Workers::most_jobs),
       {"N runs at a time (default: one more than there are processors)",
        "同时运行 N 个（默认：处理器数加一）"}},
      {"no-live",
       flag,
       {"leave out what needs the real clock and the real scheduler",
        "不做需要真实时钟和真实调度器的核对"}},
      {program_language().name,
       program_option().value,
       {"check the claims on the lessons' programs in this language alone (default: in both)",
        "只核对各课用这种语言写的程序（默认：两种都核对）"}}};
  for (Option& option : report_options()) options.push_back(std::move(option));
  options.push_back(language_option());
  options.push_back(color_option());
  return {.name = "check",
          .command =
              {.usage = {"procdemo check [FILE.md|DIR|LESSON]... [options]",
                         "procdemo check [文件.md|目录|课名]... [选项]"},
               .summary = {"Check every claim of lessons under several orders, and run the console "
                           "blocks of pages.",
                           "按几种顺序运行，核对各课的每条结论，并运行页面里的 console 代码块。"},
               .groups = {{in_both(Help::options), options}},
               .operands = most_words,
               .operand = {.kind = Argument::Kind::lesson_or_file}},
          .run = run_check};
}

}  // namespace procdemo::cli
