// A finding in words: what is wrong, where, and what to do about it.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "show/room.h"
#include "trace/event.h"

namespace procdemo::show {

struct ShownFinding {
  std::string what;  ///< "P never waited for ...: P.1 (homework.c:12)"
  std::string seen;  ///< when the events came that show it; empty where no time was kept
  std::string advice;
  bool is_rest = false;  ///< it says how many more there are
};

/// Of an event that is a finding. `times` are those of the run's events, in order; there may be
/// fewer. Paths and names in it are the program's own: hostile to whatever format they get into.
ShownFinding shown_finding(const Event& event, const std::vector<float>& times, Language language);

/// Those that are to be looked at: not what a lesson shows on purpose, and of many of one kind a
/// few, the last of which says how many more there are.
std::vector<ShownFinding> shown_findings(const std::vector<Event>& findings,
                                         const std::vector<float>& times, Language language);

}  // namespace procdemo::show
