// A session as JSON (session/protocol.h), for editors and pages: what one side says is passed on to
// the other as it is.
#pragma once

#include <optional>

#include "faces/room.h"
#include "session/stepping/client.h"
#include "show/narrator.h"

namespace procdemo::faces {

/// Requests come from `input`, a descriptor; messages go to `out`, as a narrator's: to standard
/// output. Returns how the run ended, when the reader has quit; nothing where the worker has ended
/// before that. Throws Problem (keys_ended) where requests end before the run does, BrokenPipe
/// where nobody reads.
std::optional<End> pass_json(Client& client, int input, const Out& out);

}  // namespace procdemo::faces
