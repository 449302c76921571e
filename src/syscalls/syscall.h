// A system call, and all that procdemo knows of it: one row.
//
// The rows stand in rows/, those of a subject together; table.h joins them. Whoever teaches
// procdemo another call adds a row there. What it does not say in its row it does not do: a call
// without a row is none of the others, but one that nobody knows (unlisted.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "run/ongoing.h"
#include "syscalls/room.h"
#include "trace/intention.h"

namespace procdemo::run {
struct RunState;
struct Task;
}  // namespace procdemo::run

namespace procdemo::syscalls {

class TouchList;

/// What a run is like, as far as it decides which calls stop a program.
struct Needs {
  bool scaled_time = false;  ///< --speed is not 1, or time is virtual: timed waits and clocks too
  bool probes = false;       ///< programs may have probes
  bool masks = false;        ///< this one has: its signal mask has to be known at each of them
  bool control = false;      ///< every call that may wait, or that another process may notice
  bool every_call = false;   ///< controlled runs: every call that another process may notice later
  bool cgroups = false;      ///< this user may write to control groups

  auto operator<=>(const Needs&) const = default;
};

/// When a call stops the program: the question that the filter asks of its arguments.
struct Trap {
  enum class If { always, argument_is, argument_not_zero, argument_positive, argument_has };

  If when = If::always;
  int argument = 0;                     ///< its lower 32 bits, except for argument_not_zero
  std::vector<std::uint32_t> values{};  ///< argument_is: any of these; argument_has: any bit
};

/// What happens to a call after its entry was handled.
enum class Then {
  go_on,       ///< the kernel runs it; nobody asks how it ended
  see_result,  ///< the kernel runs it, and the handler's `end` is called
  answered,    ///< the handler has put the result into task.registers; the kernel does not run it
};

/// What is done where a call stops the program, in the runs that it is for. `end` to `expire` are
/// for calls whose result is looked at; task.call holds what the entry remembered, task.registers
/// the registers at that moment.
struct Handler {
  bool (*in)(const Needs&) = nullptr;  ///< which runs; nullptr for all
  Trap trap{};
  Then (*entry)(RunState&, Task&) = nullptr;
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
  Trap trap{};
  int error = 0;  ///< what the program gets: what a kernel says that does not have this
  bool (*applies)(RunState&, const Task&) = nullptr;
  /// Stopping every call that writes costs time: that is done where this user may write to control
  /// groups (world/cgroup.h).
  bool where_cgroups = false;
};

/// What a step that begins with this call touches (touches.h). A row without one does not compile.
class TouchRule {
 public:
  constexpr TouchRule(void (*rule)(TouchList&)) : rule_(rule) {}
  void operator()(TouchList& list) const { rule_(list); }

 private:
  void (*rule_)(TouchList&);
};

/// For Syscall::waits_for.
WaitTarget first_argument(const Arguments& arguments);  ///< what that descriptor leads to
template <class Target>
WaitTarget waiting_for(const Arguments&) {
  return Target{};
}

/// How one of its arguments is written (call_text.h).
struct WrittenCall;
struct EndedCall;
struct ArgumentWriter {
  using Given = std::string (*)(const WrittenCall& call, std::size_t at);
  using Told = std::string (*)(const EndedCall& call, std::size_t at);
  ArgumentWriter(Given written) : given(written) {}
  ArgumentWriter(Told written) : told(written) {}
  ArgumentWriter(Given before, Told after) : given(before), told(after) {}

  Given given = nullptr;  ///< as the program gives it; without it, its address
  Told told = nullptr;    ///< what the kernel has filled in; where that is empty, as given
};

/// Those of a call; nothing where nobody knows what they are.
using ArgumentWriters = std::optional<std::vector<ArgumentWriter>>;

/// Which locks it is about, where it may ask for one.
enum class LockKind { none, flock, fcntl };

struct Syscall {
  std::string_view name;  ///< as the field calls it: "wait4"; a literal
  TouchRule touches;
  std::vector<Handler> handlers{};  ///< the first that is for a run counts there
  std::vector<Refusal> refusals{};  ///< the first that applies counts
  /// What it waits for, where it waits. At its entry the handler may say more of it.
  WaitTarget (*waits_for)(const Arguments&) = first_argument;
  /// The descriptors that it waits for, where it does.
  std::vector<int> (*awaits)(const Task&, const Arguments&) = nullptr;
  LockKind locks = LockKind::none;
  bool may_signal = false;       ///< a task that is held at a call, or kill it
  bool makes_task = false;       ///< a process or a thread
  bool writes = false;           ///< what readers wait for
  bool zero_is_nothing = false;  ///< its result 0 says that nothing has come: a poll
  bool yields = false;           ///< its caller has nothing to do
  /// Whether it only asks, and at once: to ask again, with nothing done in between, is to poll.
  bool (*asks)(const Arguments&) = nullptr;
  bool sets_action = false;  ///< of a signal: one that is about to come and be ignored it may end
  bool restarts = false;     ///< the call that a signal interrupted
  bool is_private = false;   ///< it concerns nobody but its process, and is no step in any run
  std::string_view step{};   ///< by what schedules and tokens know it (step_names.h)
  /// Younger than libseccomp may be. From 424 on, calls have one number on all architectures.
  int number = -1;
  /// What a task that is held at it is about to do (intentions.h); without one, to make this call.
  Intention (*intends)(RunState&, const Task&) = nullptr;
  /// Its arguments, in their order; without that all registers, in hex.
  ArgumentWriters arguments{};
  /// How its result is written, where it has not failed; without that as a number.
  std::string (*answer)(const EndedCall& call) = nullptr;

  std::string_view step_name() const { return step.empty() ? name : step; }
};

inline bool only_asks(const Syscall& call, const Arguments& arguments) {
  return call.asks && call.asks(arguments);
}

/// Whether what the filter asks of a call holds in these registers.
bool fits(const Trap& trap, const Registers& registers);

}  // namespace procdemo::syscalls
