// A process that waits for a child in which procdemo goes on, and seems to be that child.
#pragma once

#include "base/child.h"
#include "base/signal_mask.h"
#include "world/room.h"

namespace procdemo::world {

/// What it has to block before the child is forked.
sigset_t signals_handed_on();

/// Waits for the child's end, and hands on the signals that are sent to this process meanwhile.
WaitStatus stand_for(Child& child, const SignalFd& signals);

/// The same where the child, or its child, leads a process group of its own: that is stopped
/// without this process, which follows it then, so that a shell learns of it, and has it go on with
/// itself; with the terminal, where this process's group has that. SIGTTOU has to be blocked.
WaitStatus stand_for_group(Child& child, const SignalFd& signals);

/// Ends as a process with this status did.
[[noreturn]] void end_as(WaitStatus status);

}  // namespace procdemo::world
