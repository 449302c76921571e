#include "cli/quiz/asking.h"

#include <unistd.h>

#include "cli/print.h"
#include "cli/table.h"
#include "cli/words/quiz.h"
#include "questions/words/questions.h"
#include "show/terminal/escape.h"

namespace procdemo::cli {
namespace {

constexpr std::size_t longest_answer = 4096;  // bytes

}  // namespace

Asking::Asking(const Style& style, const Answers* answers)
    : style_(style), answers_(answers), lines_(STDIN_FILENO, longest_answer) {}

bool Asking::has_answerer(const Question& question) const {
  return !answers_ || answers_->contains(question.id);
}

void Asking::say_line(const std::string& words, int indent) {
  print(paragraph(words, style_.width, indent));
}

/// What is answered from a file is shown as if it had been typed.
std::optional<std::string> Asking::next(const std::string& prompt) {
  print(prompt);
  if (!typed_) {
    auto line = lines_.next();
    if (!line) print("\n");
    return line;
  }
  std::string line = taken_ < typed_->size() ? (*typed_)[taken_++] : "";
  print(escaped(line) + "\n");
  return line;
}

void Asking::hint(const Question& question) {
  if (hints_ >= question.hints.size()) {
    return say_line(say(style_.language, QuizSays::no_hint), 2);
  }
  say_line(question.hints[hints_++].in(style_.language), 2);
}

std::optional<Answer> Asking::ask(const Question& question) {
  const Language language = style_.language;
  hints_ = taken_ = 0;
  typed_ = answers_ ? &answers_->at(question.id) : nullptr;
  print("\n");
  for (const std::string& line : lines_of(question, language)) say_line(line);
  const std::string how = how_to_answer(question, language);
  const QuizSays first = question.hints.empty() ? QuizSays::prompt : QuizSays::prompt_hint;
  std::optional<Answer> answer;
  while (true) {
    const auto line = next(answer ? say(language, QuizSays::change, text_of(question, *answer))
                                  : say(language, first, how));
    if (!line || line->find_first_not_of(" \t\r") == line->npos) break;
    if (*line == "?") {
      hint(question);
    } else if (auto given = read_answer(question, *line)) {
      answer = std::move(given);
    } else {
      say_line(say(language, QuizSays::no_answer, escaped(*line), how), 2);
    }
  }
  if (!answer) say_line(say(language, QuizSays::passed), 2);
  return answer;
}

void Asking::tell(const Question& question, const Answer& answer, const Grade& grade,
                  const Facts& facts, const std::string& lesson) {
  const Told told = told_of(question, answer, grade, facts, lesson, style_.language);
  for (const std::string& line : told.lines) say_line(line, 2);
  if (!told.events.empty()) say_line(say(style_.language, QuestionSays::saw), 2);
  for (const std::string& row : told.events) print(row + "\n");
  if (told.command.empty()) return;
  say_line(say(style_.language, QuestionSays::see), 2);
  print("  " + told.command + "\n");
}

}  // namespace procdemo::cli
