#include "cli/explore/making.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <utility>

#include "base/fd.h"
#include "base/problem.h"
#include "cli/explore/options.h"
#include "cli/running/carry_out.h"
#include "cli/running/denial.h"
#include "cli/words/explore.h"
#include "explore/missed.h"
#include "explore/problems.h"
#include "explore/sleep_order.h"
#include "show/terminal/escape.h"
#include "world/machine.h"
#include "world/machine_trials.h"
#include "world/problems.h"

namespace procdemo::cli {
namespace {

/// A search without a limit is cut off by whoever has waited long enough.
Sample sample_of(const Given& given) {
  constexpr std::int64_t soon = 64, late = 1'000, fewest = 10, most = 64, usual = 32;
  if (!given.has("limit")) return {given.has("time") || given.has("bound") ? soon : late, usual};
  const std::int64_t limit = given.whole("limit", most_runs);
  return {std::min(limit, soon), std::min(limit, std::clamp(limit / 4, fewest, most))};
}

std::string name_of(const ExploreCall& call) {
  return call.lesson ? call.lesson->name : call.program.front();
}

/// What others have said, with the newline that ends it already.
void complain_with(std::string_view said) {
  if (said.empty()) return;
  if (said.ends_with('\n')) said.remove_suffix(1);
  write_all(STDERR_FILENO, escaped_lines(said));
}

}  // namespace

Explorer::Settings settings_of(const ExploreCall& call) {
  const Given& given = call.given;
  std::optional<int> bound;
  if (given.has("bound")) {
    bound = static_cast<int>(given.whole("bound", 0));
  }
  return {
      .search = {.reduction = !given.has("no-reduction"),
                 .any_sleep = given.has("any-sleep"),
                 .bound = bound},
      .sample = sample_of(given),
      .most_runs = given.whole("limit", most_runs),
      .live_runs = given.whole("compare-live", 0),
      .jobs = given.whole("jobs", Workers::usual_jobs()),
      .compares_sleep = given.has("any-sleep") && !given.has("no-findings"),
      .shows_sleep = call.lesson && std::ranges::count(call.lesson->findings, SleepOrder::id) != 0,
      .time = std::chrono::duration<double>(given.number("time", longest_search)),
      .before = given.text("before"),
      .beside = call.beside};
}

void expect_observable(const ExploreCall& call, Language language) {
  expect_proc();
  if (try_tracing().ok) return;
  throw Problem(Status::not_allowed, MachineProblem::ptrace_denied,
                {name_of(call), say(why_denied(EPERM), language)});
}

void expect_started(const ExploreCall& call, const Outcomes& outcomes) {
  const auto status = outcomes.not_started();
  if (!status) return;
  complain_with(outcomes.complaints());
  throw Problem(Status::usage, ExploreProblem::not_started,
                {name_of(call), std::to_string(*status)});
}

void throw_failure(const Explorer::Ended& ended) {
  // A command before the run may have written anything.
  complain_with(*ended.wrong);
  const int status = ended.wrong_status == 0 ? 1 : ended.wrong_status;
  throw Problem(static_cast<Status>(status), ExploreProblem::failed);
}

std::vector<std::string> why_incomplete(const Explorer::Ended& ended, const Given& given,
                                        const Outcomes& outcomes, Language language) {
  const auto words = [&](Missed why) {
    switch (why) {
      case Missed::stopped:
        return say(language, ExploreSays::stopped);
      case Missed::at_limit:
        return say(language, ExploreSays::at_limit, ended.made);
      case Missed::at_time:
        return say(language, ExploreSays::at_time, given.text("time"));
      case Missed::cut_off:
        return say(language, ExploreSays::cut_off, ended.cut_off);
      case Missed::too_long:
        return say(language, ExploreSays::too_long, ended.too_long, Search::most_steps);
      case Missed::at_bound:
        return say(language, ExploreSays::at_bound, given.whole("bound", 0));
      case Missed::refused:
        return say(language, ExploreSays::refused);
      case Missed::shared_memory:
        return say(language, ExploreSays::shared_memory);
      case Missed::asked_machine:
        return say(language, ExploreSays::asked_machine);
      case Missed::hidden_locks:
        return say(language, ExploreSays::hidden_locks);
      case Missed::compared_times:
        return say(language, ExploreSays::compared_times);
    }
    throw std::logic_error("not reached");
  };
  std::vector<std::string> all;
  for (const Missed why : missed_by(ended, outcomes)) all.push_back(words(why));
  return all;
}

/// A worker reads the words of its runs once: of those that follow a plan, and of live ones. An
/// order that is to be shown brings its own.
Act act_of(const ExploreCall& call, Language language) {
  return [&call, language, planned = PreparedRun(), live = PreparedRun()](
             const WorkerRequest& request, Assignment& assignment) mutable {
    PreparedRun& run = request.plan ? planned : live;
    return carry_out(request, assignment, [&](User user) {
      user.language = language;
      user.watching = !call.lesson;
      if (!request.words.empty()) return prepare_run(call, request.words)(user);
      const Words order = request.plan ? Words() : Words{"--speed", "1"};
      if (!run) run = prepare_run(call, order);
      return run(user);
    });
  };
}

/// What is known of it before its end, too.
Exploration known_of(const ExploreCall& call, const Outcomes& outcomes, double seconds) {
  const bool any_sleep = call.given.has("any-sleep");
  return {.outcomes = outcomes,
          .incomplete = {},
          .seconds = seconds,
          .any_sleep = any_sleep,
          .command = command_of(call),
          .no_promise = any_sleep ? call.by_sleep : std::set<std::string>(),
          .failures = call.failures};
}

}  // namespace procdemo::cli
