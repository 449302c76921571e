// What the kernel is shown in place of what a program hands to a call.
#pragma once

#include "run/family.h"
#include "syscalls/room.h"
#include "tracee/tracee.h"

namespace procdemo::run {
struct RunState;
}  // namespace procdemo::run

namespace procdemo::syscalls {

/// For the length of the call, argument `index` is `value`.
inline void change_argument(Task& task, int index, std::uint64_t value) {
  task.call->changed_argument = index;
  task.registers.set_argument(index, value);
  task.registers.write(task.tid);
}

/// It points to `value` below the stack: never into the program's own struct, which it may read
/// meanwhile. Without memory there it stays as it was.
template <class Value>
void point_argument_to(Task& task, int index, const Value& value) {
  if (const auto scratch = put_below_stack(task, value)) change_argument(task, index, *scratch);
}

/// After the kernel has left the call: the program finds in its register what it had put there.
inline void put_back_argument(Task& task) {
  const auto changed = std::exchange(task.call->changed_argument, std::nullopt);
  if (!changed) return;
  task.registers.set_argument(*changed, task.call->arguments[static_cast<std::size_t>(*changed)]);
  task.registers.write(task.tid);
}

/// For Handler::leave.
inline void put_back_changed(RunState&, Task& task) {
  put_back_argument(task);
}

}  // namespace procdemo::syscalls
