#include "questions/gift_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

#include "base/text/lines.h"

namespace procdemo::questions::fixture {
namespace {

using base::next_line;

constexpr std::string_view controls = ":#={}~";
constexpr char first_escaped = 1;  // and so on, in the order of controls; a new line comes behind

std::string trimmed(std::string text) {
  constexpr std::string_view blanks = " \t\r\n";
  text.erase(0, std::min(text.find_first_not_of(blanks), text.size()));
  text.erase(text.find_last_not_of(blanks) + 1);
  return text;
}

/// With a byte of its own for each that was escaped.
std::string without_escapes(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escapes = text[i] == '\\' && i + 1 < text.size();
    const std::size_t control = escapes ? controls.find(text[i + 1]) : controls.npos;
    if (control != controls.npos) {
      plain += static_cast<char>(first_escaped + static_cast<char>(control));
    } else if (escapes && text[i + 1] == 'n') {
      plain += static_cast<char>(first_escaped + static_cast<char>(controls.size()));
    } else {
      plain += text[i];
      if (!escapes || text[i + 1] != '\\') continue;
    }
    ++i;
  }
  return plain;
}

std::string as_meant(const std::string& text) {
  std::string meant = trimmed(text);
  for (char& c : meant) {
    const auto escaped = static_cast<std::size_t>(c - first_escaped);
    if (escaped < controls.size()) c = controls[escaped];
    if (escaped == controls.size()) c = '\n';
  }
  return meant;
}

/// What is marked as plain is; another format would change it.
std::string plain_text(const std::string& text) {
  const std::string bare = trimmed(text);
  for (const char* mark : {"[html]", "[markdown]", "[moodle]"}) {
    if (bare.starts_with(mark)) throw std::runtime_error("a format");
  }
  constexpr std::string_view plain = "[plain]";
  return as_meant(bare.starts_with(plain) ? bare.substr(plain.size()) : bare);
}

/// What Moodle has in its list of grades.
bool is_known(double weight) {
  constexpr std::array shares = {1.0,       0.9,       0.8333333, 0.8,       0.75, 0.7,  0.6666667,
                                 0.6,       0.5,       0.4,       0.3333333, 0.3,  0.25, 0.2,
                                 0.1666667, 0.1428571, 0.125,     0.1111111, 0.1,  0.05, 0.0};
  return std::ranges::any_of(
      shares, [&](double share) { return std::abs(std::abs(weight) - share) < 0.00001; });
}

GiftAnswer answer_in(std::string text, double usual_weight) {
  GiftAnswer answer{.weight = usual_weight, .text = {}, .feedback = {}};
  text = trimmed(std::move(text));
  if (text.empty()) throw std::runtime_error("an empty answer");
  if (text[0] == '%') {
    const std::size_t end = text.find('%', 1);
    answer.weight = std::stod(text.substr(1, end - 1)) / 100;
    if (!is_known(answer.weight)) throw std::runtime_error("an unknown weight");
    text.erase(0, end + 1);
  }
  const std::size_t hash = std::min(text.find('#'), text.size());
  answer.text = plain_text(text.substr(0, hash));
  answer.feedback = plain_text(text.substr(std::min(hash + 1, text.size())));
  return answer;
}

void add_answers(const std::string& text, char mark, double usual_weight, GiftQuestion& question) {
  const std::string_view rest = text;
  for (std::size_t at = rest.find(mark); at != rest.npos;) {
    const std::size_t next = std::min(rest.find(mark, at + 1), rest.size());
    question.answers.push_back(
        answer_in(std::string(rest.substr(at + 1, next - at - 1)), usual_weight));
    at = next == rest.size() ? rest.npos : next;
  }
}

void add_choices(std::string text, GiftQuestion& question) {
  const bool one = text.find('=') != text.npos;
  question.kind = one ? "choice" : "several";
  std::string marked;  // each behind a ~
  for (const char c : text) marked += c == '=' ? std::string("~=") : std::string(1, c);
  std::string_view rest = marked;
  for (std::string_view part; base::next_part(rest, part, "~");) {
    std::string answer = trimmed(std::string(part));
    if (answer.empty()) continue;
    const bool right = answer[0] == '=';
    question.answers.push_back(answer_in(right ? answer.substr(1) : answer, right ? 1 : 0));
  }
  if (question.answers.size() < 2) throw std::runtime_error("fewer than two choices");
}

void add_answers(const std::string& text, GiftQuestion& question) {
  if (text.empty()) throw std::runtime_error("an essay");
  if (text[0] == '#') {
    question.kind = "numerical";
    const std::string numbers = trimmed(text.substr(1));
    const std::size_t marked = std::min(numbers.find('='), numbers.size());
    const std::string first = trimmed(numbers.substr(0, marked));
    if (!first.empty() && first != "0") question.answers.push_back(answer_in(first, 1));
    add_answers(numbers.substr(marked), '=', 1, question);
    if (question.answers.empty()) throw std::runtime_error("no number");
    return;
  }
  if (text.find('~') != text.npos) return add_choices(text, question);
  if (text.find('=') == text.npos) {
    question.kind = "true-false";
    return;
  }
  question.kind = text.find("->") == text.npos ? "short" : "pairs";
  add_answers(text, '=', 1, question);
}

GiftQuestion question_in(const std::string& lines) {
  GiftQuestion question;
  std::string text = without_escapes(trimmed(lines));
  if (text.starts_with("$CATEGORY:")) {
    question.kind = "category";
    question.name = trimmed(text.substr(10));
    return question;
  }
  if (!text.starts_with("::")) throw std::runtime_error("no name");
  const std::size_t named = text.find("::", 2);
  question.name = as_meant(text.substr(2, named - 2));
  text = trimmed(text.substr(named + 2));
  const std::size_t begin = text.find('{'), end = text.find('}');
  if (begin == text.npos || end == text.npos || end + 1 != text.size()) {
    throw std::runtime_error("braces");
  }
  question.text = as_meant(text.substr(0, begin));
  if (!question.text.starts_with("[plain]")) throw std::runtime_error("no plain text");
  question.text.erase(0, 7);
  std::string answers = trimmed(text.substr(begin + 1, end - begin - 1));
  const std::size_t feedback = answers.rfind("####");
  if (feedback != answers.npos) {
    question.feedback = plain_text(answers.substr(feedback + 4));
    answers = trimmed(answers.substr(0, feedback));
  }
  add_answers(answers, question);
  return question;
}

}  // namespace

std::vector<GiftQuestion> read_gift(std::string_view text) {
  std::vector<GiftQuestion> all;
  std::string lines;
  const auto take = [&] {
    if (!trimmed(lines).empty()) try {
        all.push_back(question_in(lines));
      } catch (const std::exception& wrong) {
        throw std::runtime_error(wrong.what() + (": " + lines));
      }
    lines.clear();
  };
  for (std::string_view line; next_line(text, line);) {
    const std::string bare = trimmed(std::string(line));
    if (bare.empty()) take();
    if (!bare.starts_with("//")) (lines += line) += '\n';
  }
  take();
  return all;
}

}  // namespace procdemo::questions::fixture
