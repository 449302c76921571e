// Two locks that two processes, or two threads, take in both orders: each may come to hold the one
// that the other wants. Locks are those of files, of our library, and of memory as
// pthread_mutex_lock(3) takes them.
//
// Nothing is said where a third lock keeps the two apart, or a semaphore may do so; where both only
// read; where who finds the second lock taken gives up; and where one of the two must have been
// over when the other came (known_order.h).
//
// Savage and others, "Eraser", ACM TOCS 15(4), 1997, has the same idea of locks that are held
// together.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "findings/known_order.h"
#include "findings/rules/rules.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

struct HeldLock {
  std::string id, shown;
  bool exclusive = true;
  std::uint64_t seen = 0;  // the event that tells of it; 0: none does
};

/// One is taken while the other is held.
struct Pair {
  Action action;
  HeldLock first, second;
  std::set<std::string> others;  // held meanwhile, or perhaps
  std::optional<SourcePlace> place;
};

bool may_meet(const Pair& a, const Pair& b) {
  const bool crossed = a.first.id == b.second.id && a.second.id == b.first.id;
  const bool excluded =
      (a.first.exclusive || b.second.exclusive) && (a.second.exclusive || b.first.exclusive);
  const bool apart =
      std::ranges::any_of(a.others, [&](const std::string& id) { return b.others.contains(id); });
  return crossed && excluded && !apart;
}

bool are_same(const Pair& a, const Pair& b) {
  return a.action.task == b.action.task && a.first.id == b.first.id && a.second.id == b.second.id &&
         a.others == b.others;
}

// A process's locks of files are all its threads'.
bool is_process_wide(const HeldLock& lock) {
  return lock.id.starts_with("file ");
}

bool may_be_two(const Pair& a, const Pair& b) {
  const bool one_process = process_of(a.action.task) == process_of(b.action.task);
  const bool wide = is_process_wide(a.first) || is_process_wide(a.second);
  return wide ? !one_process : a.action.task != b.action.task;
}

bool leaves_it_waiting(const Event& event) {
  const auto* exit = event.as<event::Exit>();
  return event.as<event::Block>() || event.as<event::Signal>() || event.as<event::Note>() ||
         event.as<event::Deadlock>() || event.as<event::Limit>() || event.as<event::Line>() ||
         (exit && exit->by == "procdemo");
}

class LockOrder final : public Rule {
 public:
  void event(const Event& event) override;
  void fact(const Fact& fact) override;
  std::vector<Found> found() override { return found_; }

 private:
  void probe(const Event& event, const event::Probe& probe);
  void get(const Name& holder, const Event& event, HeldLock lock);
  void take(const fact::TakesLock& taking, const HeldLock& lock, const Action& action,
            const std::optional<SourcePlace>& place);
  void keep(Pair pair);
  void compare(const Pair& a, const Pair& b);

  KnownOrder order_;
  std::map<Name, std::vector<HeldLock>> held_;   // by processes, and our library's by tasks
  std::map<Name, std::string> tried_;            // by tasks: for this they would not have waited
  std::map<Name, fact::TakesLock> with_;         // by tasks: with these they take a file's next
  std::map<Name, std::vector<Pair>> asked_for_;  // by tasks that may wait for the second one still
  std::vector<Pair> pairs_;
  std::vector<Found> found_;
  std::set<std::pair<Name, std::set<std::string>>> told_;
};

void LockOrder::event(const Event& event) {
  order_.learn(event);
  if (!leaves_it_waiting(event)) {
    for (Pair& pair : std::exchange(asked_for_[event.process], {})) keep(std::move(pair));
  }
  const Name process(process_of(event.process));
  if (const auto* probe = event.as<event::Probe>()) this->probe(event, *probe);
  if (const auto* locked = event.as<event::Locked>()) {
    get(process, event,
        {"file " + locked->path, locked->path, locked->how == "exclusive", event.seq});
  }
  if (const auto* unlock = event.as<event::Unlock>()) {
    std::erase_if(held_[process], [&](const HeldLock& one) { return one.shown == unlock->path; });
  }
}

