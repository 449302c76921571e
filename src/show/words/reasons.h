// Why a claim holds, fails or was skipped (claims/claim.h). {0} is the value of `per`, said by
// `each`.
#pragma once

#include <string>

#include "show/room.h"
#include "show/words/words.h"
#include "trace/trace.h"

namespace procdemo::show {

enum class Reason {
  each,          // {0} the value, {1} the sentence
  steps,         // behind an order: {0} and {1}, the numbers of two steps at the same time
  count_none,    // {1} found: none; {2} the bounds
  count,         // {1} found, {2} the bounds, {4} the events
  distinct,      // {1} found, {2} the bounds, {4} the field, {5} its values
  before,        // {1} the last of A, {2} the first of B
  overlap,       // {1} the most at once, {2} at most, {3} the events
  same,          // {1} how many values in A, {2} in B
  same_differs,  // the same, {3} A's value, {4} its event, {5} B's value, {6} its event
  same_only_a,   // the same; B has nothing more
  same_only_b,   // the same; A has nothing more
  compare,       // {1} A's figure, {2} B's figure, {3} the ratio, {4} the bounds
  missing,       // {2} the pattern
  unbroken,
  each_holds,  // {1} the field, {2} its values
  by_sleep,    // {0} what was found
  unobserved,
  field_unseen,  // {1} the field
  interrupted,
  refused,
  live,
  any_sleep,       // only sleeping arranges it
  overslept,       // {1} who, {2} seconds asked for, {3} seconds slept
  unless,          // {1} the event that says so
  other,           // {0} the key
  bound_exactly,   // {0}
  bound_at_least,  // {0}
  bound_at_most,   // {0}
  bound_between,   // {0}, {1}
  bound_none,

  end_of_list  // stays last
};

template <>
Entries<Reason> english<Reason>();
template <>
Entries<Reason> chinese<Reason>();

/// What is behind the finding on a claim that only sleeping arranges; any other as it is.
Why what_was_found(const Why& why);

/// What was said of that, with what it means that only sleeping arranges it.
std::string with_sleep(const Why& why, const std::string& said, Language language);

/// Why a claim holds, fails or was skipped: the lesson's own evidence where it gives any.
std::string say(const Why& why, Language language);

}  // namespace procdemo::show
