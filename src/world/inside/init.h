// The first process of a PID namespace (pid_namespaces(7)): orphans come to it, and with it the
// kernel kills all that are inside.
#pragma once

#include <chrono>

#include "base/fd.h"
#include "world/room.h"

namespace procdemo::world {

/// What is to be done before anybody hears of it. No signal from inside reaches this process then,
/// for it handles none; those from the terminal don't either.
void become_init();

/// What it does from then on. It keeps nothing of procdemo's open but `life`, a pipe of which
/// procdemo alone has the other end.
class Init {
 public:
  explicit Init(const Fd& life);

  /// Reaps who has ended. False where no child is left.
  bool reap() const;

  /// Waits until somebody has ended, or procdemo has. True: procdemo has.
  bool wait() const;

  /// Kills all that are inside but procdemo's helpers, which have a last thing to do, and waits
  /// for everybody's end.
  void end_others(std::chrono::milliseconds patience) const;

 private:
  int signals_;
};

}  // namespace procdemo::world
