// A lesson's own sentence about a claim that holds, filled in with what happened:
//   "fork() returned {1.returned} in {1.process} and {2.returned} in {2.process}"
//
//   {1.FIELD}    that field of the first match of pattern 1 (an array: its elements; seconds to the
//                millisecond)
//   {1.FIELD*}   all its different values over the matches, in the order of the run, with ", "
//                between them, and "、" in Chinese
//   {1.count}    how many matches there are
// (numbers to the thousandth) and the placeholders of patterns: {rounds}, [pid P.1]. A noun after
// one of them agrees with it: "{1.count} line(s)" is "1 line", "2 lines".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "claims/room.h"
#include "claims/verbs.h"

namespace procdemo::claims {

/// A reference to a pattern's matches: "{2.returned*}". Nothing for another kind of placeholder.
struct Reference {
  std::size_t pattern = 0;  ///< from 0
  std::string field;        ///< "count" is no field: how many there are
  bool all = false;
};
std::optional<Reference> reference_in(std::string_view placeholder);

/// In both languages; empty where something that it speaks of did not happen, since half a sentence
/// is no evidence.
Wording fill_in(const Wording& evidence, const std::vector<Matches>& sides,
                const Placeholders& placeholders);

}  // namespace procdemo::claims
