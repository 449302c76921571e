#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "questions/export.h"
#include "questions/wording.h"
#include "questions/words/questions.h"

namespace procdemo::questions {
namespace {

using Kind = Question::Kind;

/// Its control characters behind a backslash; a blank line would end the question. `->` makes a
/// matching question of any other, and a number between % is a weight: neither can be escaped.
std::string escaped_for_gift(const std::string& text) {
  std::string gift;
  const std::size_t first = text.find_first_not_of(' ');
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') {
      gift += "\\n";
    } else if (c == '-' && text.compare(i, 2, "->") == 0) {
      gift += "→";
      ++i;
    } else if (c == '%' && i == first) {
      gift += "％";
    } else {
      if (std::string_view("~=#{}:\\").find(c) != std::string_view::npos) gift += '\\';
      gift += c;
    }
  }
  return gift;
}

/// An answer, or what is told with one: `[html]` in front of it would be the mark of a format, but
/// not behind such a mark.
std::string part_for_gift(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' ');
  const bool looks_marked = first != text.npos && text[first] == '[';
  return (looks_marked ? "[plain]" : "") + escaped_for_gift(text);
}

/// Moodle knows certain fractions alone.
constexpr std::array<std::string_view, 10> shares = {
    "100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10"};

class Gift {
 public:
  Gift(const Exported& one, const std::string& lesson, Language language)
      : question_(one.question),
        grade_(one.solved.grade),
        facts_(one.solved.facts),
        lesson_(lesson),
        language_(language) {}

  std::string text() const {
    const std::string title = escaped_for_gift(lesson_ + "/" + question_.id);
    const std::string answers = grade_.best ? answers_text() : "";
    if (answers.empty()) return "// " + lesson_ + "/" + question_.id + "\n\n";
    return fmt::format("::{}::[plain]{} {{{}{}}}\n\n", title, asked(), answers, feedback());
  }

 private:
  std::string asked() const {
    std::string text = question_.words.in(language_);
    const std::string run = question_.has_own_run() ? question_.run : lesson_;
    text += "\n" + say(language_, QuestionSays::about, run);
    if (question_.exact_sleeps) text += "\n" + say(language_, QuestionSays::exact_sleeps);
    for (std::size_t i = 0; i < question_.lines.size(); ++i) {
      text += "\n" + letter_of(i) + "  " + question_.lines[i];
    }
    const bool typed = question_.choices.empty();
    if (typed) text += "\n" + how_to_answer(question_, language_);
    return escaped_for_gift(text);
  }

  std::string answers_text() const {
    switch (question_.kind) {
      case Kind::number:
        return "#=" + std::to_string(grade_.best->number);  // without =, a 0 would be no answer
      case Kind::next:
        return names();
      case Kind::order:
        return orders();
      case Kind::schedule:
        return "";
      default:
        break;
    }
    return question_.takes_several() ? several() : one_of_some();
  }

  std::string one_of_some() const {
    std::string text;
    for (std::size_t i = 0; i < question_.choices.size(); ++i) {
      text += (grade_.choices[i].is == true ? "\n  =" : "\n  ~") + choice(i);
    }
    return text + "\n";
  }

  std::string several() const {
    const std::size_t right = std::min(grade_.best->chosen.size(), shares.size());
    if (right == 0) return "";
    std::string text;
    for (std::size_t i = 0; i < question_.choices.size(); ++i) {
      const bool is_right = grade_.choices[i].is == true;
      text += fmt::format("\n  ~%{}%{}", is_right ? shares[right - 1] : "-100", choice(i));
    }
    return text + "\n";
  }

  std::string choice(std::size_t i) const {
    const Choice& choice = question_.choices[i];
    std::string text = part_for_gift(choice.words.in(language_));
    if (!choice.why.en.empty()) text += "#" + part_for_gift(choice.why.in(language_));
    return text;
  }

  /// In any order.
  std::string names() const {
    std::vector<std::string> names = grade_.best->names;
    if (names.empty()) return "=none";
    std::ranges::sort(names);
    std::string text;
    do {
      text += "=" + escaped_for_gift(text_of(question_, Answer{.names = names})) + " ";
    } while (std::ranges::next_permutation(names).found && text.size() < longest);
    return text;
  }

  /// All that are possible.
  std::string orders() const {
    Answer answer;
    for (std::size_t i = 0; i < question_.lines.size(); ++i) answer.chosen.push_back(i);
    std::string text;
    do {
      const bool right = grade(question_, answer, facts_).right == true;
      if (right) text += "=" + text_of(question_, answer) + " ";
    } while (std::ranges::next_permutation(answer.chosen).found && text.size() < longest);
    return text;
  }

  std::string feedback() const {
    if (question_.why.en.empty()) return "";
    return "####" + part_for_gift(question_.why.in(language_)) + "\n";
  }

  static constexpr std::size_t longest = 10'000;

  const Question& question_;
  const Grade& grade_;
  const Facts& facts_;
  const std::string& lesson_;
  Language language_;
};

}  // namespace

std::string to_gift(const Lesson& lesson, const std::vector<Exported>& questions,
                    Language language) {
  std::string text = "$CATEGORY: procdemo/" + lesson.id + "\n\n";
  for (const Exported& one : questions) text += Gift(one, lesson.name, language).text();
  return text;
}

}  // namespace procdemo::questions
