// The terminal's foreground: the process group that reads it, and that Ctrl-C goes to
// (tcsetpgrp(3)). A program may give it to a group of its own, and leave it there.
#pragma once

#include <sys/types.h>

#include "base/fd.h"
#include "world/room.h"

namespace procdemo::world {

/// When the run has ended, gives it back to the group that had it before, unless somebody else has
/// it by right. SIGTTOU has to be blocked.
class Foreground {
 public:
  Foreground();
  Foreground(const Foreground&) = delete;
  Foreground& operator=(const Foreground&) = delete;
  ~Foreground();

 private:
  Fd terminal_;  // none, where there is no controlling terminal
  pid_t group_ = -1;
};

}  // namespace procdemo::world
