// Asks questions as lines: the question, answers until the reader stays with one, and what came of
// it.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "cli/quiz/answerer.h"
#include "cli/room.h"
#include "questions/wording.h"
#include "show/narrator.h"

namespace procdemo::cli {

using namespace questions;

/// What a question has led to.
struct Asked {
  std::optional<Answer> answer;  ///< that was stayed with; nothing: it was passed, or left
  std::string left_by;           ///< a command instead of an answer, or empty
  bool is_gone = false;          ///< there will be no more answers
};

class Asking {
 public:
  /// `is_command`: a line that is no answer to a question, but leaves it. All live longer.
  Asking(const Style& style, Answerer& answerer,
         std::function<bool(const std::string& line)> is_command = {});

  Language language() const { return style_.language; }

  /// Whether it will be asked.
  bool has_answerer(const Question& question) const { return answerer_.answers(question); }

  /// Asks, and gives hints, until an answer is stayed with. `given`: the one that stands so far.
  Asked ask(const Question& question, std::optional<Answer> given = {});

  /// What came of it, in one piece; `above` stands over it.
  void tell(const Question& question, const Answer& answer, const Grade& grade, const Facts& facts,
            const Caller& lesson, const std::string& above = "");

  /// Whether the reader has left what was said: nobody has seen the rest.
  bool has_left() const { return answerer_.has_left(); }

  /// A line of words.
  void say_line(const std::string& words, int indent = 0);

 private:
  enum class Typed { nothing, hint, answer, command, other };
  Typed kind_of(const Question& question, const std::string& line) const;
  std::string prompt(const Question& question, const std::optional<Answer>& answer) const;
  void hint(const Question& question);

  const Style& style_;
  Answerer& answerer_;
  std::function<bool(const std::string& line)> is_command_;
  std::size_t hints_ = 0;  // given
};

}  // namespace procdemo::cli
