// Asks questions at a terminal, as lines: the question, answers until the reader stays with one,
// and what came of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/room.h"
#include "questions/answers_file.h"
#include "questions/wording.h"
#include "session/stepping/line_reader.h"
#include "show/narrator.h"

namespace procdemo::cli {

using namespace questions;

class Asking {
 public:
  /// `answers` come from a file, or null: the reader types them on standard input.
  Asking(const Style& style, const Answers* answers);

  /// Whether it will be asked: a file answers some of them.
  bool has_answerer(const Question& question) const;

  /// Asks, and gives hints, until an answer is stayed with. Nothing where it was passed.
  std::optional<Answer> ask(const Question& question);

  /// What came of it.
  void tell(const Question& question, const Answer& answer, const Grade& grade, const Facts& facts,
            const std::string& lesson);

  /// A line of words.
  void say_line(const std::string& words, int indent = 0);

 private:
  std::optional<std::string> next(const std::string& prompt);
  void hint(const Question& question);

  const Style& style_;
  const Answers* answers_;
  LineReader lines_;
  const std::vector<std::string>* typed_ = nullptr;  // of a file: what answers this question
  std::size_t taken_ = 0;                            // of that
  std::size_t hints_ = 0;                            // given
};

}  // namespace procdemo::cli
