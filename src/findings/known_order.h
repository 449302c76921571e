// What came before what in every order, as far as it is known: who has made whom, and who has
// reaped whom. Two actions of which none had to come first could have come at once.
//
// The idea is Lamport's "happened before" ("Time, Clocks, and the Ordering of Events in a
// Distributed System", CACM 21(7), 1978), of which this knows a part: not what is told by way of
// pipes, files, signals and memory.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string_view>
#include <vector>

#include "findings/room.h"
#include "trace/event.h"

namespace procdemo::findings {

/// Something that a task, "P" or "P.1/t2", did: about when the event of this number was told.
struct Action {
  Name task;
  std::uint64_t seq = 0;
};

class KnownOrder {
 public:
  /// Of each event of a run, in order.
  void learn(const Event& event);

  /// Whether the first must have been over when the other came.
  bool is_before(const Action& first, const Action& other) const;

 private:
  std::vector<Action> known_through(const Action& action) const;
  std::vector<Action> back_from(const Action& action) const;

  using Actions = std::map<Name, Action, std::less<>>;
  Actions births_;       // of tasks: what their makers did
  Actions thread_ends_;  // their makers may have waited for that
  Actions reaps_;        // of processes: what who has reaped them did
};

}  // namespace procdemo::findings
