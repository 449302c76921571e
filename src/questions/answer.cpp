#include "questions/answer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <sstream>

#include "base/problem.h"
#include "base/text/number_in.h"
#include "schedule/token.h"
#include "trace/task_name.h"

namespace procdemo::questions {
namespace {

using Kind = Question::Kind;

constexpr std::string_view nothing = "none";

std::vector<std::string> words_in(std::string_view text) {
  std::string plain(text);
  std::ranges::replace(plain, ',', ' ');
  std::istringstream stream(plain);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// "b d", "b,d", "bd".
std::optional<std::vector<std::size_t>> letters_in(std::string_view text, std::size_t choices) {
  std::vector<std::size_t> chosen;
  for (const std::string& word : words_in(lower(std::string(text)))) {
    for (const char letter : word) {
      const std::size_t number = static_cast<std::size_t>(letter) - 'a';
      if (letter < 'a' || number >= choices) return std::nullopt;
      if (std::ranges::count(chosen, number) != 0) return std::nullopt;
      chosen.push_back(number);
    }
  }
  return chosen;
}

std::optional<Answer> chosen_answer(const Question& question, std::string_view text) {
  Answer answer;
  if (question.takes_several() && text == nothing) return answer;
  auto chosen = letters_in(text, question.choices.size());
  if (!chosen || chosen->empty()) return std::nullopt;
  if (!question.takes_several() && chosen->size() != 1) return std::nullopt;
  std::ranges::sort(*chosen);
  answer.chosen = *std::move(chosen);
  return answer;
}

std::optional<Answer> order_answer(const Question& question, std::string_view text) {
  auto chosen = letters_in(text, question.lines.size());
  if (!chosen || chosen->size() != question.lines.size()) return std::nullopt;
  Answer answer;
  answer.chosen = *std::move(chosen);
  return answer;
}

std::optional<Answer> names_answer(const Question& question, std::string_view text) {
  Answer answer;
  const bool goes = question.kind == Kind::schedule;
  if (!goes && text == nothing) return answer;
  for (std::string word : words_in(text)) {
    if (word.starts_with('p')) word.front() = 'P';
    if (!is_task_name(word)) return std::nullopt;
    answer.names.push_back(word);
  }
  if (answer.names.empty()) return std::nullopt;
  if (!goes) std::ranges::sort(answer.names, name_before);
  return answer;
}

std::optional<Answer> schedule_answer(const Question& question, std::string_view text) {
  if (!is_token(text)) return names_answer(question, text);
  Answer answer;
  answer.token = text;
  try {
    read_token(text);
  } catch (const Problem&) {
    return std::nullopt;
  }
  return answer;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t first = std::min(text.find_first_not_of(blanks), text.size());
  text.remove_prefix(first);
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

}  // namespace

std::optional<Answer> read_answer(const Question& question, std::string_view typed) {
  const std::string_view text = trimmed(typed);
  switch (question.kind) {
    case Kind::number: {
      const auto number = number_in<std::int64_t>(std::string(text));
      return number && *number >= 0 ? std::optional(Answer{.number = *number}) : std::nullopt;
    }
    case Kind::choice:
    case Kind::outputs:
    case Kind::does:
      return chosen_answer(question, text);
    case Kind::order:
      return order_answer(question, text);
    case Kind::next:
      return names_answer(question, text);
    case Kind::schedule:
      break;
  }
  return schedule_answer(question, text);
}

std::string letter_of(std::size_t choice) {
  return std::string(1, static_cast<char>('a' + choice));
}

std::string text_of(const Question& question, const Answer& answer) {
  if (question.kind == Kind::number) return std::to_string(answer.number);
  if (!answer.token.empty()) return answer.token;
  std::vector<std::string> words = answer.names;
  for (const std::size_t choice : answer.chosen) words.push_back(letter_of(choice));
  return words.empty() ? std::string(nothing) : fmt::format("{}", fmt::join(words, " "));
}

}  // namespace procdemo::questions
