#include "cli/check/lesson_check.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <span>

#include "cli/check/claim_case.h"
#include "cli/words/check.h"
#include "cli/words/problem_words.h"
#include "lesson/python.h"
#include "lesson/variants.h"
#include "show/words/reasons.h"
#include "trace/meanings.h"
#include "trace/trace_reader.h"

namespace procdemo::cli {
namespace {

using Result = ReportCase::Result;

/// The orders under which claims have to hold: those that are easy to tell, and some that are not.
constexpr std::array schedules = {"parent-first", "child-first", "round-robin", "random:1",
                                  "random:2"};
constexpr std::array schedules_of_variant = {"parent-first", "child-first", "random:1"};
/// An interpreter starts in each run, which takes longer than the rest of it.
constexpr std::array schedules_in_python = {"round-robin", "child-first", "random:1"};
constexpr std::array schedules_of_variant_in_python = {"child-first"};
constexpr const char* live = "live";

/// One run of one variant.
struct Trial {
  Variant variant;
  std::string schedule;
};

class LessonCheck : public CheckUnit {
 public:
  LessonCheck(Lesson lesson, Words call, const CheckSettings& settings)
      : lesson_(std::move(lesson)), call_(std::move(call)), settings_(settings) {
    if (!settings_.observes) return;
    no_python_ = why_no_python();
    for (const Variant& variant : variants_of(lesson_)) {
      if (is_wanted(variant)) add_trials(variant);
    }
    cases_.resize(trials_.size());
  }

  std::string name() const override { return lesson_.id; }

  std::vector<Job> jobs() const override {
    std::vector<Job> jobs;
    for (const Trial& trial : trials_) {
      jobs.push_back({.commands = {words_of(trial)}, .keep = Keep::end});
    }
    return jobs;
  }

  void take(std::size_t job, std::vector<JobResult> results) override {
    cases_[job] = judge(trials_[job], results.front());
  }

  std::vector<CheckedCase> cases() override {
    std::vector<CheckedCase> all;
    for (std::vector<CheckedCase>& some : cases_) std::ranges::move(some, std::back_inserter(all));
    if (!settings_.observes) skip_all(all);
    skip_what_needs_live(all);
    skip_what_needs_python(all);
    return all;
  }

  std::string extent() const override {
    return say(settings_.language, CheckSays::claims, lesson_.claims.size(), trials_.size());
  }

 private:
  /// Found before the runs are made, which are children of this process: so it is looked for once.
  std::string why_no_python() const try {
    if (!lesson_.python.empty() && settings_.in != "cpp") find_python();
    return "";
  } catch (const Problem& problem) {
    return say(problem, settings_.language);
  }

  bool is_wanted(const Variant& variant) const {
    const bool python = is_python(variant.values);
    if (python && !no_python_.empty()) return false;
    return settings_.in.empty() || python == (settings_.in == "python");
  }

  /// The lesson as it is called without options is checked in more orders than its variants.
  static std::span<const char* const> orders_of(bool python, bool first) {
    if (python && first) return schedules_in_python;
    if (python) return schedules_of_variant_in_python;
    return first ? std::span<const char* const>(schedules) : schedules_of_variant;
  }

  void add_trials(const Variant& variant) {
    const bool python = is_python(variant.values);
    const bool first = trials_.empty() || is_python(trials_.back().variant.values) != python;
    for (const char* schedule : orders_of(python, first)) {
      if (!lesson_.live_only) trials_.push_back({variant, schedule});
    }
    if (has_live_claims(lesson_) && settings_.live) trials_.push_back({variant, live});
  }

  Words words_of(const Trial& trial) const {
    Words words = call_;
    words.insert(words.end(), trial.variant.words.begin(), trial.variant.words.end());
    words.insert(words.end(), {"--lang", settings_.language == Language::zh ? "zh" : "en"});
    if (trial.schedule != live)
      words.insert(words.end(), {"--schedule", trial.schedule, "--stable"});
    return words;
  }

  /// What a reader would type to see it.
  std::string command_of(const Trial& trial) const {
    Words words = call_;
    words.insert(words.end(), trial.variant.words.begin(), trial.variant.words.end());
    if (trial.schedule != live) words.insert(words.end(), {"--schedule", trial.schedule});
    return fmt::format("procdemo {}", fmt::join(words, " "));
  }

  std::string conditions_of(const Trial& trial) const {
    Words words = trial.variant.words;
    words.push_back(trial.schedule);
    return fmt::format("[{}]", fmt::join(words, " "));
  }

  std::string toml() const { return lesson_.id + "/lesson.toml"; }

  // --- from a run to cases ---

