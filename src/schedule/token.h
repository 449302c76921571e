// A token: the name of one controlled run, short enough to read out in class.
//
//   multi-fork@r-7kq2m        as round-robin would have it
//   exit:mode=zombie@p4g-3x9  parent-first, but for one choice; with an option of the lesson
//
// Before the @ stands what was run: a lesson or a program, and the options that were not the usual
// ones. After it, in Crockford's base 32 (which leaves out i, l, o and u: they are misread), the
// order: the policy's letter (r, p, c, or x and its seed), the departures from it, and behind a
// hyphen the fingerprint. Without the last two it is still a token: fork@c.
//
//   number       groups of 4 bits, the lowest first; the fifth bit says that another follows
//   departure    the number after * 4 + whom; where whom is 3 or more, the number whom - 3 too
//   fingerprint  the number of choices, a bit for each (5 in a letter), 2 letters for the whole
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schedule/order.h"
#include "schedule/room.h"

namespace procdemo::schedule {

struct Token {
  /// Option and value, as on the command line; a flag's value is empty.
  using Option = std::pair<std::string, std::string>;

  std::string subject;  ///< "multi-fork", or a program's name without its folders
  std::vector<Option> options;
  Order order;

  bool operator==(const Token&) const = default;
};

/// Whether it looks like one: it has an @. Policies have none.
bool is_token(std::string_view text);

std::string text_of(const Token& token);

/// Capital letters, and o for 0, i and l for 1, are understood. Throws Problem (token_malformed).
Token read_token(std::string_view text);

/// What a subject may be called: other characters become hyphens.
std::string subject_named(std::string_view name);

}  // namespace procdemo::schedule
