#include "replays/expectation.h"

#include <algorithm>

#include "base/text/gaps.h"
#include "trace/canonical.h"

namespace procdemo::replays {

namespace {

constexpr std::string_view any_text = "[..]";

std::string_view without_blanks_at_end(std::string_view line) {
  return line.substr(0, line.find_last_not_of(" \t\r") + 1);  // 0 for npos + 1
}

// The placeholders of PIDs, filled in.
std::string filled(std::string_view expected, const Placeholders& known) {
  std::string text;
  while (!expected.empty()) {
    const std::size_t end = expected.find(']');
    const bool named = expected.starts_with("[pid ") || expected.starts_with("[orphan ");
    const auto found = named ? known.find(expected.substr(0, end + 1)) : known.end();
    if (found == known.end()) {
      text += expected.front();
      expected.remove_prefix(1);
    } else {
      text += found->second;
      expected.remove_prefix(end + 1);
    }
  }
  return text;
}

// What the canonical form leaves as it is where the text does not say that it is a PID: in a world
// of its own P's is 10000, and procdemo's 9999.
const Placeholders& round_pids() {
  static const Placeholders both = {
      {"[pid P]", std::to_string(Canonical::smallest_pid)},
      {"[pid procdemo]", std::to_string(Canonical::smallest_pid - 1)}};
  return both;
}

bool glob_matches(std::string_view pattern, std::string_view line) {
  return matches_with_gaps(split_at(pattern, any_text), line);
}

using Lines = std::vector<std::string>;

// Whether the lines of `expected` from `from` to `to`, with no elision among them, are those of
// `output` from `at` on.
bool stands_at(const Lines& expected, std::size_t from, std::size_t to, const Lines& output,
               std::size_t at, const Placeholders& known) {
  if (output.size() - at < to - from) return false;
  for (; from < to; ++from, ++at) {
    if (!line_matches(expected[from], output[at], known)) return false;
  }
  return true;
}

std::size_t next_elision(const Lines& expected, std::size_t from) {
  const auto found = std::find_if(expected.begin() + static_cast<std::ptrdiff_t>(from),
                                  expected.end(), is_elision);
  return static_cast<std::size_t>(found - expected.begin());
}

}  // namespace

bool is_elision(std::string_view expected) {
  return without_blanks_at_end(expected) == "...";
}

bool line_matches(std::string_view expected, std::string_view line, const Placeholders& known) {
  const std::string_view pattern = without_blanks_at_end(expected);
  const std::string_view text = without_blanks_at_end(line);
  return glob_matches(pattern, text) || glob_matches(filled(pattern, known), text) ||
         glob_matches(filled(pattern, round_pids()), text);
}

// As within a line: what stands between two elisions is looked for as early as possible, what
// stands before the first and after the last has its place.
bool output_matches(const Lines& expected, const Lines& output, const Placeholders& known) {
  std::size_t from = 0, at = 0;
  while (true) {
    const std::size_t to = next_elision(expected, from);
    const std::size_t length = to - from;
    if (from == 0) {
      if (!stands_at(expected, 0, to, output, 0, known)) return false;
      if (to == expected.size()) return output.size() == length;
    } else if (to == expected.size()) {
      return output.size() >= at + length &&
             stands_at(expected, from, to, output, output.size() - length, known);
    } else {
      while (!stands_at(expected, from, to, output, at, known)) {
        if (++at > output.size()) return false;
      }
    }
    at += length;
    from = to + 1;
  }
}

}  // namespace procdemo::replays
