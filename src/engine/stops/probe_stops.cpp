#include "engine/stops/probe_stops.h"

#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>

#include "base/procfs.h"
#include "engine/stops/values.h"
#include "syscalls/lock_taking.h"
#include "syscalls/trap_state.h"
#include "tracee/call_stop.h"
#include "tracee/memory.h"

namespace procdemo::engine {

namespace {

constexpr std::uint64_t everything = ~0ull;

// The kernel has put this disposition back to the default.
bool is_undone(const SignalAction& action, bool blocked) {
  const bool ignored = action.handler == 1;  // SIG_IGN
  return ignored || (action.handler != 0 && blocked);
}

std::array<std::uint64_t, 4> mending_call(const Mending& mending) {
  return {SIGTRAP, mending.at, 0, sizeof everything};
}

bool is_mending_call(const Mending& mending, const CallStop& stop) {
  const auto asked = mending_call(mending);
  return !stop.foreign && stop.number == SYS_rt_sigaction &&
         std::equal(asked.begin(), asked.end(), stop.arguments.begin());
}

}  // namespace

// A trap of ours is no signal of anybody's: the program never hears of it. SIGTRAP that the program
// was sent while it has it blocked is for the kernel one and the same with ours, which it lets
// through.
bool ProbeStops::stopped(Task& task, const siginfo_t& info) {
  if (info.si_signo != SIGTRAP || !task.process->image.has_traps()) return false;
  const bool sent_before = info.si_code != SI_KERNEL;
  if (sent_before && !task.trap_blocked) return false;
  if (!task.registers.read(task.tid)) return false;
  const auto place = place_of(task);
  if (!place) return false;
  if (sent_before) send_trap_again(task, info.si_pid);
  if (!begin_mending(task, *place)) hold_at(task, *place);
  return true;
}

std::optional<Held> ProbeStops::place_of(const Task& task) {
  const std::uint64_t instruction = task.registers.instruction();
  if (const ProbeSite* probe = Probes::passed(*task.process, instruction)) {
    return held::Probe{probe};
  }
  if (const LockSite* site = LockFunctions::passed(*task.process, instruction)) {
    return held::Lock{site, task.registers.first_parameter()};
  }
  return std::nullopt;
}

void ProbeStops::send_trap_again(Task& task, pid_t sender) {
  run_.signals.forge(*task.process, SIGTRAP, {run_.name_of(sender), sender});
  run_.signals.send(task, SIGTRAP);
  set_signal_mask(task.tid, signal_mask_of(task.tid) | only_trap);
}

// The call is made with everything blocked, so that nothing comes between. Its argument lies below
// the stack, where there should be nothing of the program's; but a handler's stack may be small
// (sigaltstack(2)), and something else below it: what stood there is put back.
//
// Nobody promises that the instruction is still there when the task comes to it: another thread may
// have put another one in its place. So the task is stopped at the entry of whatever call it makes
// (by PTRACE_SYSCALL: also of those that no filter of ours stops), and goes on in the one that was
// asked for alone. Where the program has filters of its own, one of them may kill whoever makes
// this call: there SIGTRAP stays what the kernel made of it, and also where the kernel does not say
// how many there are (before Linux 5.9). A thread that installs one for all threads meanwhile
// (SECCOMP_FILTER_FLAG_TSYNC) can have its own process killed, as it can in any call.
bool ProbeStops::begin_mending(Task& task, const Held& place) {
  const Image& image = task.process->image;
  const std::uint64_t instruction = image.call_instruction;
  if (!is_undone(image.trap_action, task.trap_blocked) || instruction == 0) return false;
  if (!may_mend(task, instruction)) return false;
  const std::uint64_t at = task.registers.scratch(sizeof(SignalAction));
  const std::string over = read_memory(task, at, sizeof image.trap_action);
  if (!write_value(task, at, image.trap_action)) return false;
  task.mending = Mending{.then = place, .at = at, .over = over, .mask = signal_mask_of(task.tid)};
  set_signal_mask(task.tid, everything);
  Registers call = task.registers;
  call.make_call(instruction, SYS_rt_sigaction, mending_call(*task.mending));
  call.write(task.tid);
  resumer_.resume(task);
  return true;
}

bool ProbeStops::may_mend(const Task& task, std::uint64_t instruction) const {
  const std::string_view call = call_instruction_bytes();
  const auto status = proc_status(task.tid);
  return tells_call_stops(task.tid) && read_memory(task, instruction, call.size()) == call &&
         status && run_.filters > 0 && status->seccomp_filters <= run_.filters;
}

// A stop of a task that mends. False where it is like any other.
bool ProbeStops::stopped_in_mending(Task& task, const Stopped& where) {
  using At = Stopped::At;
  const bool at_call = where.at == At::call || where.at == At::filter;
  const bool forced = where.at == At::signal && where.signal != SIGSTOP;  // what is not blocked
  if (!at_call && !forced) return false;
  const auto stop = at_call ? call_stop(task.tid) : std::nullopt;
  if (at_call && !stop) return true;  // killed meanwhile: it will be reported again
  const bool ended = stop && stop->at == CallStop::At::end && task.mending->entered;
  if (ended || !stop || !is_mending_call(*task.mending, *stop)) {
    end_mending(task);
  } else {
    task.mending->entered = true;
    resumer_.resume(task);
  }
  return true;
}

// Whatever call it is at is none of the program's: with its registers as they were at the probe,
// none is made.
void ProbeStops::end_mending(Task& task) {
  const Mending mending = *std::exchange(task.mending, std::nullopt);
  task.registers.write(task.tid);
  write_memory(task, mending.at, mending.over.data(), mending.over.size());
  set_signal_mask(task.tid, mending.mask);
  hold_at(task, mending.then);
}

// A lock that nobody else may take is no step, nor is it to signal a condition, or to pass a probe
// that tells what a call has told.
void ProbeStops::hold_at(Task& task, const Held& place) {
  if (task.trap_blocked) set_signal_mask(task.tid, signal_mask_of(task.tid) | only_trap);
  if (const auto* probe = std::get_if<held::Probe>(&place)) {
    const bool is_step = run_.every_step() || !Probes::repeats_call(task, *probe->site);
    return is_step ? turns_.hold(task, "probe", place) : pass(task, *probe->site);
  }
  const auto& lock = std::get<held::Lock>(place);
  if (lock.site->function->signals) {
    run_.signalled = task.went + 1;
    return go_past(task, lock);
  }
  if (!LockFunctions::is_step(task, lock.object)) return pass(task, lock);
  turns_.hold(task, word_of(lock.site->function->sort), place);
}

void ProbeStops::pass(Task& task, const ProbeSite& site) {
  tell_values(run_, variables_, task);
  if (Probes::is_try(site)) {
    for (std::string& lock : Probes::arguments(task, site)) {
      run_.log.state(task, fact::TriesLock{std::move(lock)});
    }
  }
  if (Probes::asks_for_lock(site)) task.asked_since = AskedSince{task.came, task.went};
  if (Probes::is_got_lock(site)) state_taking(run_, task);
  if (Probes::is_told(site)) {
    run_.log.emit(task, event::Probe{site.provider, site.name, Probes::arguments(task, site)});
  }
  resumer_.resume(task);
}

// Whoever tries again and again polls; and so does, after very many times, whoever takes and gives
// back the same one and does nothing else that is known.
void ProbeStops::pass(Task& task, const held::Lock& lock) {
  constexpr int very_many = 1000;
  const auto& before = task.asked_lock;
  const bool again = before && before->site == lock.site && before->object == lock.object;
  task.asked_lock = AskedLock{lock.site, lock.object, again ? before->times + 1 : 1};
  const int usual = lock.site->function->tries ? 1 : very_many;
  task.polls = std::max(0, task.asked_lock->times - usual);
  take_step_at(task, lock);
  state_taking(run_, task, *lock.site->function, lock.object);
  tell_values(run_, variables_, task);
  go_past(task, lock);
}

void ProbeStops::go_past(Task& task, const held::Lock& lock) {
  task.registers.set_instruction(task.process->image.locks->bias + lock.site->detour);
  task.registers.write(task.tid);
  resumer_.resume(task);
}

// A program that takes a free lock a million times needs milliseconds for it alone, and minutes
// with a stop at each.
void ProbeStops::take_step_at(Task& task, const held::Lock& lock) {
  constexpr int most = 20'000;
  PlacedLocks& locks = *task.process->image.locks;
  if (lock.site->function->tries || locks.lifted || ++locks.steps < most) return;
  LockFunctions::lift(task);
  run_.log.note(task, "many-locks");
}

}  // namespace procdemo::engine
