#include "questions/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "lesson/questions/run_words.h"
#include "questions/words/questions.h"
#include "show/narrator.h"
#include "show/terminal/ink.h"
#include "show/terminal/wrap.h"

namespace procdemo::questions {
namespace {

using Kind = Question::Kind;

std::string lettered(std::size_t number, const std::string& text) {
  return fmt::format("  {}  {}", letter_of(number), text);
}

constexpr std::size_t beside_name = 12;  // columns (show/terminal/plain.cpp)

/// What is behind the time and the name, in rows that fit.
std::vector<std::string> laid_out(const std::string& row, const Name& process, int width) {
  constexpr std::size_t shortest_name = 7;  // columns
  constexpr int least = 20;
  const std::size_t left = beside_name + std::max(process.size(), shortest_name);
  const std::string words = row.substr(std::min(left, row.size()));
  const int room = std::max(width - static_cast<int>(left), least);
  std::vector<std::string> rows;
  for (const Rich& part : wrap({{words}}, room, Break::words)) {
    const std::string before = rows.empty() ? row.substr(0, left) : std::string(left, ' ');
    rows.push_back(before + paint(part, false));
  }
  return rows;
}

/// The rows of some events, as a reader of the whole run sees them.
std::vector<std::string> rows_of(const SeenRun& run, const std::vector<std::size_t>& events,
                                 Reader reader) {
  constexpr int wide = 1000;  // columns
  std::string text;
  Style style;
  style.language = reader.language;
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
    std::ranges::move(laid_out(text, run.events[i].process, reader.width),
                      std::back_inserter(rows));
  }
  return rows;
}

/// With the words of a choice behind its letter, where it takes one.
std::string shown_answer(const Question& question, const Answer& answer, Language language) {
  std::string text = text_of(question, answer);
  const bool one = answer.chosen.size() == 1 && !question.choices.empty();
  if (!one) return text;
  const std::string_view comma = language == Language::zh ? "，" : ", ";
  return text.append(comma) + question.choices[answer.chosen.front()].words.in(language);
}

std::string command_for(const std::string& token, const Question& question, const Caller& lesson) {
  const std::string name = question.has_own_run() ? lesson_in(question.run) : lesson.name;
  return fmt::format("procdemo {} --schedule {}", name == lesson.name ? lesson.words : name, token);
}

std::string names_of(const std::vector<Ready>& ready, Language language) {
  const std::string_view comma = language == Language::zh ? "、" : ", ";
  std::string names;
  for (const Ready& one : ready) names.append(names.empty() ? "" : comma) += one.name;
  return names.empty() ? "-" : names;
}

/// What a reader is told of an answer, put together.
class Telling {
 public:
  Telling(const Question& question, const Grade& grade, const Facts& facts, const Caller& lesson,
          Reader reader)
      : question_(question),
        grade_(grade),
        facts_(facts),
        lesson_(lesson),
        reader_(reader),
        language_(reader.language) {}

  void say_of(QuestionSays what, const Answer& answer) {
    told_.lines.push_back(say(language_, what, shown_answer(question_, answer, language_)));
  }

  void unknown() {
    told_.lines.push_back(say(language_, QuestionSays::unknown_answer));
    why_unknown();
  }

  void why_unknown() { told_.lines.push_back(reason_of(question_, facts_, language_)); }

  void best() {
    const bool goal = question_.kind == Kind::schedule;
    if (grade_.best) say_of(goal ? QuestionSays::best_goal : QuestionSays::best, *grade_.best);
    if (grade_.best && goal) told_.command = command_for(grade_.best->token, question_, lesson_);
  }

  void tempting() {
    for (const Wording& why : grade_.tempting) told_.lines.push_back(why.in(language_));
  }

  /// The reader has the run before their eyes in which it was asked, and no other.
  void witness() {
    const Shown& shown = grade_.shown;
    if (facts_.run) told_.events = rows_of(*facts_.run, shown.events, reader_);
    if (!told_.events.empty() && !shown.more.empty()) {
      told_.events.push_back(std::string(beside_name, ' ') +
                             say(language_, QuestionSays::saw_more, shown.more.size()));
    }
    const std::string& token = shown.token;
    const bool is_seen = !question_.has_own_run() && facts_.run && facts_.run->end.token == token;
    if (!told_.command.empty() || token.empty() || is_seen) return;
    told_.command = command_for(token, question_, lesson_);
  }

  void why() {
    if (!question_.why.en.empty()) told_.lines.push_back(question_.why.in(language_));
  }

  Told take() { return std::move(told_); }

 private:
  const Question& question_;
  const Grade& grade_;
  const Facts& facts_;
  const Caller& lesson_;
  const Reader reader_;
  const Language language_;
  Told told_;
};

}  // namespace

std::string reason_of(const Question& question, const Facts& facts, Language language) {
  const Unknown why = why_unknown(question, facts);
  const auto what = static_cast<QuestionSays>(static_cast<int>(QuestionSays::unknown_no_run) +
                                              static_cast<int>(why));
  if (why != Unknown::nobody) return say(language, what);
  return say(language, what, question.process, names_of(facts.stand->ready, language));
}

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
  if (question.takes_several()) return say(language, QuestionSays::how_several, last);
  return say(language, offered == 2 ? QuestionSays::how_two : QuestionSays::how_choice, last);
}

Told told_of(const Question& question, const Answer& answer, const Grade& grade, const Facts& facts,
             const Caller& lesson, Reader reader) {
  Telling telling(question, grade, facts, lesson, reader);
  if (!grade.right) {
    telling.say_of(QuestionSays::unknown, answer);
    telling.why_unknown();
    return telling.take();
  }
  telling.say_of(*grade.right ? QuestionSays::right : QuestionSays::wrong, answer);
  if (!*grade.right) {
    telling.tempting();
    telling.best();
    telling.witness();
  }
  telling.why();
  return telling.take();
}

Told answer_of(const Question& question, const std::optional<Answer>& tempting, const Grade& grade,
               const Facts& facts, const Caller& lesson, Reader reader) {
  Telling telling(question, grade, facts, lesson, reader);
  if (!grade.best) {
    telling.unknown();
    return telling.take();
  }
  telling.best();
  if (tempting && grade.right == false) {
    telling.say_of(QuestionSays::wrong, *tempting);
    telling.tempting();
    telling.witness();
  }
  telling.why();
  return telling.take();
}

}  // namespace procdemo::questions
