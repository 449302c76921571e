// The processes of procdemo itself: observer, janitor, guards, whoever runs them. All are forks of
// one program, and that is how they are known.
#pragma once

#include <sys/types.h>

#include "world/room.h"

namespace procdemo::world {

/// Whether this process, or the one of this thread, is one of them. One that nobody may look into
/// is known by its name: procdemo's own, or one that begins with "procdemo".
bool is_procdemo(pid_t id);

/// Whether one of them is in this process group.
bool has_procdemo(pid_t group);

/// Keeps other programs of this user out of this process's memory and descriptors (ptrace(2),
/// /proc/PID/mem, pidfd_getfd(2)): PR_SET_DUMPABLE. A child that is to be traced is forked, and
/// attached to, before shut().
class OwnMemory {
 public:
  OwnMemory();  ///< open, whatever it was
  OwnMemory(const OwnMemory&) = delete;
  OwnMemory& operator=(const OwnMemory&) = delete;
  ~OwnMemory();  ///< as it was

  void shut() const;

 private:
  int before_;
};

/// Takes from this process, and from all that it will execute, the right to look into processes of
/// others (CAP_SYS_PTRACE). Async-signal-safe. Who has no such right loses nothing.
void give_up_tracing();

}  // namespace procdemo::world
