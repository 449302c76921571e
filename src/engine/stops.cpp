// Stops at the entry and the end of a call.
#include <sys/ptrace.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include "engine/observation.h"
#include "run/trap_state.h"
#include "tracee/call_stop.h"

namespace procdemo {

namespace {

constexpr double most_foreign_calls = 1000;

// What the kernel returns from a call that a signal interrupted, and may go on with: ERESTARTSYS to
// ERESTART_RESTARTBLOCK (linux/errno.h). No program ever sees these.
bool may_go_on(std::int64_t result) {
  return result <= -512 && result >= -516;
}

std::array<std::uint64_t, 6> arguments_of(const Registers& registers) {
  std::array<std::uint64_t, 6> arguments;
  for (int i = 0; i < 6; ++i) arguments[static_cast<std::size_t>(i)] = registers.argument(i);
  return arguments;
}

// Whether a call says that nothing has come, so that the program will ask again.
bool found_nothing(const Syscall& call, std::int64_t result) {
  if (result == -EAGAIN || result == -ETIMEDOUT) return true;
  return result == 0 && call.zero_is_nothing;
}

}  // namespace

// SIGKILL takes a task out of any stop, on to that of its exit: what was reported of it is then out
// of date, and the message is the exit's. Asked afterwards, the kernel says whose it was. No signal
// takes it out of that last one.
std::optional<unsigned long> Observation::event_message(pid_t tid, const Stopped& stop) {
  unsigned long message = 0;
  siginfo_t now;
  if (::ptrace(PTRACE_GETEVENTMSG, tid, nullptr, &message) != 0) return std::nullopt;
  if (stop.at == Stopped::At::exit) return message;
  if (::ptrace(PTRACE_GETSIGINFO, tid, nullptr, &now) != 0) return std::nullopt;
  return now.si_code == stop.code ? std::optional(message) : std::nullopt;
}

// Whose memory nobody serves is not let run into it: it could not be killed there.
void Observation::resume(Task& task, Until until, int signal) {
  check_unanswered();
  if (run_.memory.stalled && !ending_) return;
  const bool stops = until == Until::call_end || task.mending != Mending::no;
  ::ptrace(stops ? PTRACE_SYSCALL : PTRACE_CONT, task.tid, nullptr,
           static_cast<long>(signal));  // ESRCH: it was killed, and its end will be reported
}

void Observation::hold(Task& task, std::string_view step, Held where) {
  task.held = where;
  task.step = step;
  ++held_;
  schedule_.arrived({task.tid, task.name, step});
}

// It is being killed: at no call and at no probe any more.
void Observation::drop_hold(Task& task) {
  task.probe = nullptr;
  task.mending = Mending::no;
  if (task.held == Held::no) return;
  task.held = Held::no;
  --held_;
  schedule_.left(task.tid);
}

// At which call a filter has stopped it: one question, the answer to which is in task.registers,
// too. Before Linux 5.3 nobody but the filter tells of another ABI.
std::optional<CallStop> Observation::look_at_call(Task& task, const Stopped& at) {
  auto stop = call_stop(task.tid);
  if (stop) task.registers.enter(stop->number, stop->arguments, stop->instruction, stop->stack);
  if (stop || tells_call_stops(task.tid)) return stop;
  const auto data = event_message(task.tid, at);
  if (!data || !task.registers.read(task.tid)) return std::nullopt;
  stop.emplace(CallStop{.at = CallStop::At::filter, .data = static_cast<std::uint32_t>(*data)});
  stop->foreign = mark_.is_foreign(stop->data);
  return stop;
}

void Observation::stopped_at_call(Task& task, const Stopped& at) {
  if (!run_.log.has_begun()) return resume(task);  // still procdemo's own code, on its way to exec
  const auto stop = look_at_call(task, at);
  if (!stop || stop->at != CallStop::At::filter) return;
  if (task.registers.call_number() < 0) return resume(task);  // it was taken from its call
  if (stop->foreign) return foreign_call(task);
  if (!mark_.is_ours(stop->data)) return answer(task, -ENOSYS);
  if (refuse(task)) return;
  const CallTable::Entry& entry = calls_.at(task.registers.call_number());
  if (!entry.handler) return resume(task);
  if (task.process->probes) look_at_traps(task);
  const Handler& handler = *entry.handler;
  task.bursting = false;
  if (run_.controlled()) {
    const bool goes_on = task.call && task.call->interrupted;
    if (goes_on && continues(task, task.registers.call_number())) return;
    if (handler.alone && handler.alone(run_, task)) return perform(task);
  }
  task.at = entry.call;
  hold(task, entry.call->step_name(), Held::at_call);
}

const Refusal* Observation::refusal_of(const Task& task) {
  for (const Refusal* refusal : calls_.at(task.registers.call_number()).refusals) {
    const bool applies =
        fits(refusal->trap, task.registers) && (!refusal->applies || refusal->applies(run_, task));
    if (applies) return refusal;
  }
  return nullptr;
}

bool Observation::refuse(Task& task) {
  const Refusal* const refusal = refusal_of(task);
  if (!refusal) return false;
  run_.log.note(task, std::string(refusal->note));
  answer(task, -refusal->error);
  return true;
}

// The kernel does not run the call. Of one that a filter of the program's own hands to a tracer,
// that is what it gets where there is none (seccomp(2), SECCOMP_RET_TRACE): ENOSYS.
void Observation::answer(Task& task, std::int64_t result) {
  task.registers.answer(result);
  task.registers.write(task.tid);
  resume(task);
}

void Observation::foreign_call(Task& task) {
  run_.log.note(task, "32-bit");
  if (++foreign_calls_ == most_foreign_calls)
    run_.reach_limit(*task.process, "32-bit", most_foreign_calls);
  answer(task, -ENOSYS);
}

// The schedule has chosen this task: what it was held for happens now.
void Observation::go_on(Task& task) {
  const Held where = std::exchange(task.held, Held::no);
  --held_;
  end_waiting(task);
  switch (where) {
    case Held::at_birth:
      return begin_life(task);
    case Held::at_probe:
      return pass_probe(task);
    case Held::at_end:
      return end_call(task);
    case Held::at_signal:
      return stopped_at_signal(task, task.signal);
    case Held::anywhere:
      return resume(task);
    case Held::at_call:
    case Held::no:
      return perform(task);
  }
}

void Observation::perform(Task& task) {
  look_at_variables(task);
  const std::int64_t number = task.registers.call_number();
  if (task.call && task.call->interrupted && continues(task, number)) return;
  if (run_.controlled() && refuse(task))
    return;  // another thread may have changed a descriptor since
  const CallTable::Entry& entry = calls_.at(number);
  const Handler& handler = *entry.handler;
  if (!handler.entry) return resume(task);
  task.waited = false;
  task.call = Ongoing{.syscall = entry.call,
                      .handler = &handler,
                      .number = number,
                      .arguments = arguments_of(task.registers),
                      .instruction = task.registers.instruction(),
                      .started = run_.clock.now(),
                      .real_started = ProgramClock::real_now()};
  const Then then = handler.entry(run_, task);
  if (then != Then::see_result && !handler.alone) {
    task.polls = entry.call->yields ? std::max(task.polls + 1, polls_often) : 0;
  }
  if (then == Then::see_result) return resume(task, Until::call_end);
  if (then == Then::answered) task.registers.write(task.tid);
  task.call.reset();
  resume(task);
}

// After a signal the kernel enters an interrupted call again (signal(7), "Interruption of system
// calls"), as itself or as restart_syscall(2). If it doesn't, a handler of the program ran, and the
// program has seen EINTR.
//
// The kernel changes nothing of such a call, but a handler of the program may (sigreturn(2) puts
// back what stands on its stack): with another argument it is another call, and where a descriptor
// decides what it is, with the same ones too.
bool Observation::continues(Task& task, std::int64_t number) {
  Ongoing& call = *task.call;
  const CallTable::Entry& entered = calls_.at(number);
  const bool restart = entered.call && entered.call->restarts;
  const bool same = number == call.number && !call.handler->anew &&
                    task.registers.instruction() == call.instruction &&
                    arguments_of(task.registers) == call.arguments;
  if (!restart && !same) {
    interrupted_for_good(task);
    return false;
  }
  call.interrupted = false;
  if (same && call.handler->again) call.handler->again(run_, task);
  resume(task, Until::call_end);
  return true;
}

void Observation::interrupted_for_good(Task& task) {
  const Registers now = task.registers;
  task.registers.set_result(-EINTR);
  tell_end(task);
  task.call.reset();
  task.registers = now;
}

// What has happened in it is told.
void Observation::tell_end(Task& task) {
  const Handler& handler = *task.call->handler;
  const std::int64_t result = task.registers.result();
  const bool got_bytes = handler.after_writers && result >= 0 && !task.call->object.empty();
  if (got_bytes) let_writers_finish(task);
  tell_fork(task, result);
  if (handler.end && !task.call->replaced) handler.end(run_, task);
}

void Observation::put_back(Task& task) {
  task.registers.become_call(task.call->number);
  for (int i = 0; i < 6; ++i) {
    task.registers.set_argument(i, task.call->arguments[static_cast<std::size_t>(i)]);
  }
  task.registers.write(task.tid);
}

void Observation::stopped_at_end(Task& task) {
  if (!task.call || !task.registers.read(task.tid)) return resume(task);
  const Handler& handler = *task.call->handler;
  const bool cut_off = may_go_on(task.registers.result()) || task.registers.result() == -EINTR;
  const bool over = task.call->over && cut_off && handler.expire;
  if (over) handler.expire(run_, task);
  if (handler.leave) handler.leave(run_, task);
  if (task.call->replaced) put_back(task);
  if (over) task.registers.write(task.tid);
  if (may_go_on(task.registers.result())) {
    task.call->interrupted = true;
    return resume(task);
  }
  if (task.waited && !over && !cut_off) {
    return hold(task, task.call->syscall->step_name(), Held::at_end);
  }
  end_call(task);
}

void Observation::end_call(Task& task) {
  task.polls = found_nothing(*task.call->syscall, task.registers.result()) ? task.polls + 1 : 0;
  tell_end(task);
  task.finished = std::exchange(task.call, std::nullopt);
  look_at_variables(task);
  resume(task);
}

void Observation::look_at_variables(Task& task) {
  if (!task.process->image_watched) return;
  variables_.look(task, [&](event::Value value) { run_.log.emit(task, std::move(value)); });
}

}  // namespace procdemo
