// A session served to its reader: one run that goes step by step, as its reader asks for it
// (protocol.h).
//
// The reader is another process (client.h). Its thinking time is nobody's: between two steps all
// processes are held, and no limit counts.
#pragma once

#include <functional>
#include <string>

#include "base/fd.h"
#include "base/problem.h"
#include "session/room.h"
#include "session/session.h"
#include "session/stepping/twin.h"

namespace procdemo::session {

/// What a session has to say and does not know: words, and who is to judge.
struct Voice {
  std::function<std::string(const Problem& problem)> say;  ///< a sentence for the user
  /// What somebody is about to do, in the reader's language.
  std::function<std::string(const Intention& intention)> does;
  std::function<End(const Finished& finished)> end;  ///< the last line of the trace
};

/// Where a run waits for its reader.
enum class Pauses {
  at_steps,
  at_choices,  ///< only where more than one can go on
};

/// Begins the run and serves until its reader quits, or is gone: the run ends then. Throws as
/// Session::start() does, before a word was said, and as Session::back() where the run can't be
/// begun again.
///
/// `twin` says whose part this worker has: to serve, or first to hold the spare run.
void serve_reader(const Fd& connection, Session& session, const Run& header, const Voice& voice,
                  Twin& twin, Pauses pauses = Pauses::at_steps);

}  // namespace procdemo::session
