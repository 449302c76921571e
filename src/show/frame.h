// What is told around a run, in one language: before it, what to look at; after it, what it showed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "show/room.h"
#include "show/sentences/finding_words.h"
#include "show/writer.h"

namespace procdemo::show {

struct Heading {
  bool lesson = false;
  std::string title;
  std::string look;                     ///< what to look at: paragraphs and items
  std::vector<std::string> conditions;  ///< what is special about this run, a sentence each
};

/// A claim, and what this run said to it.
struct ShownClaim {
  std::optional<bool> holds;
  std::string claim;
  std::string why;
};

/// What there is nothing to say of is empty.
struct Closing {
  std::string summary;  ///< processes, seconds, status
  std::string token;
  std::string survivors;
  std::vector<ShownClaim> claims;
  std::vector<ShownFinding> findings;
  std::string limit;
  std::string more;  ///< the command that shows what another order would, where one would
  std::string next;  ///< what to try next: paragraphs and items
};

/// Title, what to look at, guards and limits. Under `watch`, which has no lesson, the command.
Heading heading_of(const Run& run, Language language);

/// How it ended, each claim with its evidence, what is wrong with the program, the limit that ended
/// the run, and what to try next.
Closing closing_of(const Ending& ending, Language language);

}  // namespace procdemo::show
