// A session: one run of a subject, made and observed.
//
// It makes the run's world and its schedule, has the engine observe it, keeps what claims need, and
// checks them at the end. Whoever has a session tells what comes of it, in words of its own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/engine.h"
#include "session/chosen_schedule.h"
#include "session/subject.h"

namespace procdemo {

/// How a run came to its end, and what was found.
struct Finished {
  Outcome outcome;
  std::string token;  ///< empty for a live run, and for one that was not its token's
  std::vector<Verdict> claims;
};

class Session {
 public:
  /// Makes the world, and completes the header of the subject. Both arguments live longer. In a
  /// stable run, where PIDs are told from other numbers, it sees to it first that they are large.
  /// Throws Problem where a guard is needed and there is none (unguarded), std::system_error where
  /// there are no processes or descriptors left.
  Session(Subject& subject, const Request& request);

  /// Observes it to its end; events go to `sink`. Once. Throws as observe() does: PtraceDenied
  /// before anything was told.
  Finished run(Sink& sink);

 private:
  std::vector<Verdict> verdicts(const Outcome& outcome, const std::vector<Event>& events,
                                bool closed) const;

  const Subject& subject_;
  const Request& request_;
  std::unique_ptr<World> world_;
  ChosenSchedule schedule_;
};

/// The claims of a subject whose run nobody could observe: skipped.
std::vector<Verdict> unobserved_claims(const Subject& subject);

}  // namespace procdemo
