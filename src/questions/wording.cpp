#include "questions/wording.h"

#include <fmt/format.h>

#include <algorithm>

#include "lesson/questions/run_words.h"
#include "questions/words/questions.h"
#include "show/narrator.h"

namespace procdemo::questions {
namespace {

using Kind = Question::Kind;

std::string lettered(std::size_t number, const std::string& text) {
  return fmt::format("  {}  {}", letter_of(number), text);
}

/// The rows of some events, as a reader of the whole run sees them.
std::vector<std::string> rows_of(const SeenRun& run, const std::vector<std::size_t>& events,
                                 Language language) {
  constexpr int wide = 1000;  // columns: whoever shows them wraps them
  std::string text;
  Style style;
  style.language = language;
  style.width = wide;
  style.findings = false;
  const auto narrator =
      make_narrator(Format::plain, style, [&](std::string_view more) { text += more; });
  narrator->begin(run.run);
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < run.events.size(); ++i) {
    text.clear();
    narrator->event(run.events[i]);
    narrator->pause(moment);
    if (std::ranges::count(events, i) == 0 || text.empty()) continue;
    text.pop_back();
    rows.push_back(text);
  }
  return rows;
}

/// With the words of a choice behind its letter, where it takes one.
std::string shown_answer(const Question& question, const Answer& answer, Language language) {
  std::string text = text_of(question, answer);
  const bool one = answer.chosen.size() == 1 && !question.choices.empty();
  if (!one) return text;
  return fmt::format("{}, {}", text, question.choices[answer.chosen.front()].words.in(language));
}

std::string command_for(const std::string& token, const Question& question,
                        const std::string& lesson) {
  const std::string name = question.has_own_run() ? lesson_in(question.run) : lesson;
  return fmt::format("procdemo {} --schedule {}", name, token);
}

}  // namespace

std::vector<std::string> lines_of(const Question& question, Language language) {
  std::vector<std::string> lines = {
      say(language, QuestionSays::question, question.words.in(language))};
  if (question.has_own_run()) lines.push_back(say(language, QuestionSays::about, question.run));
  if (question.exact_sleeps) lines.push_back(say(language, QuestionSays::exact_sleeps));
  for (std::size_t i = 0; i < question.choices.size(); ++i) {
    lines.push_back(lettered(i, question.choices[i].words.in(language)));
  }
  for (std::size_t i = 0; i < question.lines.size(); ++i) {
    lines.push_back(lettered(i, question.lines[i]));
  }
  return lines;
}

std::string how_to_answer(const Question& question, Language language) {
  const std::size_t offered = std::max(question.choices.size(), question.lines.size());
  const std::string last = offered == 0 ? "" : letter_of(offered - 1);
  switch (question.kind) {
    case Kind::number:
      return say(language, QuestionSays::how_number);
    case Kind::order:
      return say(language, QuestionSays::how_order, last);
    case Kind::next:
      return say(language, QuestionSays::how_next);
    case Kind::schedule:
      return say(language, QuestionSays::how_schedule);
    case Kind::choice:
    case Kind::outputs:
    case Kind::does:
      break;
  }
  const bool several = question.takes_several();
  return say(language, several ? QuestionSays::how_several : QuestionSays::how_choice, last);
}

Told told_of(const Question& question, const Answer& answer, const Grade& grade, const Facts& facts,
             const std::string& lesson, Language language) {
  Told told;
  const auto add = [&](QuestionSays what, const auto&... args) {
    told.lines.push_back(say(language, what, args...));
  };
  const std::string given = shown_answer(question, answer, language);
  if (!grade.right) {
    add(QuestionSays::unknown, given);
    return told;
  }
  add(*grade.right ? QuestionSays::right : QuestionSays::wrong, given);
  if (!*grade.right) {
    for (const Wording& why : grade.tempting) told.lines.push_back(why.in(language));
    const bool goal = question.kind == Kind::schedule;
    if (grade.best) {
      add(goal ? QuestionSays::best_goal : QuestionSays::best,
          shown_answer(question, *grade.best, language));
    }
    if (facts.run) told.events = rows_of(*facts.run, grade.shown.events, language);
    if (question.has_own_run() && !grade.shown.token.empty()) {
      told.command = command_for(grade.shown.token, question, lesson);
    }
  }
  if (!question.why.en.empty()) told.lines.push_back(question.why.in(language));
  return told;
}

}  // namespace procdemo::questions
