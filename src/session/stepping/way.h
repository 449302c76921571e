// The way from a run's beginning to where it is, as requests: who was chosen otherwise than the
// order has it, what was typed, and which signals were sent.
#pragma once

#include <vector>

#include "session/room.h"
#include "session/stepping/progress.h"
#include "session/stepping/protocol.h"

namespace procdemo::session {

/// What was done beside choosing, as its reader asked for it; and from such a request, which is for
/// input or a signal.
ReaderRequest request_of(const Intervention& one);
Intervention intervention_of(int step, const ReaderRequest& request);

/// Empty where its reader has done no more than choose: then a token tells it.
std::vector<ReaderRequest> way_of(const RunProgress& progress);

}  // namespace procdemo::session
