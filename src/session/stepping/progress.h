// How far a run is that goes step by step, and which way it went.
#pragma once

#include <cstddef>
#include <vector>

#include "session/room.h"
#include "session/stepping/told.h"
#include "session/subject.h"
#include "session/witness.h"
#include "trace/canonical.h"

namespace procdemo::session {

struct Progress {
  Progress(const Subject& subject, Sink& sink, bool stable)
      : told(subject.header, surroundings_told(subject, stable), sink, stable) {}

  static Canonical::Surroundings surroundings_told(const Subject& subject, bool stable) {
    Canonical::Surroundings surroundings = surroundings_of(subject);
    surroundings.evidence_is_canonical = stable;
    return surroundings;
  }

  Told told;
  std::vector<std::size_t> events{};  // [i]: so many were told when i steps had been taken
  std::vector<Name> path{};           // [i]: whose step i was, or was before the reader went back
  bool over = false;

  void took_step() { events.push_back(told.events()); }
  int steps() const { return static_cast<int>(events.size()) - 1; }

  /// Whose step the next one was, if it has been taken before.
  Name before() const { return events.size() - 1 < path.size() ? path[events.size() - 1] : Name(); }

  /// It is this one's. False where it was another's before: that leads elsewhere.
  bool goes(const Name& who) {
    if (who == before()) return true;
    path.resize(events.size() - 1);
    path.push_back(who);
    return false;
  }
};

}  // namespace procdemo::session
