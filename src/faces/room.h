// Faces of a session: what its reader sees of it, and types. They hold no truth of their own: they
// know the session's protocol, and how a run is shown.
#pragma once

#include "session/room.h"
#include "show/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::faces {
using namespace session;
using namespace show;
}  // namespace procdemo::faces
