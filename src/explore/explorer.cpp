#include "explore/explorer.h"

#include <algorithm>
#include <utility>

#include "base/problem.h"
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
  if (settings_.first_look) look_first(progress);
  if (!ended_.complete) search_all(progress);
  if (ended_.at_limit || !ended_.complete) run_sample(progress);
  if (may_go_on()) compare_sleep(progress);
  if (may_go_on()) add_lines_to_examples(deadline());
  if (may_go_on() && settings_.live_runs > 0 && seconds() < settings_.time.count()) {
    ended_.signal = run_live();
  }
  return ended_;
}

// It may be all that there is to search: then it is complete.
void Explorer::look_first(const Progress& progress) {
  constexpr int preemptions = 1;
  first_look_until_ = settings_.first_look->time.count();
  if (settings_.search.bound.value_or(preemptions + 1) <= preemptions) {
    look_through(search_, ended_.made, progress);
    const bool is_over = seconds() < *first_look_until_;
    first_look_until_.reset();
    if (!is_over) tell_first();
    return;
  }
  Search::Settings bounded = settings_.search;
  bounded.bound = preemptions;
  Search search(bounded);
  std::int64_t made = 0;
  look_through(search, made, progress);
  const bool in_time = seconds() < *first_look_until_;
  ended_.complete = in_time && may_go_on() && doubtful_.empty() && search.complete();
  doubtful_.clear();
  first_look_until_.reset();
  if (!ended_.complete) tell_first();
}

void Explorer::look_through(Search& search, std::int64_t& made, const Progress& progress) {
  while (may_go_on() && seconds() < *first_look_until_ && !outcomes_.only_complained()) {
    const std::vector<Trial> trials = next_trials(search, made);
    if (trials.empty()) break;
    if (may_go_on()) ended_.signal = run(trials, progress);
    if (has_sample_ || !may_go_on()) continue;
    // Where each run comes to a standstill, the sample alone would leave nothing but doubts.
    ended_.signal = run(second_trials(), progress);
    run_sample(progress);
  }
}

void Explorer::tell_first() {
  if (!may_go_on() || outcomes_.runs() == 0) return;
  constexpr std::chrono::milliseconds for_lines(400);
  add_lines_to_examples(Workers::Clock::now() + for_lines);
  if (may_go_on()) settings_.first_look->tell(outcomes_, seconds());
}

void Explorer::search_all(const Progress& progress) {
  while (may_go_on() && !is_enough()) {
    const std::vector<Trial> trials = next_trials(search_, ended_.made);
    if (trials.empty()) break;
    if (is_time_for_sample()) run_sample(progress);
    if (may_go_on()) ended_.signal = run(trials, progress);
  }
  for (const Trial& trial : std::exchange(doubtful_, {})) give_up(trial);
  if (ended_.at_limit && !search_.next()) ended_.at_limit = false;  // it was just enough
  ended_.complete = search_.complete();
}

// Beside the runs that --limit counts, as many again at the most.
void Explorer::compare_sleep(const Progress& progress) {
  if (!settings_.compares_sleep || !outcomes_.is_sleep_in_question()) return;
  Search::Settings exactly = settings_.search;
  exactly.any_sleep = false;
  exactly.bound.reset();
  exact_.emplace(exactly);
  std::int64_t made = 0;
  while (may_go_on() && !ended_.sleep_unknown && seconds() < settings_.time.count()) {
    const std::vector<Trial> trials = next_trials(*exact_, made);
    if (trials.empty()) break;
    if (may_go_on()) ended_.signal = run(trials, progress);
  }
  const bool whole = exact_->complete() && !exact_->next() && doubtful_.empty();
  ended_.sleep_unknown = ended_.sleep_unknown || !whole || !may_go_on();
  doubtful_.clear();
  if (!ended_.sleep_unknown) outcomes_.compare_sleep(settings_.shows_sleep);
}

// To look up the line of each event takes time, which a search does not have: each order that is to
// be shown is run once more, as its reader would.
void Explorer::add_lines_to_examples(Workers::Clock::time_point until) {
  std::vector<Job> jobs;
  for (const std::string& token : outcomes_.shown_tokens()) {
    jobs.push_back(job());
    jobs.back().commands = {{"--schedule", token, "--lines"}};
    jobs.back().keep = Keep::all;
  }
  const auto done = [&](std::size_t, std::vector<JobResult> results) {
    outcomes_.add_lines(std::move(results.front().answer.trace));
  };
  ended_.signal = workers_.run(jobs, done, until);
  outcomes_.join_faults();
}

/// Where a time was given, part of it is for the runs to compare with.
double Explorer::time_for_search() const {
  constexpr double part = 0.75;
  return settings_.compares_sleep ? part * settings_.time.count() : settings_.time.count();
}

