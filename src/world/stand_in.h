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

/// The same where the child, or its child, leads a process group of its own, which is stopped
/// without this process. Where a shell would continue it (has_shell()) this one follows it then,
/// and has it go on with itself, with the terminal, where this process's group has that; else it
/// goes on at once. SIGTTOU has to be blocked.
WaitStatus stand_for_group(Child& child, const SignalFd& signals, bool shell);

/// Whether a stop of this process's group is somebody's to end: its parent is in another group of
/// the session. Else, of an orphaned group (setpgid(2)), the kernel stops nobody.
bool has_shell();

/// Ends as a process with this status did.
[[noreturn]] void end_as(WaitStatus status);

}  // namespace procdemo::world
