#include "cli/quiz/quiz.h"

#include <algorithm>
#include <utility>

#include "base/problem.h"
#include "base/text/shell_word.h"
#include "cli/failure.h"
#include "cli/words/problem_words.h"
#include "cli/words/quiz.h"
#include "lesson/catalogue.h"

namespace procdemo::cli {

using Moment = Question::Moment;

Carried carried_for(const User& user) {
  return [user](const std::function<void()>& work) {
    return status_of([&] { return work(), 0; }, user);
  };
}

bool is_foretold(const Question& question) {
  return question.moment == Moment::before && !question.has_own_run();
}

namespace {

/// A folder of somebody's own is run by its path.
Caller caller_of(const Lesson& lesson) {
  if (is_own(lesson)) return {lesson.name, lesson.name};
  return {lesson.name, "run " + shell_word(lesson.folder.string())};
}

}  // namespace

Quiz::Quiz(const QuestionRun& called, Asking& asking, Carried carry, Marking mark)
    : lesson_(called.lesson),
      asking_(asking),
      knowledge_(called, std::move(carry)),
      mark_(std::move(mark)) {}

bool Quiz::is_asked(const Question& question, const SeenRun& run) const {
  return !left_out_.contains(question.id) && is_asked_under(question, run.conditions) &&
         asking_.has_answerer(question);
}

std::vector<std::string> Quiz::leave_out_unanswerable(const SeenRun& run) {
  const auto answers = [&](const Question& question) {
    if (question.has_own_run()) return true;
    if (needs_cpp(question)) return false;
    return faults_of(question, solve(question, knowledge_, &run), &run).empty();
  };
  std::vector<std::string> ids;
  for (const Question& question : lesson_.questions) {
    if (!is_asked(question, run) || answers(question)) continue;
    ids.push_back(question.id);
    left_out_.insert(question.id);
  }
  return ids;
}

void Quiz::before(const SeenRun& run) {
  ask_all(Moment::before, run);
}

void Quiz::after(const SeenRun& run) {
  ask_all(Moment::after, run);
}

void Quiz::ask_all(Moment moment, const SeenRun& run) {
  for (const Question& question : lesson_.questions) {
    if (is_left()) return;
    if (question.moment == moment && is_asked(question, run)) ask(question, &run);
  }
}

void Quiz::foretell(const Question& question, Answer answer) {
  foretold_.insert_or_assign(question.id, std::move(answer));
}

Asked Quiz::ask(const Question& question, const SeenRun* run) {
  const auto known = foretold_.find(question.id);
  Asked asked =
      asking_.ask(question, known == foretold_.end() ? std::nullopt : std::optional(known->second));
  left_by_ = asked.left_by;
  is_gone_ = asked.is_gone;
  if (!asked.answer) return asked;
  if (is_foretold(question)) {
    asking_.say_line(say(asking_.language(), QuizSays::later), 2);
    foretell(question, *asked.answer);
    mark_(question, *asked.answer, std::nullopt);
  } else {
    tell_answer(question, *asked.answer, run);
  }
  return asked;
}

void Quiz::tell(const SeenRun& run, QuizTelling& telling) {
  std::multimap<std::size_t, const Question*> moments;
  for (const Question& question : lesson_.questions) {
    if (question.moment != Moment::at || !is_asked(question, run)) continue;
    if (const auto event = first_match(question.at, run)) moments.emplace(*event, &question);
  }
  telling.begin();
  for (std::size_t i = 0; i < run.events.size(); ++i) {
    const auto [first, last] = moments.equal_range(i);
    for (auto here = first; here != last && !is_left(); ++here) {
      telling.pause();
      ask(*here->second, &run);
      asking_.say_line("");  // the run goes on
    }
    if (is_left() || telling.has_left()) return;
    telling.event(run.events[i]);
  }
}

void Quiz::reveal(const SeenRun& run) {
  for (const Question& question : lesson_.questions) {
    if (asking_.has_left()) return;
    const auto answer = foretold_.extract(question.id);
    if (answer.empty()) continue;
    const std::string words = question.words.in(asking_.language());
    const std::string above = "\n" + say(asking_.language(), QuizSays::foretold, words);
    tell_answer(question, answer.mapped(), &run, above);
  }
}

/// Of a schedule the run is that of the answer.
void Quiz::tell_answer(const Question& question, const Answer& answer, const SeenRun* run,
                       const std::string& above) try {
  const bool goal = question.kind == Question::Kind::schedule;
  const Facts facts =
      goal ? knowledge_.facts_for(question, answer) : knowledge_.facts_for(question, run);
  const Grade grade = questions::grade(question, answer, facts);
  asking_.tell(question, answer, grade, facts, caller_of(lesson_), above);
  if (!grade.right) return;
  ++answered_;
  if (*grade.right) ++right_;
  mark_(question, answer, grade.right);
} catch (const Problem& problem) {
  if (!above.empty()) asking_.say_line(above);
  asking_.say_line(say(problem, asking_.language()), 2);
}

}  // namespace procdemo::cli