/// Where a time was given, part of it is for the sample.
bool Explorer::is_time_for_sample() const {
  constexpr double part = 0.25;
  return ended_.made > settings_.sample.after || seconds() > part * settings_.time.count();
}

void Explorer::run_sample(const Progress& progress) {
  if (std::exchange(has_sample_, true) || !may_go_on() || outcomes_.only_complained()) return;
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
  const std::chrono::duration<double> until(first_look_until_.value_or(settings_.time.count()));
  return start_ + std::chrono::ceil<Workers::Clock::duration>(std::min(until, settings_.time));
}

/// A run of any order.
Job Explorer::job() const {
  return {.commands = {{}},
          .beside = settings_.beside,
          .copied = true,
          .before = settings_.before,
          .keep = Keep::output,
          .explores = true};
}

bool Explorer::is_enough() {
  ended_.at_limit = ended_.made >= settings_.most_runs;
  ended_.at_time = seconds() >= time_for_search();
  const bool no_more_runs = ended_.at_limit && doubtful_.empty();  // a second try costs none
  return no_more_runs || ended_.at_time || outcomes_.only_complained();
}

std::vector<Explorer::Trial> Explorer::second_trials() {
  std::vector<Trial> trials = std::exchange(doubtful_, {});
  for (Trial& trial : trials) trial.again = true;
  return trials;
}

std::vector<Explorer::Trial> Explorer::next_trials(Search& search, std::int64_t& made) {
  constexpr std::int64_t at_once = 8;  // for each job: none shall wait for the slowest
  std::vector<Trial> trials = second_trials();
  while (std::ssize(trials) < settings_.jobs * at_once && made < settings_.most_runs) {
    auto plan = search.next();
    if (!plan) break;
    ++made;
    trials.push_back({std::move(*plan), &search});
    if (trials.back().plan.choices.empty()) break;  // the first one: nothing is known yet
  }
  return trials;
}

int Explorer::run(const std::vector<Trial>& trials, const Progress& progress) {
  std::vector<bool> ran(trials.size());
  std::vector<Job> jobs;
  for (const Trial& trial : trials) {
    // Of the first one the words of the claims are read.
    const bool first = trial.plan.choices.empty() && !trial.is_of_sample();
    jobs.push_back(job());
    jobs.back().plan = trial.plan;
    if (first) jobs.back().keep = Keep::all;
  }
  const auto done = [&](std::size_t number, std::vector<JobResult> results) {
    ran[number] = true;
    take(trials[number], results.front());
    progress(outcomes_);
  };
  const int signal = workers_.run(jobs, done, deadline());
  for (std::size_t i = 0; i < trials.size(); ++i) {
    if (!ran[i]) put_back(trials[i]);
  }
  return signal;
}

/// There was no time for it.
void Explorer::put_back(const Trial& trial) {
  if (trial.again) return doubtful_.push_back({trial.plan, trial.search});
  if (trial.search) trial.search->put_back(trial.plan);
}

void Explorer::cut_off(const Trial& trial) {
  if (is_to_compare(trial)) {
    ended_.sleep_unknown = true;
  } else {
    ++ended_.cut_off;
  }
}

/// What comes of it is not known.
void Explorer::give_up(const Trial& trial) {
  if (trial.search) trial.search->done(trial.plan, {});
  cut_off(trial);
}

/// A run that does not even begin is no run of this program; but where others have, its worker
/// died.
void Explorer::take(const Trial& trial, JobResult& result) {
  using Ending = StepLog::Ending;
  const std::optional<StepLog>& log = result.answer.steps;
  const bool began = log && !log->steps.empty();
  const bool denied = result.answer.status == static_cast<int>(Status::not_allowed);
  if (!began && denied && !result.hung) ended_.not_allowed = true;
  if (result.hung || (!began && outcomes_.runs() > 0)) return give_up(trial);
  if (!began) {
    ended_.wrong = result.answer.printed;
    ended_.wrong_status = result.answer.status;
    return;
  }
  if (is_doubtful(trial, *log)) return doubtful_.push_back(trial);
  if (!trial.is_of_sample()) {
    trial.search->done(trial.plan, *log);
    if (log->steps.size() > Search::most_steps && !is_to_compare(trial)) ++ended_.too_long;
  }
  const bool too_short = log->steps.size() < trial.plan.choices.size();
  if (log->ending == Ending::diverged || too_short) cut_off(trial);
  const bool to_its_end = log->ending == Ending::over || log->ending == Ending::stuck;
  const auto part = trial.is_of_sample() ? Outcomes::Part::sample : Outcomes::Part::search;
  if (!to_its_end) return;
  if (is_to_compare(trial)) return outcomes_.add_exact(result.answer);
  if (!outcomes_.add(result.answer, part)) cut_off(trial);
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
    outcomes_.add_live(results.front().answer);
  };
  return workers_.run(jobs, done, deadline());
}

}  // namespace procdemo::explore
