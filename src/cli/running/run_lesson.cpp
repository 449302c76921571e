#include "cli/running/run_lesson.h"

#include <unistd.h>

#include <algorithm>
#include <ranges>

#include "base/problem.h"
#include "cli/describe/lesson_command.h"
#include "cli/quiz/quiz_options.h"
#include "cli/quiz/quiz_run.h"
#include "cli/running/run_options.h"
#include "cli/running/tell_run.h"
#include "schedule/problems.h"
#include "world/machine_trials.h"
#include "world/problems.h"

namespace procdemo::cli {
namespace {

/// A lesson is all well where its claims hold, whatever its program's own status.
class LessonJudge : public Judge {
 public:
  LessonJudge(const Lesson& lesson, Format format) : lesson_(lesson), format_(format) {}

  int status(const Outcome& outcome, const std::vector<Verdict>& claims) const override {
    const int signal = signal_of(outcome);
    return signal != 0 ? 128 + signal : static_cast<int>(finding(outcome, claims));
  }

  void expect_unobserved(const std::string& why) const override {
    if (!lesson_.guarded) return;
    throw Problem(Status::not_allowed, MachineProblem::ptrace_denied, {lesson_.name, why});
  }

  /// In a trace its words would be no JSON: there they go to standard error.
  int output_of_program() const override {
    return format_ == Format::jsonl ? STDERR_FILENO : STDOUT_FILENO;
  }

 private:
  /// The signal that ended the run: sent to procdemo, or Ctrl-C that ended the program.
  static int signal_of(const Outcome& outcome) {
    if (outcome.signal != 0) return outcome.signal;
    const auto killed = outcome.wait_status.killed();
    return outcome.interrupted && killed ? killed->signal : 0;
  }

  Status finding(const Outcome& outcome, const std::vector<Verdict>& claims) const {
    const Status status = status_of_run(outcome, lesson_.limit_expected);
    if (status != Status::ok) return status;
    const auto failed = [](const Verdict& verdict) { return verdict.holds == false; };
    const auto refused = [](const Verdict& verdict) { return is_skipped(verdict, Skip::refused); };
    if (std::ranges::any_of(claims, failed)) return Status::claim_failed;
    return std::ranges::any_of(claims, refused) ? Status::not_allowed : Status::ok;
  }

  const Lesson& lesson_;
  Format format_;
};

/// A lesson that needs to be live is told so that it can be compared, but in no chosen order.
void expect_possible(const Lesson& lesson, const Given& given, Request& request) {
  if (!lesson.live_only || !request.order) return;
  if (given.has("step"))
    throw Problem(Status::usage, ScheduleProblem::lesson_unsteppable, {lesson.name});
  if (given.has("schedule") || given.has("speed"))
    throw Problem(Status::usage, ScheduleProblem::lesson_is_live, {lesson.name});
  request.order.reset();
  request.schedule = "live";
}

}  // namespace

Executable wanted_program(const Lesson& lesson, const Given& given, InCpp in_cpp) {
  if (is_python(lesson_values(lesson, given))) return python_of(lesson);
  return executable_of(lesson, in_cpp(lesson));
}

int run_lesson(const Lesson& lesson, const Executable& program, const Given& given,
               const User& user) {
  RunOptions options = read_run_options(given, user, lesson.limits);
  expect_possible(lesson, given, options.request);
  const QuizOptions quiz = read_quiz_options(given, user, lesson.live_only, options);
  const auto names = std::views::keys(given.options);
  const LessonCall call = {.lesson = lesson,
                           .program = program,
                           .values = lesson_values(lesson, given),
                           .given = {names.begin(), names.end()}};
  Subject subject = subject_of(call, options.request);
  const LessonJudge judge(lesson, options.format);
  const bool asks = quiz.wanted && !lesson.questions.empty() && try_tracing().ok;
  if (asks) return quiz_run({call, quiz, subject, options, judge}, user);
  return tell_run(subject, options, judge, user);
}

}  // namespace procdemo::cli