  std::vector<CheckedCase> judge(const Trial& trial, JobResult& result) const try {
    const Meanings meanings = meanings_in(result.answer.trace);
    TraceReader trace(std::move(result.answer.trace));
    Quotes quotes;  // all of a run that breaks a claim, and nothing of others
    while (const auto event = trace.next()) quotes.learn(restored(*event, meanings));
    const End end = restored(trace.end(), meanings);
    std::vector<CheckedCase> found;
    for (const Verdict& verdict : end.claims) judge_claim(trial, verdict, quotes, found);
    for (CheckedCase& one : found) one.report.seconds = result.seconds / found.size();
    const bool failed = std::ranges::any_of(
        found, [](const CheckedCase& one) { return one.report.result == Result::failed; });
    const bool explained = failed && result.answer.status == static_cast<int>(Status::claim_failed);
    if (result.answer.status != 0 && !explained) found.push_back(broken_run(trial, result));
    return found;
  } catch (const Problem&) {  // it has not come to its end, or has not even begun
    return {broken_run(trial, result)};
  }

  /// A claim that needs to be live is the live run's business, and nothing else is.
  void judge_claim(const Trial& trial, const Verdict& verdict, const Quotes& quotes,
                   std::vector<CheckedCase>& found) const {
    const auto claim = std::ranges::find(lesson_.claims, verdict.id, &Claim::id);
    if (claim == lesson_.claims.end()) return;
    const bool needs_live = lesson_.live_only || claim->needs_live;
    if (needs_live != (trial.schedule == live)) return;
    ReportCase report = claim_case(*claim, verdict, lesson_.id, toml(), settings_.language, quotes);
    report.name += " " + conditions_of(trial);
    found.push_back({.report = std::move(report),
                     .excused = !verdict.holds && !was_not_checkable(verdict),
                     .command = command_of(trial)});
  }

  /// The program itself did not do as it should: what it said last is told. What this machine does
  /// not allow is a reason to skip.
  CheckedCase broken_run(const Trial& trial, const JobResult& result) const {
    CheckedCase one;
    one.command = command_of(trial);
    one.report.suite = lesson_.id;
    one.report.name = say(settings_.language, CheckSays::run_ends) + " " + conditions_of(trial);
    const bool denied = result.answer.status == static_cast<int>(Status::not_allowed);
    one.report.result = denied ? Result::skipped : Result::failed;
    one.report.why = result.hung
                         ? say(settings_.language, CheckSays::hung, Workers::patience.count())
                         : last_line(result.answer.printed);
    one.report.details = result.answer.printed;
    one.report.seconds = result.seconds;
    return one;
  }

  static std::string last_line(std::string text) {
    while (text.ends_with('\n')) text.pop_back();
    return text.substr(text.rfind('\n') + 1);  // 0 for npos + 1
  }

  // --- what was not run ---

  void skip_all(std::vector<CheckedCase>& all) const {
    for (const Claim& claim : lesson_.claims) all.push_back(skipped(claim, settings_.denied));
  }

  void skip_what_needs_live(std::vector<CheckedCase>& all) const {
    if (settings_.live || !settings_.observes) return;
    for (const Claim& claim : lesson_.claims) {
      if (!lesson_.live_only && !claim.needs_live) continue;
      all.push_back(skipped(claim, say(settings_.language, Reason::live)));
      all.back().excused = true;
    }
  }

  /// Those that only the program in C++ shows are not missed.
  void skip_what_needs_python(std::vector<CheckedCase>& all) const {
    if (no_python_.empty() || !settings_.observes) return;
    for (const Claim& claim : lesson_.claims) {
      const auto in = claim.when.find(program_language().name);
      const bool in_cpp = in != claim.when.end() && in->second == "cpp";
      if (in_cpp) continue;
      all.push_back(skipped(claim, no_python_));
      all.back().report.name += " [--in python]";
    }
  }

  CheckedCase skipped(const Claim& claim, const std::string& why) const {
    CheckedCase one;
    one.report = claim_case(claim, {}, lesson_.id, toml(), settings_.language, {});
    one.report.why = why;
    return one;
  }

  Lesson lesson_;
  Words call_;
  CheckSettings settings_;
  std::string no_python_;  ///< why what is told in Python can't be run, or empty
  std::vector<Trial> trials_;
  std::vector<std::vector<CheckedCase>> cases_;  // of each trial
};

}  // namespace

std::unique_ptr<CheckUnit> check_of_lesson(Lesson lesson, Words call,
                                           const CheckSettings& settings) {
  return std::make_unique<LessonCheck>(std::move(lesson), std::move(call), settings);
}

}  // namespace procdemo::cli
