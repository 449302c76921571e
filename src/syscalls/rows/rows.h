// The rows, those of a subject together; and what rows have in common.
#pragma once

#include "syscalls/room.h"
#include "syscalls/syscall.h"
#include "syscalls/touches/rules.h"

namespace procdemo::syscalls {

std::vector<Syscall> process_calls();
std::vector<Syscall> exec_calls();
std::vector<Syscall> child_wait_calls();
std::vector<Syscall> signal_calls();
std::vector<Syscall> output_calls();
std::vector<Syscall> moved_output_calls();
std::vector<Syscall> transfer_calls();
std::vector<Syscall> lock_calls();
std::vector<Syscall> trap_calls();
std::vector<Syscall> time_calls();
std::vector<Syscall> clock_calls();
std::vector<Syscall> timer_calls();
std::vector<Syscall> socket_option_calls();
std::vector<Syscall> random_calls();
std::vector<Syscall> usage_calls();
std::vector<Syscall> waiting_calls();
std::vector<Syscall> file_calls();
std::vector<Syscall> state_calls();
std::vector<Syscall> machine_calls();
std::vector<Syscall> refused_calls();
std::vector<Syscall> process_control_calls();
std::vector<Syscall> private_calls();
std::vector<Syscall> other_calls();

/// What is done where every call is a step, and no row names this one.
const Syscall& unlisted_call();

// For Handler::in: which runs a handler is for.
bool in_controlled_runs(const Needs& needs);
bool in_timed_runs(const Needs& needs);       ///< time is scaled, or virtual
bool in_scaled_runs(const Needs& needs);      ///< real time, at another speed
bool in_explored_runs(const Needs& needs);    ///< each call is a step that another may notice
bool in_unexplored_runs(const Needs& needs);  ///< controlled ones, that are not

// For Handler::trap and Refusal::trap.
Trap argument_is(int argument, std::vector<std::uint32_t> values);
Trap argument_has(int argument, std::uint32_t bits);
Trap argument_not_zero(int argument);
Trap argument_positive(int argument);

/// For Handler::alone: it never concerns anybody else.
bool is_alone(RunState& run, const Task& task);

/// Of a look at a clock: nor does that, until its process has looked for long, and done nothing
/// else.
bool looks_alone(RunState& run, const Task& task);

/// Or not yet: there is but one task in the run, and there was never another.
bool is_first_alone(RunState& run, const Task& task);

/// Or not: it is what a C library does for itself, and how often is its own business. No step, but
/// where every call is one.
bool is_librarys(RunState& run, const Task& task);

/// Likewise, for a call whose first argument is a descriptor: it leads to a file of the system's (a
/// library, a table of the C library's, what /proc says of the machine).
bool is_on_system_file(RunState& run, const Task& task);

bool is_system_file(const RunState& run, std::string_view path);

/// For Syscall::asks.
bool always(const Arguments& arguments);
template <int argument>
bool is_null_signal(const Arguments& arguments) {
  return static_cast<int>(arguments[argument]) == 0;
}

/// For Handler::entry: the call is only a step, and there is nothing to tell of it; the same, where
/// it may wait.
Then enter_step(RunState& run, Task& task);
Then enter_waiting(RunState& run, Task& task);

/// A call that is a step in explored runs alone, and whose effect is over when it ends: all that is
/// known of it. Such have one name for schedules and tokens.
Syscall call_at_once(std::string_view name, TouchRule touches = touch::everything);

/// What is done at a call that is a step in explored runs alone, and no more than that.
Handler explored_step();

/// For an `entry`: the program gets `result` (an errno negated, as the kernel gives it), and the
/// kernel does not run the call.
Then answer(Task& task, std::int64_t result);

/// For an `entry`: the kernel runs the call of this number in place of the one that the task is at.
/// Its result is the program's, and its registers are put back afterwards.
Then replace(Task& task, int number, const std::vector<std::uint64_t>& arguments);

/// Whether clone(2) with these flags makes a process that shares memory or descriptors with its
/// maker, and runs beside it.
bool shares_state(std::uint64_t flags);

/// Whether it makes a thread of its caller's process; and as what another one is told: "fork",
/// "vfork" or "clone".
bool makes_thread(std::uint64_t flags);
std::string_view name_of_clone(std::uint64_t flags);

/// What execve(2) was asked for.
wait::Exec asked_program(const Task& task, std::uint64_t path, std::uint64_t argv);

/// Whether ioctl(2) only asks how a terminal is set.
bool asks_terminal(const Task& task);

/// Whether fcntl(2) is about a lock.
bool is_lock_command(int command);

}  // namespace procdemo::syscalls
