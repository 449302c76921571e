#include "findings/known_order.h"

#include <algorithm>

#include "trace/name.h"

namespace procdemo::findings {

void KnownOrder::learn(const Event& event) {
  const Action now{event.process, event.seq};
  if (const auto* fork = event.as<event::Fork>()) births_[fork->child] = now;
  if (const auto* thread = event.as<event::Thread>()) births_[thread->thread] = now;
  if (const auto* end = event.as<event::ThreadEnd>()) {
    const auto birth = births_.find(end->thread);
    if (birth != births_.end()) thread_ends_[end->thread] = {birth->second.task, event.seq};
  }
  if (const auto* reap = event.as<event::Reap>()) reaps_[reap->child] = now;
  if (const auto* vanish = event.as<event::Vanish>()) {
    reaps_[event.process] = {vanish->parent, event.seq};  // it may have asked until nobody was left
  }
}

// By whom, and since when, an action is known: the end of a thread by who has made it, and that of
// a process by who has reaped it.
std::vector<Action> KnownOrder::known_through(const Action& action) const {
  std::vector<Action> known = {action};
  for (;;) {
    const Action last = known.back();
    const auto end = thread_ends_.find(last.task);
    const auto reaped = reaps_.find(process_of(last.task));
    const bool in_process = end != thread_ends_.end() && end->second.seq > last.seq;
    if (!in_process && (reaped == reaps_.end() || reaped->second.seq <= last.seq)) return known;
    known.push_back(in_process ? end->second : reaped->second);
  }
}

// Up to where it knows what its makers have done.
std::vector<Action> KnownOrder::back_from(const Action& action) const {
  std::vector<Action> back = {action};
  for (;;) {
    const auto birth = births_.find(back.back().task);
    if (birth == births_.end() || birth->second.seq >= back.back().seq) return back;
    back.push_back(birth->second);
  }
}

bool KnownOrder::is_before(const Action& first, const Action& other) const {
  const std::vector<Action> back = back_from(other);
  return std::ranges::any_of(known_through(first), [&](const Action& known) {
    return std::ranges::any_of(
        back, [&](const Action& by) { return known.task == by.task && known.seq <= by.seq; });
  });
}

}  // namespace procdemo::findings
