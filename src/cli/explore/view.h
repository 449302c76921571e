// What an exploration found, for people and for machines.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cli/room.h"
#include "explore/outcomes.h"
#include "show/narrator.h"

namespace procdemo::cli {

/// A search that is over, or was ended.
struct Exploration {
  const Outcomes& outcomes;
  std::vector<std::string>
      incomplete;  ///< why it is, in the user's language; empty: it is complete
  double seconds = 0;
  std::int64_t live_wanted = 0;
  std::string shared = {};     ///< why its runs had no worlds of their own; empty: they had
  bool any_sleep = false;      ///< sleeps could end at any time
  bool sleep_unknown = false;  ///< what only sleeping keeps away could not be found out
  std::string command;         ///< what a user would type to see one order, but for the token
  std::set<std::string> no_promise = {};  ///< claims whose being broken is no failure here
  std::set<std::string> failures = {};    ///< claims that hold when a failure came: it is shown

  bool is_broken(const std::string& id, const Outcomes::Claim& claim) const {
    return claim.broken > 0 && !no_promise.contains(id);
  }
};

std::string text_of(const Exploration& exploration, const Style& style);

/// What is wrong as far as is known, while the search goes on.
std::string first_answer_of(const Exploration& exploration, const Style& style);

/// How an order is shown.
struct ShownAs {
  std::string typed = {};   ///< what the program is called; empty: as it was run
  bool says_broken = true;  ///< which claims it breaks, at its end
};

/// An order, as its trace tells it (JSON Lines).
std::string as_lanes(const std::string& lines, const Style& style, const ShownAs& as = {});

/// Why it breaks the claims that it breaks, by their ids.
std::map<std::string, std::string> why_broken(const std::string& lines, Language language);

using Found = std::pair<const std::string, Outcomes::Output>;

/// The outputs: those that most orders give come first.
std::vector<const Found*> by_orders(const Outcomes& outcomes);

/// What is wrong with the program, as a run tells it; of equal ones the place decides.
std::vector<const Fault*> faults_in_order(const Outcomes& outcomes);

std::string json_of(const Exploration& exploration);

}  // namespace procdemo::cli
