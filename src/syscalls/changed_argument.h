// What the kernel is shown in place of what a program hands to a call.
#pragma once

#include "run/family.h"
#include "tracee/tracee.h"

namespace procdemo {

/// Lets argument `index` point to `value` for the length of the call, below the stack: never into
/// the program's own struct, which it may read meanwhile. Without memory there it stays as it was.
template <class Value>
void point_argument_to(Task& task, int index, const Value& value) {
  const auto scratch = put_below_stack(task, value);
  if (!scratch) return;
  task.call->changed_argument = index;
  task.call->scratch = *scratch;
  task.registers.set_argument(index, *scratch);
  task.registers.write(task.tid);
}

}  // namespace procdemo
