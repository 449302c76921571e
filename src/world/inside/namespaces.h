// Namespaces of this process's own (namespaces(7)), also for an ordinary user.
#pragma once

#include <string>

#include "world/room.h"

namespace procdemo::world {

/// Gives this process new namespaces: CLONE_NEWPID, CLONE_NEWIPC ..., ORed (unshare(2)). An
/// ordinary user needs a user namespace for that (user_namespaces(7)), in which the user's own id
/// is the only one there is; with `user_too` it is made in any case. To be called while there is
/// one thread. Returns 0, or errno.
int make_namespaces(int kinds, bool user_too = false);

/// Puts up the loopback interface of this process's network: in a new one it is down. Throws
/// std::system_error.
void put_loopback_up();

/// Gives this process a new network, if sockets of the one it has are in use or were, so that their
/// ports are free again. Throws std::system_error.
void renew_used_network();

/// Writes a file of /proc, whole. Returns 0, or errno.
int write_text(const char* path, const std::string& text);

}  // namespace procdemo::world
