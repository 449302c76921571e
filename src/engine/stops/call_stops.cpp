#include "engine/stops/call_stops.h"

#include <sys/ptrace.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include "engine/controlled/evidence_now.h"
#include "engine/stops/values.h"
#include "syscalls/channel.h"
#include "syscalls/lock_taking.h"
#include "syscalls/trap_state.h"
#include "tracee/call_stop.h"
#include "tracee/event_message.h"

namespace procdemo::engine {

namespace {

constexpr double most_foreign_calls = 1000;
constexpr int most_unheld = 1000;

// What the kernel returns from a call that a signal interrupted, and may go on with: ERESTARTSYS to
// ERESTART_RESTARTBLOCK (linux/errno.h). No program ever sees these.
bool may_go_on(std::int64_t result) {
  return result <= -512 && result >= -516;
}

// Whether a call says that nothing has come, so that the program will ask again.
bool found_nothing(const Syscall& call, std::int64_t result) {
  if (result == -EAGAIN || result == -ETIMEDOUT) return true;
  return result == 0 && call.zero_is_nothing;
}

// So many polls in a row, the call counted that it is in; `result` of one that has ended.
int polls_after(const Task& task, std::optional<std::int64_t> result = {}) {
  const Syscall& call = *task.call->syscall;
  if (call.yields) return std::max(task.polls + 1, polls_often);
  const bool polls =
      only_asks(call, task.call->arguments) || (result && found_nothing(call, *result));
  return polls ? task.polls + 1 : 0;
}

// Whether its time has come, by the observer's clock.
bool is_over(const Ongoing& call) {
  return call.deadline && call.deadline->reached;
}

}  // namespace

// At which call a filter has stopped it: one question, the answer to which is in task.registers,
// too. Before Linux 5.3 nobody but the filter tells of another ABI.
std::optional<CallStop> CallStops::look(Task& task, const Stopped& at) {
  auto stop = call_stop(task.tid);
  if (stop) task.registers.enter(stop->number, stop->arguments, stop->instruction, stop->stack);
  if (stop || tells_call_stops(task.tid)) return stop;
  const auto data = event_message(task.tid, at);
  if (!data || !task.registers.read(task.tid)) return std::nullopt;
  stop.emplace(CallStop{.at = CallStop::At::filter, .data = static_cast<std::uint32_t>(*data)});
  stop->foreign = trap_mark().is_foreign(stop->data);
  return stop;
}

void CallStops::entered(Task& task, const Stopped& at) {
  if (!run_.log.has_begun())
    return resumer_.resume(task);  // still procdemo's own code, on its way to exec
  const auto stop = look(task, at);
  if (!stop || stop->at != CallStop::At::filter) return;
  if (task.registers.call_number() < 0) return resumer_.resume(task);  // it was taken from its call
  if (stop->foreign) return foreign_call(task);
  if (!trap_mark().is_ours(stop->data)) return answer(task, -ENOSYS);
  const CallTable::Entry& entry = table_.at(task.registers.call_number());
  const bool falls_back = entry.call && entry.call->makes_task;
  if (std::exchange(task.asked_for_clone3, false) && !falls_back) run_.log.note(task, "clone3");
  if (refuse(task)) return;
  if (!entry.handler) return resumer_.resume(task);
  if (task.process->image.has_traps()) look_at_traps(task);
  const Handler& handler = *entry.handler;
  task.bursting = false;
  if (entry.call->name != "futex") task.asked_lock.reset();
  const bool goes_on = task.call && task.call->interrupted;
  if (goes_on && continues(task, task.registers.call_number())) return;
  const bool alone = turns_.one_at_a_time() && handler.alone && handler.alone(run_, task);
  if (alone && !has_gone_on_for_long(task)) return perform(task);
  turns_.hold(task, entry.call->step_name(), held::Call{entry.call});
}

// Such calls are nobody else's business, and no step. But a loop of them may wait for another, or
// for time to pass (until there is a file, say): now and then it is held, as one that polls.
bool CallStops::has_gone_on_for_long(Task& task) {
  if (++task.unheld < most_unheld) return false;
  task.polls = polls_long;
  return true;
}

const Refusal* CallStops::refusal_of(const Task& task) const {
  for (const Refusal* refusal : table_.at(task.registers.call_number()).refusals) {
    const bool applies =
        fits(refusal->trap, task.registers) && (!refusal->applies || refusal->applies(run_, task));
    if (applies) return refusal;
  }
  return nullptr;
}

bool CallStops::refuse(Task& task) {
  const Refusal* const refusal = refusal_of(task);
  if (!refusal) return false;
  run_.log.note(task, std::string(refusal->note));
  answer(task, -refusal->error);
  return true;
}

// The kernel does not run the call. Of one that a filter of the program's own hands to a tracer,
// that is what it gets where there is none (seccomp(2), SECCOMP_RET_TRACE): ENOSYS.
void CallStops::answer(Task& task, std::int64_t result) {
  task.registers.answer(result);
  task.registers.write(task.tid);
  resumer_.resume(task);
}

void CallStops::foreign_call(Task& task) {
  run_.log.note(task, "32-bit");
  if (++foreign_calls_ == most_foreign_calls)
    run_.reach_limit(*task.process, "32-bit", most_foreign_calls);
  answer(task, -ENOSYS);
}

void CallStops::perform(Task& task) {
  tell_values(run_, variables_, task);
  const std::int64_t number = task.registers.call_number();
  // Another thread may have changed a descriptor while it was held.
  if (turns_.one_at_a_time() && refuse(task)) return;
  const CallTable::Entry& entry = table_.at(number);
  const Handler& handler = *entry.handler;
  if (!handler.entry) return resumer_.resume(task);
  const bool alone = handler.alone && handler.alone(run_, task);
  if (!alone && tells_of_others(task, *entry.call)) ++task.looks;
  task.call = Ongoing{.syscall = entry.call,
                      .handler = &handler,
                      .number = number,
                      .arguments = task.registers.arguments(),
                      .instruction = task.registers.instruction(),
                      .waits_for = entry.call->waits_for(task.registers.arguments()),
                      .started = run_.clock.now(),
                      .real_started = ProgramClock::real_now(),
                      .alone = alone};
  if (run_.evidence.wanted()) {
    run_.evidence.call_began(task.tid, begun_call(task), run_.places.stack_of(task));
  }
  const Then then = handler.entry(run_, task);
  if (then != Then::see_result && !alone) task.polls = polls_after(task);
  if (then == Then::see_result) return resumer_.resume(task, Resumer::Until::call_end);
  if (then == Then::answered) {
    task.registers.write(task.tid);
    keep_end(task);
    run_.evidence.call_is_over(task.tid);
  }
  task.call.reset();
  resumer_.resume(task);
}

// After a signal the kernel enters an interrupted call again (signal(7), "Interruption of system
// calls"), as itself or as restart_syscall(2). If it doesn't, a handler of the program ran, and the
// program has seen EINTR.
//
// The kernel changes nothing of such a call, but a handler of the program may (sigreturn(2) puts
// back what stands on its stack): with another argument it is another call, and where a descriptor
// decides what it is, with the same ones too.
bool CallStops::continues(Task& task, std::int64_t number) {
  Ongoing& call = *task.call;
  const CallTable::Entry& entered = table_.at(number);
  const bool restart = entered.call && entered.call->restarts;
  const bool same = number == call.number && !call.handler->anew &&
                    task.registers.instruction() == call.instruction &&
                    task.registers.arguments() == call.arguments;
  if (!restart && !same) {
    interrupted_for_good(task);
    return false;
  }
  call.interrupted = false;
  if (same && call.handler->again) call.handler->again(run_, task);
  resumer_.resume(task, Resumer::Until::call_end);
  return true;
}

void CallStops::interrupted_for_good(Task& task) {
  const Registers now = task.registers;
  task.registers.set_result(-EINTR);
  tell_end(task);
  task.call.reset();
  task.registers = now;
}

void CallStops::ends_by_itself(Task& task) {
  if (task.call && task.call->interrupted) interrupted_for_good(task);
}

// What has happened in it is told.
void CallStops::tell_end(Task& task) {
  const Handler& handler = *task.call->handler;
  const std::int64_t result = task.registers.result();
  lives_.tell_fork(task, result);
  if (handler.end && !task.call->replaced) handler.end(run_, task);
}

void CallStops::put_back(Task& task) {
  task.registers.become_call(task.call->number);
  task.registers.set_arguments(task.call->arguments);
  task.registers.write(task.tid);
}

void CallStops::left(Task& task) {
  if (!task.call || !task.registers.read(task.tid)) return resumer_.resume(task);
  const Handler& handler = *task.call->handler;
  const bool cut_off = may_go_on(task.registers.result()) || task.registers.result() == -EINTR;
  const bool over = is_over(*task.call) && cut_off && handler.expire;
  if (over) handler.expire(run_, task);
  if (handler.leave) handler.leave(run_, task);
  if (task.call->replaced) put_back(task);
  if (over) task.registers.write(task.tid);
  if (may_go_on(task.registers.result())) {
    task.call->interrupted = true;
    return resumer_.resume(task);
  }
  if (task.call->waited && !over && !cut_off) {
    return turns_.hold(task, task.call->syscall->step_name(), held::End{});
  }
  end(task);
}

// What is told from now on belongs to the next one.
void CallStops::keep_end(Task& task) {
  if (!run_.evidence.wanted()) return;
  run_.evidence.call_ended(task.tid, ended_call(task, task.registers.result()));
}

void CallStops::end(Task& task) {
  keep_end(task);
  const std::int64_t result = task.registers.result();
  const bool counts = !task.call->alone || found_nothing(*task.call->syscall, result);
  if (counts) task.polls = polls_after(task, result);
  tell_end(task);
  task.finished = std::exchange(task.call, std::nullopt);
  tell_values(run_, variables_, task);
  run_.evidence.call_is_over(task.tid);
  resumer_.resume(task);
}

std::vector<pid_t> CallStops::writers_before(const Task& reader) const {
  const auto* source = waits_for<Channel>(reader);
  if (!source || !reader.call->handler->after_writers) return {};
  std::vector<pid_t> writers;
  for (const auto& [tid, task] : run_.family.tasks()) {
    const bool writes = task.call && task.call->syscall->writes && !task.call->interrupted;
    const bool leaves = writes && !task.held;
    const auto* written = leaves ? waits_for<Channel>(task) : nullptr;
    if (written && may_be_connected(*written, *source)) writers.push_back(tid);
  }
  return writers;
}

}  // namespace procdemo::engine
