// The events that a claim speaks of: those that match its patterns, and among them the groups
// within which it is checked (Claim::per).
#pragma once

#include <string>
#include <vector>

#include "claims/claim.h"
#include "claims/pattern.h"
#include "claims/room.h"
#include "claims/verbs.h"

namespace procdemo::claims {

/// Those of the whole run, or of one group among them.
struct Group {
  std::string value;           ///< of Claim::per; empty where the claim has none
  std::vector<Matches> sides;  ///< for each pattern
};

/// The events that match, for each pattern. They belong to the trace.
std::vector<Matches> match(const std::vector<Matcher>& matchers, const std::vector<Event>& events);

/// `all`: what match() has found. In the order in which groups come up in the run.
std::vector<Group> groups_of(const Claim& claim, const std::vector<Matcher>& matchers,
                             const std::vector<Event>& events, const std::vector<Matches>& all);

}  // namespace procdemo::claims
