#include "syscalls/usual_step.h"

#include <algorithm>

#include "syscalls/table.h"

namespace procdemo::syscalls {
namespace {

constexpr Needs usual_needs{.scaled_time = true, .probes = true, .control = true};

/// As the filter asks.
bool fits(const Trap& trap, const Arguments& arguments) {
  const std::uint64_t whole = arguments[static_cast<std::size_t>(trap.argument)];
  const auto argument = static_cast<std::uint32_t>(whole);
  switch (trap.when) {
    case Trap::If::always:
      return true;
    case Trap::If::argument_is:
      return std::ranges::count(trap.values, argument) != 0;
    case Trap::If::argument_not_zero:
      return whole != 0;
    case Trap::If::argument_positive:
      return static_cast<std::int32_t>(argument) > 0;
    case Trap::If::argument_has:
      return (argument & trap.values.front()) != 0;
  }
  return true;
}

}  // namespace

bool is_usual_step(RunState& run, const Task& task, const Syscall& call) {
  const Handler* const handler = handler_for(call, usual_needs);
  if (!handler || !fits(handler->trap, task.registers.arguments())) return false;
  const AskedAsUsual as_usual(run);
  return !handler->alone || !handler->alone(run, task);
}

}  // namespace procdemo::syscalls
