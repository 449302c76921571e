#include "cli/course/lesson_quiz.h"

#include <algorithm>
#include <utility>

#include "base/problem.h"
#include "cli/course/paged_run.h"
#include "cli/course/program_of.h"
#include "cli/failure.h"
#include "cli/words/learn.h"
#include "trace/trace_reader.h"
#include "world/machine_trials.h"

namespace procdemo::cli {
namespace {

/// Under these conditions a lesson runs that was called by its name alone.
Conditions usual_conditions(const QuestionRun& called) {
  return {.options = called.values, .limits = called.limits, .terminal = called.terminal};
}

/// As it was recorded. Nothing where its reader ended it before its end.
std::optional<SeenRun> run_in(const std::string& trace, const Conditions& conditions) try {
  TraceReader reader(trace);
  SeenRun seen;
  seen.run = reader.run();
  while (auto event = reader.next()) seen.events.push_back(*std::move(event));
  seen.end = reader.end();
  seen.conditions = conditions;
  const bool whole = !seen.events.empty() && seen.events.back().as<event::Summary>();
  return whole && seen.end.survivors == 0 ? std::optional(std::move(seen)) : std::nullopt;
} catch (const Problem&) {
  return std::nullopt;
}

}  // namespace

LessonQuiz::LessonQuiz(const Lesson& lesson, const Reader& reader)
    : lesson_(lesson),
      reader_(reader),
      answers_(reader.pager),
      asking_(reader.style, answers_, reader.is_command) {
  if (lesson.questions.empty() || !try_tracing().ok) return;
  called_ = run_for(Question(), lesson, program_of(lesson));
  const auto mark_it = [this](const auto&... what) { mark(what...); };
  quiz_.emplace(called_, asking_, carried_for(reader.user), mark_it);
  for (const Question& question : lesson.questions) {
    const bool before = question.moment == Question::Moment::before;
    if (before && is_asked_under(question, usual_conditions(called_))) {
      predictions_.push_back(&question);
    }
  }
  take_up_predictions();
}

/// Somebody has foretold what the run shows, and was gone before it.
void LessonQuiz::take_up_predictions() {
  const Progress progress = reader_.progress.read();
  const auto marks = progress.lessons.find(lesson_.name);
  if (marks == progress.lessons.end()) return;
  for (const Question* const question : predictions_) {
    const auto mark = marks->second.questions.find(question->id);
    if (mark == marks->second.questions.end() || mark->second.tries > 0) continue;
    auto answer = read_answer(*question, mark->second.answer);
    if (answer && is_foretold(*question)) quiz_->foretell(*question, *std::move(answer));
  }
}

Asked LessonQuiz::predict(std::size_t number) {
  return quiz_->ask(*predictions_.at(number), nullptr);
}

void LessonQuiz::mark(const Question& question, const Answer& answer,
                      const std::optional<bool>& right) {
  reader_.progress.change([&](Progress& progress) {
    mark_answer(progress, lesson_.name, question.id, text_of(question, answer), right);
  });
}

LessonQuiz::Ran LessonQuiz::run() {
  if (lesson_.live_only) asking_.say_line(say(reader_.style.language, LearnSays::run_takes_time));
  int status = 0;
  const auto seen = run_called(called_, carried_for(reader_.user), status);
  if (!seen) return {};
  PagedRun paged(seen->run, reader_.style, reader_.pager);
  quiz_->stay();
  quiz_->tell(*seen, paged);
  if (!quiz_->is_left() && !paged.has_left()) paged.end(seen->end);
  if (paged.has_left()) return {.trace = trace_text(*seen)};
  return end_of(*seen);
}

LessonQuiz::Ran LessonQuiz::after(const std::string& trace) {
  const auto seen = asks() ? run_in(trace, usual_conditions(called_)) : std::nullopt;
  if (!seen) return {.trace = trace};
  quiz_->stay();
  return end_of(*seen);
}

LessonQuiz::Ran LessonQuiz::end_of(const SeenRun& run) {
  if (!quiz_->is_left()) quiz_->reveal(run);
  if (!quiz_->is_left()) quiz_->after(run);
  return {trace_text(run), quiz_->left_by(), quiz_->is_gone()};
}

}  // namespace procdemo::cli
