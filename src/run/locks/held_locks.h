// The file locks that processes of the run hold, as the kernel shows them in /proc/locks (proc(5)).
//
// A lock goes by an unlock call, or when the last descriptor of its open file description goes: by
// close, dup2, exec or exit, of whatever process has it. So nobody guesses: whenever one may have
// gone, the kernel's table is asked.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "findings/fact.h"
#include "run/room.h"
#include "trace/event.h"
#include "tracee/kernel_locks.h"

namespace procdemo::run {

class HeldLocks {
 public:
  using Kind = KernelLock::Kind;

  struct Held {
    Name process;    ///< who got it
    pid_t pid = 0;   ///< as the observer sees it
    pid_t seen = 0;  ///< as it sees itself
    Kind kind = Kind::flock;
    std::string path;
    std::string file;  ///< "08:01:1234", as /proc/locks names it
    int fd = -1;       ///< by which it got it
    bool exclusive = false;
    bool over = false;           ///< another has it now
    fact::ByteRange bytes = {};  ///< of fcntl(2): all of its locks on the file are between these
  };

  bool empty() const { return held_.empty(); }

  /// A process got a lock; the same one again (a change of mode) counts once.
  void add(Held lock);

  /// A process got an exclusive lock of an open file description, of which the kernel's table names
  /// no owner: others' locks of that kind on the file are gone.
  void taken_over(const Held& lock);

  /// Who else has just this lock, for it is that of one open file, which both have since a fork
  /// (flock(2)); nullptr: nobody, as far as the kernel's table was asked.
  const Held* sharer(const Held& lock) const;

  /// Those that the kernel no longer has. They are forgotten here.
  std::vector<Held> take_gone();

 private:
  std::vector<Held> held_;
};

}  // namespace procdemo::run
