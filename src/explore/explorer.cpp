#include "explore/explorer.h"

#include <utility>

#include "trace/canonical.h"
#include "world/pids.h"

namespace procdemo::explore {

Explorer::Explorer(const Settings& settings, Act act)
    : settings_(settings),
      workers_(static_cast<int>(settings.jobs), std::move(act)),
      search_(settings.search) {
  push_pids_beyond(Canonical::smallest_pid - 1);
}

Explorer::Ended Explorer::run(const Progress& progress) {
  while (may_go_on() && !is_enough()) {
    const std::vector<Trial> trials = next_trials();
    if (trials.empty()) break;
    if (is_time_for_sample()) run_sample(progress);
    if (may_go_on()) ended_.signal = run(trials, progress);
  }
  for (const Plan& plan : std::exchange(doubtful_, {})) give_up(plan);
  if (ended_.at_limit && !search_.next()) ended_.at_limit = false;  // it was just enough
  ended_.complete = search_.complete();
  if (ended_.at_limit || !ended_.complete) run_sample(progress);
  if (may_go_on() && settings_.live_runs > 0 && seconds() < settings_.time.count()) {
    ended_.signal = run_live();
  }
  return ended_;
}

/// Where a time was given, part of it is for the sample.
bool Explorer::is_time_for_sample() const {
  constexpr double part = 0.25;
  return ended_.made > settings_.sample.after || seconds() > part * settings_.time.count();
}

void Explorer::run_sample(const Progress& progress) {
  if (std::exchange(has_sample_, true) || !may_go_on() || findings_.only_complained()) return;
  std::vector<Trial> trials;
  for (std::int64_t i = 0; i < settings_.sample.runs; ++i) {
    trials.push_back({.plan = {.any_sleep = settings_.search.any_sleep,
                               .seed = static_cast<std::uint64_t>(i + 1)}});
  }
  ended_.signal = run(trials, progress);
}

double Explorer::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

Workers::Clock::time_point Explorer::deadline() const {
  return start_ + std::chrono::ceil<Workers::Clock::duration>(settings_.time);
}

/// A run of any order.
Job Explorer::job() const {
  return {.commands = {{}},
          .beside = settings_.beside,
          .copied = true,
          .before = settings_.before,
          .keep = Keep::output};
}

bool Explorer::is_enough() {
  ended_.at_limit = ended_.made >= settings_.most_runs;
  ended_.at_time = seconds() >= settings_.time.count();
  const bool no_more_runs = ended_.at_limit && doubtful_.empty();  // a second try costs none
  return no_more_runs || ended_.at_time || findings_.only_complained();
}

std::vector<Explorer::Trial> Explorer::next_trials() {
  constexpr std::int64_t at_once = 8;  // for each job: none shall wait for the slowest
  std::vector<Trial> trials;
  for (Plan& plan : std::exchange(doubtful_, {})) trials.push_back({std::move(plan), true});
  while (std::ssize(trials) < settings_.jobs * at_once && ended_.made < settings_.most_runs) {
    auto plan = search_.next();
    if (!plan) break;
    ++ended_.made;
    trials.push_back({std::move(*plan)});
    if (trials.back().plan.choices.empty()) break;  // the first one: nothing is known yet
  }
  return trials;
}

int Explorer::run(const std::vector<Trial>& trials, const Progress& progress) {
  std::vector<Job> jobs;
  for (const Trial& trial : trials) {
    // Of the first one the words of the claims are read.
    const bool first = trial.plan.choices.empty() && !trial.is_of_sample();
    jobs.push_back(job());
    jobs.back().plan = trial.plan;
    if (first) jobs.back().keep = Keep::all;
  }
  const auto done = [&](std::size_t number, std::vector<JobResult> results) {
    take(trials[number], results.front());
    progress(findings_);
  };
  return workers_.run(jobs, done, deadline());
}

/// What comes of it is not known.
void Explorer::give_up(const Plan& plan) {
  if (!plan.seed) search_.done(plan, {});
  ++ended_.cut_off;
}

/// A run that does not even begin is no run of this program; but where others have, its worker
/// died.
void Explorer::take(const Trial& trial, JobResult& result) {
  using Ending = StepLog::Ending;
  const std::optional<StepLog>& log = result.answer.steps;
  const bool began = log && !log->steps.empty();
  if (result.hung || (!began && findings_.runs() > 0)) return give_up(trial.plan);
  if (!began) {
    ended_.wrong = result.answer.printed;
    ended_.wrong_status = result.answer.status;
    return;
  }
  if (is_doubtful(trial, *log)) return doubtful_.push_back(trial.plan);
  if (!trial.is_of_sample()) {
    search_.done(trial.plan, *log);
    if (log->steps.size() > Search::most_steps) ++ended_.too_long;
  }
  const bool too_short = log->steps.size() < trial.plan.choices.size();
  if (log->ending == Ending::diverged || too_short) ++ended_.cut_off;
  const bool to_its_end = log->ending == Ending::over || log->ending == Ending::stuck;
  const auto part = trial.is_of_sample() ? Findings::Part::sample : Findings::Part::search;
  if (to_its_end && !findings_.add(result.answer, part)) ++ended_.cut_off;
}

/// A deadlock, or a run that could not follow its plan, is believed when it comes twice: that
/// somebody will never wake is the one thing that the kernel does not report.
bool Explorer::is_doubtful(const Trial& trial, const StepLog& log) {
  const bool odd = log.ending == StepLog::Ending::stuck ||
                   log.ending == StepLog::Ending::diverged ||
                   log.steps.size() < trial.plan.choices.size();
  return odd && !trial.again;
}

int Explorer::run_live() {
  const std::vector<Job> jobs(static_cast<std::size_t>(settings_.live_runs), job());
  const auto done = [&](std::size_t, std::vector<JobResult> results) {
    findings_.add_live(results.front().answer);
  };
  return workers_.run(jobs, done, deadline());
}

}  // namespace procdemo::explore
