// An answer, as a reader types it.
//
//   number          6
//   choice          b; where several may be right, b d, or none
//   outputs         likewise
//   order           c a b: the lines by their letters
//   next            P.1 P, or none
//   schedule        a token, or the processes that go, in their order: P P.1 P.1
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/questions/question.h"
#include "questions/room.h"

namespace procdemo::questions {

struct Answer {
  std::int64_t number = 0;
  std::vector<std::size_t> chosen;  ///< of the choices, or of the lines in their order; from 0
  std::vector<Name> names;          ///< next, schedule
  std::string token;                ///< schedule
  bool operator==(const Answer&) const = default;
};

/// Nothing where it is no answer to such a question.
std::optional<Answer> read_answer(const Question& question, std::string_view text);

/// As it is typed, in one form.
std::string text_of(const Question& question, const Answer& answer);

/// "a" for the first one.
std::string letter_of(std::size_t choice);

}  // namespace procdemo::questions
