// The terminal's foreground: the process group that reads it, and that Ctrl-C goes to
// (tcsetpgrp(3)).
//
// A live run's first process leads a group of its own, as every job of a shell does (setpgid(2)):
// so setsid() fails there, and who is left behind by it is an orphaned process group. procdemo does
// as the shell would: it gives that group the foreground where its own had it, stops when the
// program is stopped, and puts all back at the end.
//
// Keys that are signals then reach the run alone. A helper in that group hears them, too, and hands
// them on to procdemo. It is a child of nobody in this session, for such a one would keep the group
// from becoming orphaned.
#pragma once

#include <sys/signalfd.h>
#include <sys/types.h>

#include "base/fd.h"
#include "world/room.h"

namespace procdemo::world {

/// Lives as long as the run. SIGTTOU has to be blocked. A program may give the foreground to a
/// group of its own, and leave it there: it goes back to the group that had it, unless somebody
/// else has it by right.
class Foreground {
 public:
  Foreground();
  Foreground(const Foreground&) = delete;
  Foreground& operator=(const Foreground&) = delete;
  ~Foreground() { end(); }

  /// This child of ours, which waits to become the program, leads a group. Not where its standard
  /// input or one of our outputs is not the terminal: then others of our job may read keys (a
  /// pager), and it stays in our group.
  void let_lead(pid_t first);

  /// The program was stopped. Where a shell can continue our job this stops, too, until it does;
  /// then the program goes on, in the foreground if we are. False where nobody could.
  bool stop_with_program();

  /// The run is over: nothing is handed on any more, and the foreground is given back.
  void end();

 private:
  bool give_to(pid_t group);

  Fd terminal_;  // none, where there is no controlling terminal
  pid_t group_ = -1;
  pid_t first_ = 0;  // who leads a group
  Fd listener_;      // the connection to the helper
};

/// Whether such a signal was typed, here or in the run's group: not sent by a process.
bool was_typed(const signalfd_siginfo& signal);

/// Whether the helper has handed it on: it reached the run.
bool was_handed_on(const signalfd_siginfo& signal);

}  // namespace procdemo::world
