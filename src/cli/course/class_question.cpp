#include "cli/course/class_question.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "base/text/lines.h"
#include "cli/course/pages.h"
#include "cli/quiz/quiz.h"
#include "cli/table.h"
#include "cli/words/learn.h"
#include "questions/wording.h"
#include "questions/words/questions.h"
#include "show/terminal/escape.h"
#include "show/terminal/glyph.h"

namespace procdemo::cli {
namespace {

using namespace questions;

constexpr int bar_margin = 5;  // columns: a mark, a letter, blanks
constexpr int longest_bar = 60;

std::string blanks(std::size_t columns) {
  return std::string(columns, ' ');
}

/// Rows of `text` behind `head`, which stands on the first of them.
std::string hanging(const std::string& head, const std::string& text, int width) {
  const int indent = columns_of(head);
  std::string rows = paragraph(text, std::max(width, indent + 2), indent);
  return rows.replace(0, static_cast<std::size_t>(indent), head);
}

class QuestionText {
 public:
  QuestionText(const ClassQuestion& asked, bool answered, Language language, int width)
      : question_(asked.question),
        solved_(asked.solved),
        votes_(asked.votes),
        answered_(answered),
        language_(language),
        width_(width) {
    if (votes_)
      bars_ = bars_of(*votes_, std::min(width - bar_margin - widest_label() - 8, longest_bar));
  }

  std::string text() const {
    const std::vector<std::string> lines = lines_of(question_, language_);
    const std::size_t offered = question_.choices.size() + question_.lines.size();
    std::string text;
    for (std::size_t i = 0; i < lines.size() - offered; ++i) text += paragraph(lines[i], width_);
    text += "\n";
    for (std::size_t i = 0; i < question_.choices.size(); ++i) text += choice(i);
    for (std::size_t i = 0; i < question_.lines.size(); ++i) {
      text += fmt::format("  {}  {}\n", letter_of(i), question_.lines[i]);
    }
    return text + open_votes() + closing();
  }

 private:
  std::string closing() const {
    if (answered_ || !is_foretold(question_)) return "";
    return "\n" + paragraph(say(language_, LearnSays::class_foretold), width_);
  }

  /// Its bar stands below it.
  std::string choice(std::size_t i) const {
    const bool right =
        answered_ && i < solved_.grade.choices.size() && solved_.grade.choices[i].is == true;
    const std::string head = fmt::format("{} {}  ", right ? "✓" : " ", letter_of(i));
    std::string text = hanging(head, escaped(question_.choices[i].words.in(language_)), width_);
    if (votes_) text += blanks(bar_margin) + bar(i) + "\n";
    return text;
  }

  std::string bar(std::size_t vote) const {
    std::string text;
    for (int i = 0; i < bars_[vote]; ++i) text += "█";
    return text + (text.empty() ? "" : " ") + std::to_string((*votes_)[vote].count);
  }

  int widest_label() const {
    std::size_t widest = 0;
    for (const Vote& vote : *votes_) widest = std::max(widest, vote.answer.size());
    return static_cast<int>(widest);
  }

  bool is_right(const Vote& vote) const {
    const auto& best = solved_.grade.best;
    if (!answered_ || !best) return false;
    if (!best->names.empty()) return std::ranges::count(best->names, vote.answer) != 0;
    const auto answer = read_answer(question_, vote.answer);
    return answer && grade(question_, *answer, solved_.facts).right == true;
  }

  /// Of answers that were not offered.
  std::string open_votes() const {
    const std::size_t offered = question_.choices.size();
    if (!votes_ || votes_->size() == offered) return "";
    const auto widest = static_cast<std::size_t>(widest_label());
    std::string text;
    for (std::size_t i = offered; i < votes_->size(); ++i) {
      const Vote& vote = (*votes_)[i];
      text +=
          fmt::format("{} {:<{}}  {}\n", is_right(vote) ? "✓" : " ", vote.answer, widest, bar(i));
    }
    return text;
  }

  const Question& question_;
  const Solved& solved_;
  const std::optional<Votes>& votes_;
  const bool answered_;
  const Language language_;
  const int width_;
  std::vector<int> bars_;
};

/// The wrong answer that most have given; where nobody has voted, one that is foreseen.
std::optional<Answer> tempting_answer(const ClassQuestion& asked) {
  const Question& question = asked.question;
  const Solved& solved = asked.solved;
  Votes candidates = asked.votes.value_or(Votes());
  std::ranges::stable_sort(candidates, std::greater(), &Vote::count);
  std::erase_if(candidates, [](const Vote& vote) { return vote.count == 0; });
  if (candidates.empty()) {
    for (std::size_t i = 0; i < question.choices.size(); ++i) candidates.push_back({letter_of(i)});
    for (const Tempting& one : question.tempting) candidates.push_back({one.answer});
  }
  for (const Vote& vote : candidates) {
    const auto answer = read_answer(question, vote.answer);
    if (!answer) continue;
    const bool is_letter = !question.choices.empty() && answer->chosen.size() == 1;
    const auto is = is_letter && !solved.grade.choices.empty()
                        ? solved.grade.choices[answer->chosen.front()].is
                        : grade(question, *answer, solved.facts).right;
    if (is == false) return answer;
  }
  return std::nullopt;
}

std::string answer_text(const ClassQuestion& asked, const std::string& lesson, Language language,
                        int width) {
  const auto tempting = tempting_answer(asked);
  const Grade grade = tempting ? questions::grade(asked.question, *tempting, asked.solved.facts)
                               : asked.solved.grade;
  const Told told = answer_of(asked.question, tempting, grade, asked.solved.facts, {lesson, lesson},
                              {language, width});
  std::string text;
  for (const std::string& line : told.lines) text += paragraph(escaped(line), width);
  if (!told.events.empty()) text += paragraph(say(language, QuestionSays::saw), width);
  for (const std::string& row : told.events) text += row + "\n";
  if (told.command.empty()) return text;
  return text + paragraph(say(language, QuestionSays::see), width) + "  " + told.command + "\n";
}

}  // namespace

ClassPages pages_of(const ClassQuestion& asked, const std::string& lesson, const Style& style,
                    SlideSize size) {
  const auto text_of = [&](bool answered) {
    return QuestionText(asked, answered, style.language, size.columns).text();
  };
  ClassPages pages;
  pages.asked = cut_to_pages(text_of(false), size.rows);
  const std::string marked = text_of(true);
  const std::string answer = answer_text(asked, lesson, style.language, size.columns);
  const bool fits = rows_in(marked) + 1 + rows_in(answer) <= static_cast<std::size_t>(size.rows);
  if (fits) {
    pages.answered = {marked + "\n" + answer};
  } else {
    const bool has_marks = asked.votes || !asked.question.choices.empty();
    if (has_marks) pages.answered = cut_to_pages(marked, size.rows);
    std::ranges::move(cut_to_pages(answer, size.rows), std::back_inserter(pages.answered));
  }
  return pages;
}

}  // namespace procdemo::cli
