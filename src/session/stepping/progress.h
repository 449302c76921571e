// How far a run is that goes step by step, and which way it went.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "session/room.h"
#include "session/stepping/interventions.h"
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

  struct Taken {
    /// Nobody had to be named, or that one was; or it went on by itself, having been named.
    enum class How { order, named, goes_on };
    Name who;
    How how = How::order;
  };

  Told told;
  std::vector<std::size_t> events{};  // [i]: so many were told when i steps had been taken
  std::vector<Taken> path{};          // [i]: step i, as it is, or was before the reader went back
  Interventions interventions{};
  std::vector<std::int64_t> program{};  // its file, when it began
  std::optional<int> outside{};         // the first step that changed what is not put back
  bool over = false;

  void took_step() { events.push_back(told.events()); }
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
    path.resize(events.size() - 1);
    interventions.forget_coming();
  }
};

}  // namespace procdemo::session
