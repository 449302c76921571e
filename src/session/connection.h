// What a worker and whoever asks it are connected by.
#pragma once

#include <sys/socket.h>

#include "base/fd.h"
#include "session/room.h"

namespace procdemo::session {

/// Two ends of a stream, closed when another program is executed.
struct Connection {
  Fd ours, theirs;
};

/// Throws std::system_error.
inline Connection make_connection() {
  int ends[2];
  check("socketpair", ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends));
  return {Fd(ends[0]), Fd(ends[1])};
}

}  // namespace procdemo::session
