// GIFT, read by the rules that Moodle's own reader has (question/format/gift/format.php):
//
//   - a blank line ends a question; a line that begins with // is none;
//   - `\` before : # = { } ~ \ makes an ordinary character of it, \n a new line;
//   - ::name:: first; the answers stand between the first { and the first };
//   - behind the last #### among them stands what everybody is told;
//   - they are numerical where they begin with #; a choice where a ~ is among them, of one where
//     there is an = among them; pairs where there are = and ->; else a short answer, or true or
//     false;
//   - of an answer, what stands behind its first # is told to whoever gives it; in front of either,
//     [plain], [html], [markdown] and [moodle] mark a format, and nothing else in brackets does;
//   - numbers stand each behind an =; the first one need not, where it is not 0, for PHP takes "0"
//     for an empty text;
//   - ~%N% is a weight: one or two digits, maybe more behind a point, and a known fraction
//     (question/engine/bank.php).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace procdemo::questions::fixture {

struct GiftAnswer {
  double weight = 0;  // 1 is all of it
  std::string text, feedback;
};

struct GiftQuestion {
  std::string kind;  // "category", "numerical", "choice", "several", "pairs", "short", "true-false"
  std::string name, text, feedback;
  std::vector<GiftAnswer> answers;
};

/// Throws std::runtime_error, with the question, where Moodle would refuse it, or change it.
std::vector<GiftQuestion> read_gift(std::string_view text);

}  // namespace procdemo::questions::fixture
