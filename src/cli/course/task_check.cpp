#include "cli/course/task_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/problem.h"
#include "cli/course/pages.h"
#include "cli/explore/making.h"
#include "cli/explore/view.h"
#include "cli/print.h"
#include "cli/terminal.h"
#include "cli/words/task.h"
#include "lesson/claims_file.h"
#include "show/sentences/finding_words.h"
#include "show/terminal/escape.h"
#include "show/terminal/frame.h"
#include "show/terminal/sheet.h"
#include "show/words/frame.h"

namespace procdemo::cli {
namespace {

/// A sleep orders nothing: whoever has ordered his processes by sleeping is found out.
Words exploration_words(const Handout& handout, const Words& program) {
  Words words = {"--any-sleep", "--time", "5", "--claims", handout.claims().string(), "--"};
  words.insert(words.end(), program.begin(), program.end());
  return words;
}

/// As a student would type it; the interpreter as it is, for another one has other steps.
std::string typed(const Handout& handout, const Words& program) {
  if (handout.language == TaskLanguage::python) return program.front() + " " + handout.program();
  return program.front().ends_with("/task") ? "./task" : program.front();
}

class TaskText {
 public:
  TaskText(const Exploration& all, const Handout& handout, const Style& style)
      : all_(all), found_(all.outcomes), handout_(handout), style_(style), sheet_(style) {}

  std::string text(const std::string& program) {
    sum();
    const std::vector<Claim> claims = load_claims(handout_.claims()).claims;
    for (const Claim& claim : claims) choose_order(claim);
    if (wrong_ && wrong_->trace) why_ = why_broken(*wrong_->trace, style_.language);
    for (const Claim& claim : claims) tell(claim);
    if (found_.deadlock()) {
      bad_row(say(TaskSays::deadlock, found_.deadlocks()));
      if (!wrong_) wrong_ = found_.deadlock();
    }
    faults();
    if (wrong_) show_order(*wrong_, program);
    sheet_.blank();
    sheet_.prose({{say(ending()), bold}});
    return sheet_.take();
  }

  bool is_solved() const { return !wrong_ && !unchecked_; }
  bool is_unchecked() const { return !wrong_ && unchecked_; }

 private:
  template <class... Args>
  std::string say(TaskSays what, const Args&... args) const {
    return cli::say(style_.language, what, args...);
  }

  void bad_row(const std::string& text) { sheet_.prose({{"✗ ", bad}, {text}}, 2, 2); }

  bool has_all() const { return all_.incomplete.empty(); }

  void sum() {
    const std::string seconds = fmt::format("{:.1f}", all_.seconds);
    const TaskSays what = has_all() ? TaskSays::all_orders : TaskSays::some_orders;
    sheet_.prose({{say(what, handout_.program(), found_.runs(), seconds), bold}});
  }

  /// Where no run came to its end, nothing is known of it.
  Outcomes::Claim facts_of(const Claim& claim) const {
    const auto known = found_.claims().find(claim.id);
    return known == found_.claims().end() ? Outcomes::Claim() : known->second;
  }

  void choose_order(const Claim& claim) {
    const Outcomes::Claim facts = facts_of(claim);
    if (facts.broken == 0) return;
    if (!wrong_ || facts.example.steps < wrong_->steps) wrong_ = facts.example;
  }

  /// One that the order breaks which is shown says there why.
  void tell(const Claim& claim) {
    const std::string words = escaped(claim.words.in(style_.language));
    const Outcomes::Claim facts = facts_of(claim);
    if (facts.broken > 0) {
      bad_row(say(TaskSays::broken, words, facts.broken, facts.broken + facts.held));
      const auto why = why_.find(claim.id);
      if (why != why_.end()) sheet_.prose({{escaped(why->second), dim}}, 4);
    } else if (facts.held > 0) {
      sheet_.prose({{"✓ ", good}, {say(TaskSays::holds, words)}}, 2, 2);
    } else {
      unchecked_ = true;
      sheet_.prose({{"- ", bold}, {say(TaskSays::unchecked, words)}}, 2, 2);
    }
  }

  void faults() {
    bool first = true;
    for (const Fault* fault : faults_in_order(found_)) {
      if (std::exchange(first, false)) {
        sheet_.blank();
        sheet_.prose({{show::say(style_.language, Frame::findings_heading), bold}});
      }
      finding_rows(sheet_, shown_finding(fault->finding, {}, style_.language), style_);
    }
  }

  void show_order(const Example& example, const std::string& program) {
    sheet_.blank();
    sheet_.prose({{say(TaskSays::shortest, example.steps), bold}});
    // Of a program that makes many processes it would be pages.
    constexpr std::size_t most_rows = 100;
    const ShownAs as = {.typed = handout_.language == TaskLanguage::cpp ? program : "",
                        .says_broken = false};
    const std::string lanes = example.trace ? as_lanes(*example.trace, style_, as) : "";
    if (rows_in(lanes) <= most_rows) sheet_.add(lanes);
    const std::string command = fmt::format(
        "procdemo watch --claims claims.toml --schedule {} -- {}", example.token, program);
    sheet_.prose({{say(TaskSays::again)}});
    sheet_.add("  " + escaped(command) + "\n");  // whole, to be copied
  }

  TaskSays ending() const {
    if (wrong_) return TaskSays::not_solved;
    if (unchecked_) return TaskSays::could_not;
    return has_all() ? TaskSays::solved_all : TaskSays::solved_some;
  }

  const Exploration& all_;
  const Outcomes& found_;
  const Handout& handout_;
  Style style_;
  Sheet sheet_;
  std::optional<Example> wrong_;            // the shortest order that shows it
  std::map<std::string, std::string> why_;  // it breaks a claim, by the claim's id
  bool unchecked_ = false;
};

}  // namespace

int check_task(const Handout& handout, const Style& style, const User& user) {
  const Words program = command_of(handout);
  const ExploreCall call = explore_call(exploration_words(handout, program), user);
  expect_observable(call, user.language);
  ProgressLine progress;
  Explorer::Settings settings = settings_of(call);
  settings.compares_sleep = false;  // what sleeping arranges is wrong here
  Explorer explorer(settings, act_of(call, user.language));
  const Explorer::Ended ended = explorer.run([&](const Outcomes& outcomes) {
    progress.draw(say(user.language, TaskSays::progress, outcomes.runs()));
  });
  progress.clear();
  if (ended.signal != 0) return 128 + ended.signal;
  if (ended.wrong) throw_failure(ended);
  expect_started(call, explorer.outcomes());

  Exploration all = known_of(call, explorer.outcomes(), explorer.seconds());
  all.incomplete = why_incomplete(ended, call.given, explorer.outcomes(), user.language);
  TaskText text(all, handout, style);
  print(text.text(typed(handout, program)));
  if (text.is_solved()) return 0;
  return static_cast<int>(text.is_unchecked() ? Status::not_allowed : Status::claim_failed);
}

}  // namespace procdemo::cli
