// A question and what came of an answer, as lines of text. Whoever shows them wraps them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "questions/grade.h"
#include "questions/room.h"

namespace procdemo::questions {

/// What is asked, about which run, and the choices with their letters; without how it is answered.
std::vector<std::string> lines_of(const Question& question, Language language);

/// How it is answered: "a letter, a to c".
std::string how_to_answer(const Question& question, Language language);

/// Why its answer is not known, of one whose is not.
std::string reason_of(const Question& question, const Facts& facts, Language language);

/// Who reads, and in how many columns.
struct Reader {
  Language language = Language::en;
  int width = 80;
};

/// What a reader is told of an answer. Lines of words are yet to be wrapped.
struct Told {
  std::vector<std::string> lines;   ///< whether it was right, what is, and why
  std::vector<std::string> events;  ///< where it was wrong: what happened, in the rows of --format
                                    ///< plain; in a last one how many more there are
  std::string command;              ///< that shows it; or empty
};

/// The lesson that asks: its name, and the words by which it is run: "fork", "run DIR".
struct Caller {
  std::string name, words;
};

/// `run` is the one that Grade::shown speaks of.
Told told_of(const Question& question, const Answer& answer, const Grade& grade, const Facts& facts,
             const Caller& lesson, Reader reader);

/// What a whole class is told: the answer, and what is wrong with one that tempts. `grade` is that
/// one's, where there is such an answer; else of any.
Told answer_of(const Question& question, const std::optional<Answer>& tempting, const Grade& grade,
               const Facts& facts, const Caller& lesson, Reader reader);

}  // namespace procdemo::questions
