// procdemo explore: every order of a program's steps that can be told apart, each really run.
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "base/fd.h"
#include "base/problem.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"
#include "cli/explore/call.h"
#include "cli/explore/options.h"
#include "cli/explore/view.h"
#include "cli/print.h"
#include "cli/running/carry_out.h"
#include "cli/running/denial.h"
#include "cli/terminal.h"
#include "cli/words/explore.h"
#include "explore/explorer.h"
#include "explore/problems.h"
#include "lesson/catalogue.h"
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

std::string name_of(const ExploreCall& call) {
  return call.lesson ? call.lesson->name : call.program.front();
}

/// What others have said, with the newline that ends it already.
void complain_with(std::string_view said) {
  if (said.empty()) return;
  if (said.ends_with('\n')) said.remove_suffix(1);
  write_all(STDERR_FILENO, escaped_lines(said));
}

/// Asked before the first run, which would run unobserved.
void expect_tracing(const ExploreCall& call, Language language) {
  if (try_tracing().ok) return;
  throw Problem(Status::not_allowed, MachineProblem::ptrace_denied,
                {name_of(call), say(why_denied(EPERM), language)});
}

/// What it complained of says why.
void expect_started(const ExploreCall& call, const Outcomes& outcomes) {
  const auto status = outcomes.not_started();
  if (!status) return;
  complain_with(outcomes.complaints());
  throw Problem(Status::usage, ExploreProblem::not_started,
                {name_of(call), std::to_string(*status)});
}

/// A run could not even begin. What it printed says why.
[[noreturn]] void throw_failure(const Explorer::Ended& ended) {
  // A command before the run may have written anything.
  complain_with(*ended.wrong);
  const int status = ended.wrong_status == 0 ? 1 : ended.wrong_status;
  throw Problem(static_cast<Status>(status), ExploreProblem::failed);
}

std::vector<std::string> why_incomplete(const Explorer::Ended& ended, const Given& given,
                                        const Outcomes& outcomes, Language language) {
  std::vector<std::string> why;
  const auto add = [&](ExploreSays what, const auto&... args) {
    why.push_back(say(language, what, args...));
  };
  if (ended.signal != 0) add(ExploreSays::stopped);
  if (ended.at_limit) add(ExploreSays::at_limit, ended.made);
  if (ended.at_time) add(ExploreSays::at_time, given.text("time"));
  if (outcomes.refused()) add(ExploreSays::refused);
  if (ended.cut_off > 0) add(ExploreSays::cut_off, ended.cut_off);
  if (ended.too_long > 0) add(ExploreSays::too_long, ended.too_long, Search::most_steps);
  if (!ended.complete && ended.cut_off == 0 && ended.too_long == 0 && given.has("bound")) {
    add(ExploreSays::at_bound, given.whole("bound", 0));
  }
  if (outcomes.shared_memory()) add(ExploreSays::shared_memory);
  if (outcomes.asked_machine()) add(ExploreSays::asked_machine);
  if (outcomes.hidden_locks()) add(ExploreSays::hidden_locks);
  return why;
}

int status_of(const Exploration& all, const Explorer::Ended& ended, const Given& given) {
  if (ended.signal != 0) return 128 + ended.signal;
  const bool broken = std::ranges::any_of(all.outcomes.claims(), [&](const auto& claim) {
    return all.is_broken(claim.first, claim.second);
  });
  if (broken || all.outcomes.deadlock()) return static_cast<int>(Status::claim_failed);
  if (all.outcomes.refused()) return static_cast<int>(Status::not_allowed);
  if (all.outcomes.runs() > 0 || !ended.at_time) return 0;
  throw Problem(Status::limit, ExploreProblem::out_of_time, {given.text("time")});
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

/// Whoever looks for what is wrong with a program wants an answer; a search may take hours.
bool wants_first_look(const ExploreCall& call) {
  const Given& given = call.given;
  const bool is_short = given.has("limit") || given.has("time") || given.has("bound");
  return !call.lesson && !is_short && given.choice("format", "text") == "text";
}

int explore(const Command&, const Words& words, const User& user) {
  constexpr std::chrono::duration<double> answer_after(4.5);
  const ExploreCall call = explore_call(words, user);
  const Given& given = call.given;
  if (given.help) return 0;
  const bool json = given.choice("format", "text") == "json";
  const Style style = wanted_style(given, user);
  expect_proc();
  expect_tracing(call, user.language);

  ProgressLine progress;
  Explorer::Settings settings = settings_of(call);
  const auto tell_first = [&](const Outcomes& outcomes, double seconds) {
    progress.clear();
    print(first_answer_of(known_of(call, outcomes, seconds), style));
  };
  if (wants_first_look(call)) settings.first_look = FirstLook{answer_after, tell_first};
  Explorer explorer(settings, act_of(call, user.language));
  const Explorer::Ended ended = explorer.run([&](const Outcomes& outcomes) {
    progress.draw(say(user.language, ExploreSays::progress, outcomes.runs(), outcomes.orders(),
                      outcomes.outputs().size()));
  });
  progress.clear();
  if (ended.wrong) throw_failure(ended);
  expect_started(call, explorer.outcomes());

  Exploration all = known_of(call, explorer.outcomes(), explorer.seconds());
  all.incomplete = why_incomplete(ended, given, explorer.outcomes(), user.language);
  all.sleep_unknown = ended.sleep_unknown;
  all.live_wanted = ended.signal == 0 ? settings.live_runs : explorer.outcomes().live_runs();
  all.shared = explorer.why_shared();
  print(json ? json_of(all) : text_of(all, style));
  return status_of(all, ended, given);
}

}  // namespace

Subcommand explore_command() {
  return {.name = "explore",
          .command = exploration(),
          .run = explore,
          .command_for = [](const std::string& lesson) {
            return exploration_of(lesson_named(lesson), lesson);
          }};
}

}  // namespace procdemo::cli
