// The other end of a connection through the network (tcp(7)), where that is in the run, too.
#pragma once

#include <optional>

#include "base/procfs.h"
#include "engine/room.h"
#include "run/family.h"

namespace procdemo::engine {

/// The socket of the run whose two addresses are those of this one, the other way round. Nothing
/// where this is no connected one of the network, or nobody of the run has the other.
std::optional<FileIdentity> peer_through_network(const Task& task, int fd, Family& family);

}  // namespace procdemo::engine
