#include "syscalls/touches/touches.h"

#include <algorithm>

#include "syscalls/touches/rules.h"
#include "syscalls/touches/touch_list.h"
#include "syscalls/waits_for.h"

namespace procdemo::syscalls {

namespace {

// Its time has come. Had somebody come first, it would have got what it waits for. And where that
// lets time pass, timers go off, whosever they are.
void touch_by_timeout(TouchList& list) {
  if (list.run.may_time_out(list.task) && list.run.timers.next().has_value())
    return list.everything();
  if (list.task.call && !list.task.call->sleeps()) {
    touch_readiness(list, awaited_descriptors(list.task));
  }
}

// It was woken. Of a call that has waited there is nothing to say: what the kernel did for it was
// part of the step that woke it. But it might have ended before.
void touch_by_end(TouchList& list) {
  if (list.run.may_time_out(list.task)) touch_readiness(list, awaited_descriptors(list.task));
}

// A signal that came to it meanwhile is the first that it meets; that may be its end.
void touch_by_beginning(TouchList& list) {
  if (!list.task.held) return touch_by_timeout(list);
  if (is_signalled(list.task.tid)) touch_own_end(list);
  std::visit(
      Overloaded{[](const held::Birth&) {}, [](const held::Probe&) {}, [](const held::Lock&) {},
                 [&](const held::Call& call) { call.syscall->touches(list); },
                 [&](const held::End&) { touch_by_end(list); },
                 [&](const held::Signal&) { touch_own_end(list); },
                 [&](const held::Anywhere&) { list.everything(); }},
      *list.task.held);
}

}  // namespace

namespace touch {

const TouchRule nothing{[](TouchList&) {}};
const TouchRule everything{[](TouchList& list) { list.everything(); }};

}  // namespace touch

std::vector<Touch> touches_of(RunState& run, const Task& task) {
  TouchList list(run, task);
  if (run.entangled) list.everything();
  touch_by_code(list);
  touch_by_beginning(list);
  return list.take();
}

}  // namespace procdemo::syscalls
