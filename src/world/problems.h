// What a machine does not allow.
#pragma once

#include "world/room.h"

namespace procdemo::world {

enum class MachineProblem {
  proc_missing,   // /proc does not show procdemo itself
  unguarded,      // {0} the lesson: no guard of the kernel is to be had
  ptrace_denied,  // {0} the lesson or command, {1} the reason
  filter_denied,  // {0} the lesson or command, {1} the reason: no seccomp filter

  end_of_list  // stays last
};

}  // namespace procdemo::world
