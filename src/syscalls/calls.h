// The system-call table: what the observer does at each trapped call's entry and end.
//
// Handlers stand in calls_*.cpp, by subject. Each subject gives its rows; handlers() joins them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "syscalls/filter.h"

namespace procdemo {

struct RunState;
struct Task;

/// What happens to a call after its entry was handled.
enum class Then {
  go_on,       ///< the kernel runs it; nobody asks how it ended
  see_result,  ///< the kernel runs it, and the handler's `end` is called
  answered,    ///< the handler has put the result into task.registers; the kernel does not run it
};

/// One row of the table. `end` to `expire` are for calls whose result is looked at; task.call holds
/// what the entry remembered, task.registers the registers at that moment.
struct Handler {
  std::string_view name;  ///< as the field calls it: "wait4"
  Trap trap;
  Then (*entry)(RunState&, Task&);
  /// The call has ended, for the program too.
  void (*end)(RunState&, Task&) = nullptr;
  /// The kernel has left the call; it may still go on after a signal. What the observer changed for
  /// the kernel's eyes is put right here.
  void (*leave)(RunState&, Task&) = nullptr;
  /// The kernel enters the same call again after a signal that the program didn't notice.
  void (*again)(RunState&, Task&) = nullptr;
  /// Its timeout has come by virtual time: what the kernel would do then.
  void (*expire)(RunState&, Task&) = nullptr;
  /// Controlled runs: whether this call concerns nobody else. Then it is no step.
  bool (*alone)(RunState&, const Task&) = nullptr;
  /// What it is depends on a descriptor, behind which another thread may have put something else
  /// meanwhile: when the kernel enters it again after a signal, that is another call.
  bool anew = false;
  /// Its reader got what another wrote: whoever is about to leave such a write is told first.
  bool after_writers = false;
};

/// A call that no program gets, in any run: it is answered at its stop, and told once a kind.
///
/// The trap asks of registers alone: what stands in memory another thread may change between the
/// look and the kernel's. `applies` may look at more, where that cannot make it let something pass
/// that the trap names.
struct Refusal {
  std::string_view note;  ///< what is told (event::Note)
  Trap trap;
  int error;  ///< what the program gets: what a kernel says that does not have this, or forbids it
  bool (*applies)(RunState&, const Task&) = nullptr;
};

/// Stopping every call that writes costs time: that is done where `with_cgroups` says that this
/// user may write to control groups (world/cgroup.h).
std::vector<Refusal> refused_calls(bool with_cgroups);

/// Whether what the filter asks of a call holds in these registers.
bool fits(const Trap& trap, const Registers& registers);

/// Which parts of the table a run needs.
struct Needs {
  bool scaled_time = false;  ///< --speed is not 1: timed waits and clocks too
  bool probes = false;       ///< programs may have probes
  bool masks = false;        ///< this one has: its signal mask has to be known at each of them
  bool control = false;      ///< every call that may wait, or that another process may notice
  bool every_call = false;   ///< controlled runs: every call that another process may notice later
};

std::vector<Handler> process_calls();
std::vector<Handler> signal_calls();
std::vector<Handler> output_calls(const Needs& needs);
std::vector<Handler> transfer_calls();
std::vector<Handler> lock_calls(const Needs& needs);
std::vector<Handler> trap_calls(const Needs& needs);
std::vector<Handler> time_calls(const Needs& needs);
std::vector<Handler> timer_calls();                    ///< where time is scaled
std::vector<Handler> clock_calls(const Needs& needs);  ///< likewise
std::vector<Handler> random_calls();                   ///< controlled runs
std::vector<Handler> usage_calls(const Needs& needs);  ///< controlled runs
std::vector<Handler> virtual_timer_calls();            ///< controlled runs
std::vector<Handler> waiting_calls();  ///< controlled runs: those that wait without a timeout

std::vector<Handler> file_calls();   ///< controlled runs in which they are steps
std::vector<Handler> state_calls();  ///< likewise

/// What is done where a call is a step, and no row of the table names it.
const Handler& unlisted_call();

/// Of those, the numbers of the calls that are no step.
std::vector<int> private_calls();

/// Whether clone(2) with these flags makes a process that shares memory or descriptors with its
/// maker, and runs beside it.
bool shares_state(std::uint64_t flags);

/// Whether such a call only asks what others may have changed of the process itself.
bool looks_at_itself(const Task& task);

/// Whether ioctl(2) only asks how a terminal is set.
bool asks_terminal(const Task& task);

/// Whether fcntl(2) is about a lock.
bool is_lock_command(int command);

/// For Handler::alone: it never concerns anybody else.
bool is_alone(RunState& run, const Task& task);

/// Or not yet: there is but one task in the run, and there was never another.
bool is_first_alone(RunState& run, const Task& task);

/// For Handler::entry: the call is only a step, and there is nothing to tell of it.
Then enter_step(RunState& run, Task& task);

/// For an `entry`: the program gets `result` (an errno negated, as the kernel gives it), and the
/// kernel does not run the call.
Then answer(Task& task, std::int64_t result);

/// For an `entry`: the kernel runs this call in place of the one that the task is at. Its result is
/// the program's, and its registers are put back afterwards.
Then replace(Task& task, Call call, const std::vector<std::uint64_t>& arguments);

std::vector<Handler> handlers(const Needs& needs);

}  // namespace procdemo
