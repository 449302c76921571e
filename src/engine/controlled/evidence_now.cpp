#include "engine/controlled/evidence_now.h"

#include <utility>

#include "run/kernel_facts.h"
#include "syscalls/call_text.h"
#include "syscalls/waits_for.h"

namespace procdemo::engine {
namespace {

// One that the kernel has not begun.
Evidence about_to_call(RunState& run, const Task& task, const Syscall& call) {
  const Arguments arguments = task.registers.arguments();
  const std::int64_t number = task.registers.call_number();
  return {.call = call_text(WrittenCall{task, arguments}, &call, number),
          .stack = run.places.stack_of(task)};
}

Evidence elsewhere(RunState& run, const Task& task) {
  if (const Evidence* const in_call = run.evidence.now(task.tid)) return *in_call;
  return {.stack = run.places.stack_of(task)};
}

}  // namespace

std::string begun_call(Task& task) {
  Ongoing& call = *task.call;
  const WrittenCall written{task, call.arguments};
  call.written = written_arguments(written, call.syscall);
  return call_text(written, call.syscall, call.number);
}

std::string ended_call(const Task& task, std::int64_t result) {
  const Ongoing& call = *task.call;
  return call_text(EndedCall{{task, call.arguments}, result}, call.syscall, call.number,
                   call.written);
}

Evidence evidence_now(RunState& run, const Task& task) {
  const auto* const at = held_at<held::Call>(task);
  Evidence evidence = at ? about_to_call(run, task, *at->syscall) : elsewhere(run, task);
  evidence.process = task.name;
  evidence.kernel = kernel_state(task.tid);
  const bool lock = wants_taken_lock(task) || waits_for<wait::Lock>(task);
  if (!lock) return evidence;
  const int fd =
      task.call ? static_cast<int>(task.call->arguments[0]) : task.registers.int_argument(0);
  for (std::string& line : kernel_locks_on(run.family, task, fd)) {
    evidence.kernel.push_back(std::move(line));
  }
  return evidence;
}

}  // namespace procdemo::engine
