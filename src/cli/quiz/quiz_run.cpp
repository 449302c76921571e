#include "cli/quiz/quiz_run.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/problem.h"
#include "cli/failure.h"
#include "cli/quiz/asking.h"
#include "cli/running/run_output.h"
#include "cli/words/problem_words.h"
#include "cli/words/quiz.h"
#include "questions/knowledge.h"

namespace procdemo::cli {
namespace {

using Moment = Question::Moment;

Carried carried_for(const User& user) {
  return [user](const std::function<void()>& work) {
    return status_of([&] { return work(), 0; }, user);
  };
}

bool wants_stands(const std::vector<Question>& questions) {
  return std::ranges::any_of(questions, [](const Question& question) {
    return question.kind == Question::Kind::next || question.kind == Question::Kind::does;
  });
}

QuestionRun run_of(const QuizCall& call) {
  OptionValues given;
  for (const std::string& name : call.lesson.given) {
    const auto value = call.lesson.values.find(name);
    if (value != call.lesson.values.end()) given.insert(*value);
  }
  return {.lesson = call.lesson.lesson,
          .program = call.lesson.program,
          .values = call.lesson.values,
          .given = std::move(given),
          .terminal = call.options.request.terminal,
          .limits = call.options.request.limits};
}

/// A run, and whoever is asked about it.
class Quiz {
 public:
  Quiz(const QuizCall& call, SeenRun run, const Answers* answers, const User& user)
      : lesson_(call.lesson.lesson),
        run_(std::move(run)),
        asking_(call.options.style, answers),
        knowledge_(run_of(call), carried_for(user)),
        language_(user.language),
        output_(call.subject, call.options) {}

  int tell() {
    output_.begin();
    ask_all(Moment::before);
    for (std::size_t i = 0; i < run_.events.size(); ++i) {
      ask_at(i);
      output_.event(run_.events[i]);
    }
    reveal();
    output_.end(run_.end);
    ask_all(Moment::after);
    if (answered_ > 0) asking_.say_line(say(language_, QuizSays::score, right_, answered_));
    return run_.end.status;
  }

 private:
  struct Foretold {
    const Question& question;
    Answer answer;
  };

  bool is_asked(const Question& question) const {
    const OptionValues& values = run_.conditions.options;
    const bool fits = std::ranges::all_of(question.when, [&](const auto& wanted) {
      if (wanted.first == "no-tty") return run_.conditions.terminal == (wanted.second == "false");
      const auto value = values.find(wanted.first);
      return value != values.end() && value->second == wanted.second;
    });
    return fits && asking_.has_answerer(question);
  }

  void ask_all(Moment moment) {
    for (const Question& question : lesson_.questions) {
      if (question.moment == moment && is_asked(question)) ask(question);
    }
  }

  /// Those that are about what comes now.
  void ask_at(std::size_t event) {
    for (const Question& question : lesson_.questions) {
      const bool at = question.moment == Moment::at && is_asked(question);
      if (at && first_match(question.at, run_) == event) ask(question);
    }
  }

  /// What was foretold of this run shows itself in it; all else at once.
  void ask(const Question& question) {
    output_.pause();
    output_.flush();
    const auto answer = asking_.ask(question);
    if (!answer) return;
    if (question.moment == Moment::before && !question.has_own_run()) {
      asking_.say_line(say(language_, QuizSays::later), 2);
      foretold_.push_back({question, *answer});
    } else {
      tell(question, *answer);
    }
  }

  void reveal() {
    if (foretold_.empty()) return;
    output_.pause();
    output_.flush();
    for (const Foretold& one : foretold_) {
      asking_.say_line("\n" + say(language_, QuizSays::foretold, one.question.words.in(language_)));
      tell(one.question, one.answer);
    }
  }

  void tell(const Question& question, const Answer& answer) try {
    const bool goal = question.kind == Question::Kind::schedule;
    const Facts facts =
        goal ? knowledge_.facts_for(question, answer) : knowledge_.facts_for(question, &run_);
    const Grade grade = questions::grade(question, answer, facts);
    asking_.tell(question, answer, grade, facts, lesson_.name);
    if (!grade.right) return;
    ++answered_;
    if (*grade.right) ++right_;
  } catch (const Problem& problem) {
    asking_.say_line(say(problem, language_), 2);
  }

  const Lesson& lesson_;
  const SeenRun run_;
  Asking asking_;
  Knowledge knowledge_;
  const Language language_;
  RunOutput output_;
  std::vector<Foretold> foretold_;
  int answered_ = 0, right_ = 0;
};

}  // namespace

int quiz_run(const QuizCall& call, const User& user) {
  const std::vector<Question>& questions = call.lesson.lesson.questions;
  std::optional<Answers> answers;
  if (!call.quiz.answers.empty()) answers = load_answers(call.quiz.answers, questions);
  const auto end = [&](const Finished& run) {
    const int status = call.judge.status(run.outcome, run.claims);
    return end_of(run.outcome, status, run.token, run.claims);
  };
  int status = 0;
  const Seeing seeing = {.carry = carried_for(user), .end = end, .stands = wants_stands(questions)};
  auto run = see(call.subject, call.options.request, seeing, status);
  if (!run) return status == 0 ? static_cast<int>(Status::not_allowed) : status;
  call.subject.header = run->run;
  return Quiz(call, *std::move(run), answers ? &*answers : nullptr, user).tell();
}

}  // namespace procdemo::cli
