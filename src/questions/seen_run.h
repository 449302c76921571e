// A run that was made to its end before its reader is told of it: what answers are held against.
//
// So a question can be asked at any moment of it, and graded at once, and what is told afterwards
// is what was graded by. It is observed by a process of its own (session/stepping/client.h).
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "base/fd.h"
#include "claims/claim.h"
#include "questions/room.h"
#include "session/session.h"
#include "trace/run_status.h"
#include "trace/trace.h"

namespace procdemo::questions {

struct SeenRun {
  /// How the run stood when so many of its events had come.
  struct Stand {
    std::size_t events = 0;
    RunStatus status;
  };

  Run run;
  std::vector<Event> events;
  std::vector<Stand> stands;  ///< of a controlled run, where they were asked for
  End end;
  Conditions conditions;
};

/// Where something is done that may fail: in the process that observes. Returns its exit status,
/// and has said what went wrong.
using Carried = std::function<int(const std::function<void()>& work)>;

/// The last line of a run's trace.
using EndOf = std::function<End(const Finished& finished)>;
End plain_end(const Finished& finished);

/// How such a run is made.
struct Seeing {
  Carried carry;
  EndOf end = plain_end;
  bool stands = false;             ///< it goes step by step, and how it stands is kept
  std::vector<Name> choices = {};  ///< who goes where several can; then the order's next
};

/// Makes the run. Nothing where it could not be made: `status` is then the exit status.
std::optional<SeenRun> see(Subject& subject, const Request& request, const Seeing& how,
                           int& status);

/// It, as JSON Lines.
std::string trace_text(const SeenRun& run);

/// How the run stood before its event number `event`, from 0. Nothing where that is not known.
const RunStatus* stand_before(const SeenRun& run, std::size_t event);

/// The first event that matches, from 0.
std::optional<std::size_t> first_match(const Pattern& pattern, const SeenRun& run);

/// All that do.
std::vector<std::size_t> matches_of(const Pattern& pattern, const SeenRun& run);

}  // namespace procdemo::questions
