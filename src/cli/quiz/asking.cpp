#include "cli/quiz/asking.h"

#include <utility>

#include "cli/table.h"
#include "cli/words/learn.h"
#include "cli/words/quiz.h"
#include "questions/words/questions.h"
#include "show/terminal/escape.h"

namespace procdemo::cli {

Asking::Asking(const Style& style, Answerer& answerer,
               std::function<bool(const std::string& line)> is_command)
    : style_(style), answerer_(answerer), is_command_(std::move(is_command)) {}

void Asking::say_line(const std::string& words, int indent) {
  answerer_.show_whole(paragraph(words, style_.width, indent));
}

void Asking::hint(const Question& question) {
  if (question.hints.empty()) return say_line(say(style_.language, LearnSays::no_hint), 2);
  if (hints_ >= question.hints.size()) {
    return say_line(say(style_.language, QuizSays::no_hint), 2);
  }
  say_line(question.hints[hints_++].in(style_.language), 2);
}

std::string Asking::prompt(const Question& question, const std::optional<Answer>& answer) const {
  const Language language = style_.language;
  const QuizSays what = question.hints.empty() ? QuizSays::prompt : QuizSays::prompt_hint;
  std::string rows = paragraph(answer ? say(language, QuizSays::change, text_of(question, *answer))
                                      : say(language, what, how_to_answer(question, language)),
                               style_.width - 4);  // what is typed stands behind it
  return rows.substr(0, rows.find_last_not_of(" \n") + 1) + " ";
}

/// An answer is never taken for a command: b is the second choice before it is "back".
Asking::Typed Asking::kind_of(const Question& question, const std::string& line) const {
  if (line.find_first_not_of(" \t\r") == line.npos || line == "n") return Typed::nothing;
  if (line == "?" || line == "？" || line == "hint") return Typed::hint;
  if (read_answer(question, line)) return Typed::answer;
  return is_command_ && is_command_(line) ? Typed::command : Typed::other;
}

Asked Asking::ask(const Question& question, std::optional<Answer> given) {
  const Language language = style_.language;
  hints_ = 0;
  std::string text = "\n";
  for (const std::string& line : lines_of(question, language)) {
    text += paragraph(line, style_.width);
  }
  answerer_.show_whole(text);
  answerer_.drop_blank();
  Asked asked{.answer = std::move(given)};
  while (true) {
    const bool leaves = answerer_.has_left();
    const auto line = answerer_.next(question, prompt(question, asked.answer));
    asked.is_gone = !line;
    const Typed typed = !line ? Typed::nothing : leaves ? Typed::command : kind_of(question, *line);
    if (typed == Typed::nothing) break;
    if (typed == Typed::command) return {.answer = {}, .left_by = *line};
    if (typed == Typed::hint) hint(question);
    if (typed == Typed::answer) asked.answer = read_answer(question, *line);
    if (typed != Typed::other) continue;
    const std::string how = how_to_answer(question, language);
    say_line(say(language, QuizSays::no_answer, escaped(*line), how), 2);
  }
  if (!asked.answer) say_line(say(language, QuizSays::passed), 2);
  return asked;
}

void Asking::tell(const Question& question, const Answer& answer, const Grade& grade,
                  const Facts& facts, const Caller& lesson, const std::string& above) {
  const Told told =
      told_of(question, answer, grade, facts, lesson, {style_.language, style_.width});
  std::string text = above.empty() ? "" : paragraph(above, style_.width);
  const auto add = [&](const std::string& words) { text += paragraph(words, style_.width, 2); };
  for (const std::string& line : told.lines) add(line);
  if (!told.events.empty()) add(say(style_.language, QuestionSays::saw));
  for (const std::string& row : told.events) text += row + "\n";
  if (!told.command.empty()) {
    add(say(style_.language, QuestionSays::see));
    text += "  " + told.command + "\n";
  }
  answerer_.show_whole(text);
}

}  // namespace procdemo::cli
