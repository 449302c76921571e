#include "questions/votes.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <iterator>

#include "base/text/number_in.h"
#include "base/text/utf8.h"
#include "questions/answer.h"

namespace procdemo::questions {
namespace {

using Kind = Question::Kind;

constexpr int most_votes = 1'000'000;

/// Every full-width form has its plain one so far below it (Unicode, "Halfwidth and Fullwidth
/// Forms").
char32_t plain_form(char32_t character) {
  constexpr char32_t first = 0xFF01, last = 0xFF5E, ideographic_space = 0x3000;
  if (character == ideographic_space) return U' ';
  const bool wide = character >= first && character <= last;
  return wide ? character - first + U'!' : character;
}

/// What may stand between an answer and its number, or behind it, is a blank.
std::string plain_text(std::string_view text) {
  constexpr std::string_view separators = " \t,;:=";
  std::string plain;
  while (!text.empty()) {
    const int length = utf8_sequence(text);
    const char32_t character = length > 0 ? plain_form(decode(text)) : U'?';
    const char c = character < 0x80 ? static_cast<char>(character) : '?';
    plain += separators.find(c) == separators.npos ? c : ' ';
    text.remove_prefix(static_cast<std::size_t>(std::max(length, 1)));
  }
  return plain;
}

bool has_letters(const Question& question) {
  return question.kind != Kind::number && question.kind != Kind::next &&
         question.kind != Kind::schedule;
}

/// Up to where a word ends: at a blank; among letters also where digits begin.
std::string_view take_word(std::string_view& text, bool letters) {
  const std::size_t first = std::min(text.find_first_not_of(' '), text.size());
  text.remove_prefix(first);
  const std::string_view ends = letters ? " 0123456789" : " ";
  const std::string_view word = text.substr(0, text.find_first_of(ends));
  text.remove_prefix(word.size());
  return word;
}

std::optional<int> take_count(std::string_view& text) {
  const std::string_view word = take_word(text, false);
  const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
  const auto count = number_in<int>(word.substr(0, digits));
  if (!count || *count > most_votes) return std::nullopt;
  // "a12b7": the next answer begins where the digits end.
  const char* const end = word.data() + digits;
  text = {end, static_cast<std::size_t>(text.data() + text.size() - end)};
  return count;
}

/// One answer may stand for some: ab for a and for b.
std::vector<std::string> parts_of(const Question& question, const Answer& answer) {
  std::vector<std::string> parts;
  if (!question.takes_several()) return {text_of(question, answer)};
  for (const std::size_t choice : answer.chosen) parts.push_back(letter_of(choice));
  parts.insert(parts.end(), answer.names.begin(), answer.names.end());
  return parts.empty() ? std::vector{text_of(question, answer)} : parts;
}

void add(Votes& votes, const std::string& answer, int count) {
  const auto known = std::ranges::find(votes, answer, &Vote::answer);
  if (known == votes.end()) {
    votes.push_back({answer, count});
  } else {
    known->count += count;
  }
}

void sort_open_ones(const Question& question, Votes& votes) {
  if (question.kind == Kind::number) {
    std::ranges::sort(votes, {},
                      [&](const Vote& vote) { return read_answer(question, vote.answer)->number; });
  }
  if (question.kind == Kind::next) std::ranges::sort(votes, name_before, &Vote::answer);
}

}  // namespace

bool takes_votes(const Question& question) {
  return question.kind != Kind::schedule;
}

std::string example_of_votes(const Question& question) {
  switch (question.kind) {
    case Kind::number:
      return "6 12 8 7";
    case Kind::order:
      return "ba 12 ab 7";
    case Kind::next:
      return "P 12 P.1 7";
    default:
      return "a 12 b 7";
  }
}

bool begins_votes(const Question& question, char32_t typed) {
  const char32_t plain = plain_form(typed);
  if (plain >= 0x80) return false;
  const char c = static_cast<char>(std::tolower(static_cast<int>(plain)));
  if (question.kind == Kind::number) return c >= '0' && c <= '9';
  if (question.takes_several() && c == 'n') return true;
  if (question.kind == Kind::next) return c == 'p';
  const std::size_t offered = std::max(question.choices.size(), question.lines.size());
  return has_letters(question) && c >= 'a' && static_cast<std::size_t>(c - 'a') < offered;
}

std::optional<Votes> read_votes(const Question& question, std::string_view typed) {
  if (!takes_votes(question)) return std::nullopt;
  const std::string plain = plain_text(typed);
  std::string_view text = plain;
  Votes votes;
  for (std::size_t i = 0; i < question.choices.size(); ++i) votes.push_back({letter_of(i)});
  std::vector<Answer> named;
  while (text.find_first_not_of(' ') != text.npos) {
    std::string word(take_word(text, has_letters(question)));
    std::ranges::replace(word, '+', ' ');
    const auto answer = read_answer(question, word);
    const auto count = take_count(text);
    if (!answer || !count || std::ranges::count(named, *answer) != 0) return std::nullopt;
    for (const std::string& part : parts_of(question, *answer)) add(votes, part, *count);
    named.push_back(*answer);
  }
  if (named.empty()) return std::nullopt;
  sort_open_ones(question, votes);
  return votes;
}

std::vector<int> bars_of(const Votes& votes, int columns) {
  int largest = 1;
  for (const Vote& vote : votes) largest = std::max(largest, vote.count);
  std::vector<int> bars;
  for (const Vote& vote : votes) {
    const auto share = static_cast<int>(std::int64_t{vote.count} * columns / largest);
    bars.push_back(vote.count == 0 ? 0 : std::max(1, share));
  }
  return bars;
}

}  // namespace procdemo::questions
