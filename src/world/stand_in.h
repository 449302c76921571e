// A process that waits for a child in which procdemo goes on, and seems to be that child.
#pragma once

#include "base/child.h"
#include "base/signal_mask.h"
#include "world/room.h"
#include "world/terminal/keyboard.h"

namespace procdemo::world {

/// What it has to block before the child is forked.
sigset_t signals_handed_on();
sigset_t signals_and_stops_handed_on();  ///< for a child in a session of its own

/// Waits for the child's end, and hands on the signals that are sent to this process meanwhile.
/// Where there is a keyboard it is read for those who ask.
WaitStatus stand_for(Child& child, const SignalFd& signals, KeyboardReader* keyboard = nullptr);

/// The same where the child is in a session of its own: what comes from the terminal it does not
/// get by itself. Where a shell would continue this process (has_shell()) Ctrl-Z stops both.
WaitStatus stand_for_session(Child& child, const SignalFd& signals, bool shell);

/// Whether a stop of this process's group is somebody's to end: a parent is in another group of
/// the session. Else, of an orphaned group (setpgid(2)), the kernel stops nobody.
bool has_shell();

/// Ends as a process with this status did.
[[noreturn]] void end_as(WaitStatus status);

}  // namespace procdemo::world
