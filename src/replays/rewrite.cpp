#include "replays/rewrite.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "base/text/whole_number.h"
#include "replays/alignment.h"

namespace procdemo::replays {

namespace {

using Kind = AlignedLine::Kind;
using Names = std::map<std::string, std::string, std::less<>>;  // of PIDs

Names names_of(const Placeholders& known) {
  constexpr std::size_t shortest = 3;  // digits: what is shorter is no PID of a run
  Names names;
  for (const auto& [placeholder, pid] : known) {
    if (placeholder.starts_with("[pid ") && pid.size() >= shortest) names[pid] = placeholder;
  }
  return names;
}

std::string with_names(std::string_view line, const Names& names) {
  std::string text;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t length = whole_number_at(line, at);
    const auto found = length > 0 ? names.find(line.substr(at, length)) : names.end();
    text += found == names.end() ? line.substr(at, 1) : found->second;
    at += found == names.end() ? 1 : length;
  }
  return text;
}

// Numbers and words change as a whole: 0.012 and 0.019 have more in common than they mean.
bool parts_words(char c) {
  return !is_word_char(c) && c != '.';
}

std::size_t digits_at(std::string_view line, std::size_t at) {
  return std::min(line.find_first_not_of("0123456789", at), line.size()) - at;
}

// The length of the time that begins there, or 0: it is told with two or three decimals.
std::size_t time_at(std::string_view line, std::size_t at) {
  if (at > 0 && !parts_words(line[at - 1])) return 0;
  const std::size_t whole = digits_at(line, at);
  if (whole == 0 || char_at(line, at + whole) != '.') return 0;
  const std::size_t decimals = digits_at(line, at + whole + 1);
  const std::size_t length = whole + 1 + decimals;
  const bool goes_on = at + length < line.size() && !parts_words(line[at + length]);
  return decimals >= 2 && decimals <= 3 && !goes_on ? length : 0;
}

std::string without_times(std::string_view line) {
  std::string text;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t length = time_at(line, at);
    text += length > 0 ? "[..]" : line.substr(at, 1);
    at += std::max<std::size_t>(length, 1);
  }
  return text;
}

// [..] for what differs, where most of the line is the same.
std::string generalised(const std::string& line, const std::string& again) {
  const auto [first, other] = std::ranges::mismatch(line, again);
  if (first == line.end() && other == again.end()) return line;
  auto head = static_cast<std::size_t>(first - line.begin());
  while (head > 0 && !parts_words(line[head - 1])) --head;
  const std::size_t shorter = std::min(line.size(), again.size());
  std::size_t tail = 0;
  while (tail < shorter - head && line[line.size() - 1 - tail] == again[again.size() - 1 - tail]) {
    ++tail;
  }
  while (tail > 0 && !parts_words(line[line.size() - tail])) --tail;
  const bool alike = 2 * (head + tail) >= line.size();
  return alike ? line.substr(0, head) + "[..]" + line.substr(line.size() - tail) : line;
}

}  // namespace

std::vector<std::string> rewritten(const std::vector<std::string>& expected, const Printed& printed,
                                   const Printed& again) {
  const Names names = names_of(printed.known), names_again = names_of(again.known);
  const bool comparable = printed.lines.size() == again.lines.size();
  std::vector<std::string> lines;
  for (const AlignedLine& line : align(expected, printed.lines, printed.known)) {
    if (line.kind == Kind::same || line.kind == Kind::elision) {
      lines.push_back(expected[line.expected]);
    } else if (line.kind == Kind::changed || line.kind == Kind::extra) {
      std::string text = with_names(printed.lines[line.output], names);
      if (comparable) {
        text = generalised(text, with_names(again.lines[line.output], names_again));
      }
      lines.push_back(printed.live ? without_times(text) : text);
    }
  }
  return lines;
}

}  // namespace procdemo::replays
