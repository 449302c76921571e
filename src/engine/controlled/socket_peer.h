// The other socket of a pair (socketpair(2), unix(7)): what is read from one, who has the other
// wrote.
//
// The kernel tells of it by way of sock_diag(7), and to anybody. /proc does not.
#pragma once

#include <sys/types.h>

#include <optional>

#include "engine/room.h"

namespace procdemo::engine {

/// The inode of the socket that a stream socket is connected with. Nothing where that is none of
/// this machine's (unix(7)), or of another network namespace, or nobody has it any more, or the
/// kernel does not tell.
std::optional<ino_t> peer_of_stream(ino_t socket);

}  // namespace procdemo::engine
