// The six verbs: each looks at the events that matched a claim's patterns, and finds whether the
// claim holds and why. claims/claim.h says what they mean.
#pragma once

#include <string>
#include <vector>

#include "claims/claim.h"
#include "claims/room.h"

namespace procdemo::claims {

/// The events that matched one pattern, in the order of the run. They belong to the trace.
using Matches = std::vector<const Event*>;

/// A Why before `per` and evidence are added: the arguments from {1} on.
struct VerbResult {
  bool holds = false;
  std::string key;
  std::vector<std::string> args;
};

/// `sides`: the matches of A, and of B where the verb has two patterns.
VerbResult find(const Claim& claim, const std::vector<Matches>& sides,
                const Placeholders& placeholders);

/// Pattern `number` (1 or 2) matched nothing.
VerbResult missing(const Claim& claim, int number);

}  // namespace procdemo::claims
