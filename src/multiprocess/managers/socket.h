// Stream sockets with abstract names (unix(7)).
#pragma once

#include <sys/socket.h>
#include <sys/uio.h>

#include <span>

#include "base/fd.h"
#include "multiprocess/managers/wire.h"

namespace multiprocess {

/// A socket whose name the kernel has chosen (autobind): five hexadecimal digits, unlike those of
/// all other sockets of this network namespace. Nobody can connect before listen(2).
procdemo::base::Fd bind_anywhere();

/// That name. `manager` is whom clients are to find there.
wire::Address address_of(const procdemo::base::Fd& socket, pid_t manager);

/// One that is not connected yet.
procdemo::base::Fd make_socket();

/// Connects it, and makes sure that the manager answers: its process, of this user. It waits where
/// too many wait already. Throws Closed when nobody listens there, Error when it is somebody else.
void connect_to(const procdemo::base::Fd& socket, const wire::Address& address);

/// Who connected, or who listens (SO_PEERCRED): as it was then, told by the kernel.
ucred peer_of(int socket);

/// Sends all of it, waiting where it must. False, with errno: not all of it.
bool send_parts(int socket, std::span<iovec> parts);

/// How often to ask the kernel again before one sleeps.
///
/// Being woken on another processor takes ten to twenty microseconds, several times what a manager
/// needs to answer. So both ends of a connection look some sixty times (for as many microseconds at
/// most) whether something came, and sleep then. Not at all on one processor, where nobody else can
/// work while we look; nor when a tracer stops this process at each of its calls (ptrace(2)), where
/// each look costs more than a wake-up.
int looks_before_sleep();

}  // namespace multiprocess
