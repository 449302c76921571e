// How far a run is that goes step by step, and which way it went.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "session/room.h"
#include "session/stepping/interventions.h"
#include "session/stepping/taken.h"
#include "session/stepping/told.h"
#include "session/subject.h"
#include "session/witness.h"
#include "trace/canonical.h"

namespace procdemo::session {

struct RunProgress {
  RunProgress(const Subject& subject, Sink& sink, bool stable)
      : told(subject.header, surroundings_told(subject, stable), sink, stable) {}

  static Canonical::Surroundings surroundings_told(const Subject& subject, bool stable) {
    Canonical::Surroundings surroundings = surroundings_of(subject);
    surroundings.evidence_is_canonical = stable;
    return surroundings;
  }

  Told told;
  std::vector<std::size_t> events{};    // [i]: so many were told when i steps had been taken
  std::vector<std::uint64_t> hashes{};  // [i]: of those (Told::hash)
  std::vector<Taken> path{};            // [i]: step i, as it is, or was before the reader went back
  Interventions interventions{};
  FoundFile program{};             // when the first run began
  std::vector<FoundFile> found{};  // what is to be the same when it begins again
  std::size_t looked_at = 0;       // so many of those that this run has opened
  std::optional<int> outside{};    // the first step that changed what is not put back
  std::optional<int> met{};        // the first one after which another run could meet this one
  int unchanged = std::numeric_limits<int>::max();  // since the last look the way is, to that step
  bool over = false;
  bool differs = false;  // begun again, it was another run: nobody is to be told how that ends

  void took_step() {
    events.push_back(told.events());
    hashes.push_back(told.hash());
  }
  void begin_again() {
    events.clear();
    hashes.clear();
    found.clear();
    looked_at = 0;
    took_step();
  }
  int steps() const { return static_cast<int>(events.size()) - 1; }

  /// Whose step the next one was, if it has been taken before.
  Name before() const {
    return events.size() - 1 < path.size() ? path[events.size() - 1].who : Name();
  }

  /// It is this one's. Where it was another's before, that leads elsewhere.
  void goes(const Name& who, Taken::How how) {
    if (who == before()) return;
    forget_coming();
    path.push_back({who, how});
  }

  /// The way that was gone from here is none any more.
  void forget_coming() {
    way_changes();
    path.resize(events.size() - 1);
    interventions.forget_coming();
  }
  void way_changes() { unchanged = std::min(unchanged, steps()); }
};

}  // namespace procdemo::session
