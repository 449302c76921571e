// How a class has answered, as its teacher types it: an answer, and how many have given it.
//
//   choice          a 12 b 7; where several may be right, hands for each (a 12 b 7 none 3), or
//                   for several at once (ab 5)
//   number          6 12 8 7: twelve say 6; also 6: 12, 8: 7
//   order           cab 9 abc 4
//   next            P 12 P.1 7, P+P.1 5
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/questions/question.h"
#include "questions/room.h"

namespace procdemo::questions {

struct Vote {
  std::string answer;  ///< as it is typed, in one form: a letter, a number, "none"
  int count = 0;
  bool operator==(const Vote&) const = default;
};

/// Of a question that offers some: each of its choices, in their order, also without a vote.
using Votes = std::vector<Vote>;

/// Whether a class can vote at all: not on a whole order of steps.
bool takes_votes(const Question& question);

/// What a teacher might type.
std::string example_of_votes(const Question& question);

/// Whether votes may begin so: a letter of the question's, a digit.
bool begins_votes(const Question& question, char32_t typed);

/// Nothing where it is no such text, names what is no answer or the same one twice, or counts more
/// than a million. Full-width characters, as Chinese keyboards give them, are taken as plain ones.
std::optional<Votes> read_votes(const Question& question, std::string_view text);

/// So many columns for each vote's bar: the largest has all of `columns`, and whoever has a vote
/// has one at least.
std::vector<int> bars_of(const Votes& votes, int columns);

}  // namespace procdemo::questions
