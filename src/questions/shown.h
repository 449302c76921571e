// What shows that an answer is right or wrong: a few events of the run, or an order.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "claims/claim.h"
#include "questions/room.h"
#include "questions/seen_run.h"

namespace procdemo::questions {

using EventNumbers = std::vector<std::size_t>;  ///< of a SeenRun, from 0, in its order

struct Shown {
  EventNumbers events = {};  ///< the first few
  EventNumbers more = {};    ///< those that there are besides
  std::string token = {};    ///< of an order
  bool operator==(const Shown&) const = default;
};

Shown first_few(const EventNumbers& events);

/// The events that a claim speaks of.
Shown events_of(const Claim& claim, const SeenRun& run);

/// Both, a few of each: what a wrong answer speaks of may well have happened, and what the right
/// one speaks of came beside it. The order is that of `some`.
Shown joined(const Shown& some, const Shown& others);

}  // namespace procdemo::questions
