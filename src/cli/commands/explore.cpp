// procdemo explore: every order of a program's steps that can be told apart, each really run.
#include <algorithm>
#include <chrono>

#include "base/problem.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"
#include "cli/explore/call.h"
#include "cli/explore/making.h"
#include "cli/explore/options.h"
#include "cli/explore/view.h"
#include "cli/print.h"
#include "cli/terminal.h"
#include "cli/words/explore.h"
#include "explore/explorer.h"
#include "explore/problems.h"
#include "lesson/catalogue.h"

namespace procdemo::cli {
namespace {

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

constexpr std::chrono::duration<double> answer_after(4.5);

/// Whoever looks for what is wrong with a program wants an answer; a search may take hours.
bool wants_first_look(const ExploreCall& call) {
  const Given& given = call.given;
  const bool is_short =
      given.has("limit") || given.number("time", longest_search) < 2 * answer_after.count();
  return !call.lesson && !is_short && given.choice("format", "text") == "text";
}

int explore(const Command&, const Words& words, const User& user) {
  const ExploreCall call = explore_call(words, user);
  const Given& given = call.given;
  if (given.help) return 0;
  const bool json = given.choice("format", "text") == "json";
  const Style style = wanted_style(given, user);
  expect_observable(call, user.language);

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
