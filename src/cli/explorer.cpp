#include "cli/explorer.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "base/problem.h"
#include "cli/common_options.h"
#include "cli/denial.h"
#include "cli/explore_view.h"
#include "cli/print.h"
#include "show/terminal/escape.h"
#include "show/words/discoveries.h"
#include "trace/canonical.h"
#include "world/machine.h"
#include "world/machine_trials.h"
#include "world/pids.h"

namespace procdemo {
namespace {

constexpr std::int64_t most_runs = 1'000'000'000;
constexpr std::int64_t most_preemptions = 1'000;
constexpr double longest_search = 30 * 86'400;  // seconds

}  // namespace

Explorer::Explorer(const Subject& subject, const User& user)
    : subject_(subject), given_(subject_.given), user_(user) {
  settings_.reduction = !given_.has("no-reduction");
  settings_.any_sleep = given_.has("any-sleep");
  if (given_.has("bound")) {
    settings_.bound = static_cast<int>(given_.whole("bound", 0, most_preemptions, 0));
  }
  limit_ = given_.whole("limit", 1, most_runs, most_runs);
  seconds_ = given_.number("time", 0.001, longest_search, longest_search);
  live_ = given_.whole("compare-live", 1, most_runs, 0);
  jobs_ = given_.whole("jobs", 1, Runner::most_jobs, Runner::usual_jobs());
  json_ = given_.choice("format", {"text", "json"}, "text") == "json";
  style_ = wanted_style(given_, user);
}

int Explorer::run() {
  expect_proc();
  expect_tracing();
  push_pids_beyond(Canonical::smallest_pid - 1);
  Runner runner(static_cast<int>(jobs_));
  Search search(settings_);
  int signal = 0;
  while (signal == 0 && !is_enough()) {
    std::vector<Attempt> attempts = next_attempts(search);
    if (attempts.empty()) break;
    signal = run(runner, search, attempts);
  }
  if (signal == 0 && live_ > 0 && elapsed() < seconds_) signal = run_live(runner);
  if (drawn_) write_all(STDERR_FILENO, "\r\x1b[K");
  return tell(search, signal);
}

/// Asked before the first run, which would run unobserved.
void Explorer::expect_tracing() const {
  if (try_tracing().ok) return;
  const bool folder = subject_.call.front() == "run";
  const std::string& what =
      subject_.program.empty() ? subject_.call[folder ? 1 : 0] : subject_.program.front();
  throw Problem(Status::not_allowed, Trouble::ptrace_denied,
                {what, say(why_denied(EPERM), user_.language)});
}

double Explorer::elapsed() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

Runner::Clock::time_point Explorer::deadline() const {
  return start_ +
         std::chrono::ceil<Runner::Clock::duration>(std::chrono::duration<double>(seconds_));
}

bool Explorer::is_enough() {
  at_limit_ = made_ >= limit_;
  at_time_ = elapsed() >= seconds_;
  return at_limit_ || at_time_;
}

std::vector<Attempt> Explorer::next_attempts(Search& search) {
  constexpr std::int64_t at_once = 8;  // for each job: none shall wait for the slowest
  std::vector<Attempt> attempts;
  for (Plan& plan : std::exchange(doubtful_, {})) attempts.emplace_back(std::move(plan), true);
  while (static_cast<std::int64_t>(attempts.size()) < jobs_ * at_once && made_ < limit_) {
    auto plan = search.next();
    if (!plan) break;
    ++made_;
    attempts.emplace_back(std::move(*plan));
    if (attempts.back().plan.choices.empty()) break;  // the first one: nothing is known yet
  }
  return attempts;
}

int Explorer::run(Runner& runner, Search& search, std::vector<Attempt>& attempts) {
  std::vector<Errand> errands;
  for (const Attempt& attempt : attempts) {
    const std::string schedule = "explored:" + std::to_string(attempt.file.get());
    errands.push_back(errand({"--schedule", schedule}));
  }
  const auto done = [&](std::size_t number, std::vector<RunResult> results) {
    take(search, attempts[number], results.front());
    progress();
  };
  return runner.run(errands, done, deadline());
}

void Explorer::take(Search& search, const Attempt& attempt, RunResult& result) {
  using Ending = StepLog::Ending;
  const StepLog log = attempt.log();
  if (log.steps.empty()) throw_failure(result);
  if (is_doubtful(attempt, log)) return doubtful_.push_back(attempt.plan);
  search.done(attempt.plan, log);
  if (log.steps.size() > Search::most_steps) ++too_long_;
  if (log.ending == Ending::diverged) ++cut_off_;
  const bool to_its_end = log.ending == Ending::over || log.ending == Ending::stuck;
  if (to_its_end && !findings_.add(result, log)) ++cut_off_;
}

/// A deadlock, or a run that could not follow its plan, is believed when it comes twice: that
/// somebody will never wake is the one thing that the kernel does not report.
bool Explorer::is_doubtful(const Attempt& attempt, const StepLog& log) {
  const bool odd = log.ending == StepLog::Ending::stuck ||
                   log.ending == StepLog::Ending::diverged ||
                   log.steps.size() < attempt.plan.choices.size();
  return odd && !attempt.again;
}

/// It has not even begun: what it said is why.
[[noreturn]] void Explorer::throw_failure(const RunResult& result) {
  // Its last newline is there already. A command before the run may have written anything.
  const bool ends = result.output.ends_with('\n');
  write_all(STDERR_FILENO,
            escaped_lines(
                std::string_view(result.output).substr(0, result.output.size() - (ends ? 1 : 0))));
  throw Problem(static_cast<Status>(result.status == 0 ? 1 : result.status),
                Trouble::explore_failed);
}

int Explorer::run_live(Runner& runner) {
  const std::vector<Errand> errands(static_cast<std::size_t>(live_), errand({"--speed", "1"}));
  const auto done = [&](std::size_t, std::vector<RunResult> results) {
    findings_.add_live(results.front());
  };
  return runner.run(errands, done, deadline());
}

void Explorer::progress() {
  if (::isatty(STDERR_FILENO) != 1) return;
  const std::string line = say(user_.language, Discovery::progress, findings_.runs(),
                               findings_.orders(), findings_.outputs().size());
  write_all(STDERR_FILENO, "\r\x1b[K" + line);
  drawn_ = true;
}

std::vector<std::string> Explorer::why_incomplete(const Search& search, int signal) const {
  std::vector<std::string> why;
  const auto add = [&](Discovery what, const auto&... args) {
    why.push_back(say(user_.language, what, args...));
  };
  if (signal != 0) add(Discovery::stopped);
  if (at_limit_) add(Discovery::at_limit, made_);
  if (at_time_) add(Discovery::at_time, given_.text("time"));
  if (findings_.refused()) add(Discovery::refused);
  if (cut_off_ > 0) add(Discovery::cut_off, cut_off_);
  if (too_long_ > 0) add(Discovery::too_long, too_long_, Search::most_steps);
  if (!search.complete() && cut_off_ == 0 && too_long_ == 0 && settings_.bound) {
    add(Discovery::at_bound, *settings_.bound);
  }
  return why;
}

int Explorer::tell(Search& search, int signal) {
  if (at_limit_ && !search.next()) at_limit_ = false;  // it was just enough
  const Exploration all{
      .findings = findings_,
      .incomplete = why_incomplete(search, signal),
      .seconds = elapsed(),
      .live_wanted = signal == 0 ? live_ : findings_.live_runs(),
      .any_sleep = settings_.any_sleep,
      .command = command_of(subject_),
      .no_promise = settings_.any_sleep ? subject_.by_sleep : std::set<std::string>(),
      .failures = subject_.failures};
  print(json_ ? json_of(all) : text_of(all, style_));
  if (signal != 0) return 128 + signal;
  const bool broken = std::ranges::any_of(findings_.claims(), [&](const auto& claim) {
    return all.is_broken(claim.first, claim.second);
  });
  if (broken || findings_.deadlock()) return static_cast<int>(Status::claim_failed);
  if (findings_.refused()) return static_cast<int>(Status::not_allowed);
  if (findings_.runs() > 0 || !at_time_) return 0;
  throw Problem(Status::limit, Trouble::explore_out_of_time, {given_.text("time")});
}

Errand Explorer::errand(const Words& order) const {
  return {.commands = {words_for(subject_, order)}, .before = given_.text("before")};
}

}  // namespace procdemo