// Those of files have events of their own.
void LockOrder::probe(const Event& event, const event::Probe& probe) {
  const bool of_memory = probe.provider == "multiprocess" && !probe.args.empty() &&
                         !probe.args.front().starts_with("lock:");
  if (!of_memory) return;
  const std::string& name = probe.args.front();
  if (probe.name == "lock_locked") {
    get(event.process, event, {"library " + name, name, true, event.seq});
  } else if (probe.name == "lock_unlock") {
    std::erase_if(held_[event.process], [&](const HeldLock& one) { return one.shown == name; });
  }
}

void LockOrder::fact(const Fact& fact) {
  if (const auto* tries = fact.as<fact::TriesLock>()) tried_[fact.task] = tries->lock;
  const auto* taking = fact.as<fact::TakesLock>();
  if (!taking) return;
  for (Pair& pair : std::exchange(asked_for_[fact.task], {})) keep(std::move(pair));
  if (!taking->lock) {
    with_[fact.task] = *taking;
    return;
  }
  take(*taking, {taking->lock->id, taking->lock->shown, taking->exclusive},
       {fact.task, fact.after + 1}, fact.place);
}

// It has it already, so nobody need wait until it goes on.
void LockOrder::get(const Name& holder, const Event& event, HeldLock lock) {
  std::vector<HeldLock>& held = held_[holder];
  std::erase_if(held, [&](const HeldLock& one) { return one.id == lock.id; });
  const auto tried = tried_.extract(event.process);
  const auto with = with_.extract(event.process);
  if (tried.empty() || tried.mapped() != lock.shown) {
    take(with.empty() ? fact::TakesLock() : with.mapped(), lock, {event.process, event.seq},
         event.place);
    for (Pair& pair : std::exchange(asked_for_[event.process], {})) keep(std::move(pair));
  }
  held.push_back(std::move(lock));
}

void LockOrder::take(const fact::TakesLock& taking, const HeldLock& lock, const Action& action,
                     const std::optional<SourcePlace>& place) {
  const Name process(process_of(action.task));
  std::vector<HeldLock> held = held_[process];
  if (process != action.task) std::ranges::copy(held_[action.task], std::back_inserter(held));
  for (const auto& [id, shown] : taking.held) held.push_back({id, shown});
  for (const HeldLock& first : held) {
    if (first.id == lock.id) continue;
    std::set<std::string> others(taking.unsure.begin(), taking.unsure.end());
    for (const HeldLock& one : held) {
      if (one.id != first.id && one.id != lock.id) others.insert(one.id);
    }
    asked_for_[action.task].push_back({action, first, lock, std::move(others), place});
  }
}

// Of the same the last one: who comes later may have to come after the others.
void LockOrder::keep(Pair pair) {
  constexpr std::size_t most_pairs = 1000;
  for (const Pair& other : pairs_) compare(other, pair);
  const auto known =
      std::ranges::find_if(pairs_, [&](const Pair& one) { return are_same(one, pair); });
  if (known != pairs_.end()) {
    known->action = pair.action;
  } else if (pairs_.size() < most_pairs) {
    pairs_.push_back(std::move(pair));
  }
}

// Whichever came first in this run: it is told of both in the same words.
void LockOrder::compare(const Pair& a, const Pair& b) {
  if (!may_meet(a, b) || !may_be_two(a, b) || order_.is_before(a.action, b.action)) return;
  const bool in_order = name_before(a.action.task, b.action.task);
  const Pair &one = in_order ? a : b, &other = in_order ? b : a;
  if (!told_.insert({one.action.task, {one.first.id, one.second.id}}).second) return;
  Found found = {.process = one.action.task,
                 .args = {one.first.shown, one.second.shown, other.action.task},
                 .events = {a.first.seen, a.second.seen, b.first.seen, b.second.seen},
                 .place = one.place};
  std::erase(found.events, 0u);
  found_.push_back(std::move(found));
}

}  // namespace

std::unique_ptr<Rule> lock_order(const Lives&) {
  return std::make_unique<LockOrder>();
}

}  // namespace procdemo::findings
