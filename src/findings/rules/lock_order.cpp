// Locks that several processes, or threads, take in a circle: one has the first and takes the
// second, another has the second and takes the first, or a third one, which somebody has who takes
// the first. Each may come to hold the one that the next one wants. Locks are those of files, or of
// bytes of one file (fcntl(2)), of our library, and of memory as pthread_mutex_lock(3) takes them.
//
// That they were taken in such orders does not suffice: a pipe, a barrier, waitpid(2), a flag in
// memory or a semaphore around them may see to it that they are never under way at once, and what
// is read from memory nobody sees. So it is told where they were under way at once: there was a
// moment at which each had come to ask for its first lock, and none had gone on to take its second.
// Who stands at a call has made up its mind, and whatever others do after that moment cannot have
// told it to come: each could have got its first lock then. That holds for locks between processes
// and between threads, live and in an order.
//
// What a task does while it has its first lock may depend on what it finds then: it looks whether
// another is through, and gives the lock back where not. Where each has looked at nothing between
// its two locks, this run shows it; that can be seen of locks of files, in an order. Else, and of
// locks in memory always, another run of an exploration has to show it: one in which they wait for
// each other (explore/outcomes.h). Where a condition variable was signalled after that moment, or
// waited for with the first lock, nothing is said at all. Nor is it where a further lock, taken by
// both in between, keeps two apart, or a semaphore may do so; where both only read; and where who
// finds the second lock taken gives up.
//
// Savage and others, "Eraser", ACM TOCS 15(4), 1997, has the same idea of locks that are held
// together; Havelund, "Using Runtime Analysis to Guide Model Checking of Java Programs", SPIN 2000,
// that of circles.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "findings/rules/held_lock.h"
#include "findings/rules/rules.h"
#include "trace/library_lock.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

using fact::Moment;

/// One is taken while the other is held.
struct Pair {
  Name task;
  HeldLock first, second;
  std::set<LockId> held;  // with the first, or perhaps
  Moment went = 0;        // to take the second
  Moment signalled = 0;
  bool blind = false;  // in between it has looked at nothing
  std::optional<SourcePlace> place = {};

  std::string text() const {
    const std::string where = place ? " (" + place->text() + ")" : "";
    return task + ": " + first.shown + " -> " + second.shown + where;
  }
};

bool are_same(const Pair& a, const Pair& b) {
  return a.task == b.task && a.first.id == b.first.id && a.second.id == b.second.id &&
         a.held == b.held;
}

// A process's locks of files are all its threads'.
bool is_process_wide(const HeldLock& lock) {
  return lock.id.name.starts_with("file ");
}

bool may_be_two(const Pair& a, const Pair& b) {
  const bool one_process = process_of(a.task) == process_of(b.task);
  const bool wide = is_process_wide(a.first) || is_process_wide(b.first);
  return wide ? !one_process : a.task != b.task;
}

bool may_be_held_at_once(const Pair& a, const Pair& b) {
  return std::ranges::none_of(a.held, [&](const LockId& one) {
    return std::ranges::any_of(b.held, [&](const LockId& other) { return one.meets(other); });
  });
}

bool waits_for(const Pair& a, const Pair& b) {
  return a.second.id.meets(b.first.id) && (a.second.exclusive || b.first.exclusive);
}

bool leaves_it_waiting(const Event& event) {
  const auto* exit = event.as<event::Exit>();
  return event.as<event::Block>() || event.as<event::Signal>() || event.as<event::Note>() ||
         event.as<event::Deadlock>() || event.as<event::Limit>() || event.as<event::Line>() ||
         (exit && exit->by == "procdemo");
}

using Circle = std::vector<const Pair*>;  // each waits for the next, and the last for the first

// A moment at which all were under way; and nobody was told something after it.
bool were_at_once(const Circle& circle) {
  Moment last_asked = 0, first_went = ~Moment{0}, signalled = 0;
  for (const Pair* pair : circle) {
    last_asked = std::max(last_asked, *pair->first.asked);
    first_went = std::min(first_went, pair->went);
    signalled = std::max(signalled, pair->signalled);
  }
  return last_asked <= first_went && signalled <= last_asked;
}

// The kernel looks for circles where all its locks are processes' (fcntl(2), EDEADLK).
bool is_refused(const Circle& circle) {
  return std::ranges::all_of(
      circle, [](const Pair* pair) { return pair->first.by_process && pair->second.by_process; });
}

bool may_join(const Circle& circle, const Pair& pair) {
  return std::ranges::all_of(circle, [&](const Pair* one) {
    return may_be_two(*one, pair) && may_be_held_at_once(*one, pair);
  });
}

// Beginning with whoever comes first by name: so it is told in the same words, whoever came last.
void turn(Circle& circle) {
  std::ranges::rotate(circle, std::ranges::min_element(circle, name_before, &Pair::task));
}

class LockOrder final : public Rule {
 public:
  void event(const Event& event) override;
  void fact(const Fact& fact) override;
  std::vector<Found> found() override { return found_; }

 private:
  void probe(const Event& event, const event::Probe& probe);
  void get(const Name& holder, const Event& event, HeldLock lock);
  void take(const Name& task, const fact::TakesLock& taking, const HeldLock& lock,
            const std::optional<SourcePlace>& place);
  void keep(Pair pair);
  void close(Circle& circle);
  void tell(Circle circle);

  std::map<Name, std::vector<HeldLock>> held_;   // by processes, and our library's by tasks
  std::map<Name, std::string> tried_;            // by tasks: for this they would not have waited
  std::map<Name, fact::TakesLock> with_;         // by tasks: how they take one that is told of next
  std::map<Name, std::vector<Pair>> asked_for_;  // by tasks that may wait for the second one still
  std::vector<Pair> pairs_;
  std::vector<Found> found_;
  std::map<std::pair<Name, std::set<LockId>>, std::size_t> told_;  // where in found_
};

void LockOrder::event(const Event& event) {
  if (!leaves_it_waiting(event)) {
    for (Pair& pair : std::exchange(asked_for_[event.process], {})) keep(std::move(pair));
  }
  const Name process(process_of(event.process));
  if (const auto* probe = event.as<event::Probe>()) this->probe(event, *probe);
  if (const auto* locked = event.as<event::Locked>()) {
    get(process, event,
        {{"file " + locked->path}, locked->path, locked->how == "exclusive", event.seq});
  }
  if (const auto* unlock = event.as<event::Unlock>()) {
    cut(held_[process], {"file " + unlock->path});
  }
}

// Those of files have events of their own.
void LockOrder::probe(const Event& event, const event::Probe& probe) {
  const bool of_memory = probe.provider == "multiprocess" && !probe.args.empty() &&
                         locked_file(probe.provider, probe.args).empty();
  if (!of_memory) return;
  const std::string& name = probe.args.front();
  if (probe.name == "lock_locked") {
    get(event.process, event, {{"library " + name}, name, true, event.seq});
  } else if (probe.name == "lock_unlock") {
    std::erase_if(held_[event.process], [&](const HeldLock& one) { return one.shown == name; });
  }
}

void LockOrder::fact(const Fact& fact) {
  if (const auto* tries = fact.as<fact::TriesLock>()) tried_[fact.task] = tries->lock;
  if (const auto* unlocked = fact.as<fact::UnlockedBytes>()) {
    cut(held_[Name(process_of(fact.task))], {"file " + unlocked->path, unlocked->bytes});
  }
  const auto* taking = fact.as<fact::TakesLock>();
  if (!taking) return;
  for (Pair& pair : std::exchange(asked_for_[fact.task], {})) keep(std::move(pair));
  if (!taking->lock) {
    with_[fact.task] = *taking;
    return;
  }
  take(fact.task, *taking, {{taking->lock->id}, taking->lock->shown, taking->exclusive},
       fact.place);
}

// It has it already, so nobody need wait until it goes on.
void LockOrder::get(const Name& holder, const Event& event, HeldLock lock) {
  std::vector<HeldLock>& held = held_[holder];
  const auto tried = tried_.extract(event.process);
  const auto with = with_.extract(event.process);
  const bool waited = tried.empty() || tried.mapped() != lock.shown;
  if (!with.empty()) {
    lock.asked = with.mapped().asked;
    lock.looks = with.mapped().looks;
    lock.by_process = with.mapped().by_process;
    lock.id.bytes = with.mapped().bytes;
    lock.shown = shown_bytes(lock.shown, lock.id.bytes);
  }
  cut(held, lock.id);
  if (!with.empty() && waited) {
    take(event.process, with.mapped(), lock, event.place);
    for (Pair& pair : std::exchange(asked_for_[event.process], {})) keep(std::move(pair));
  }
  held.push_back(std::move(lock));
}

void LockOrder::take(const Name& task, const fact::TakesLock& taking, const HeldLock& lock,
                     const std::optional<SourcePlace>& place) {
  const Name process(process_of(task));
  std::vector<HeldLock> held = held_[process];
  if (process != task) std::ranges::copy(held_[task], std::back_inserter(held));
  for (const auto& [id, shown, asked] : taking.held) {
    held.push_back({{id}, shown, true, 0, asked, {}});
  }
  for (const HeldLock& first : held) {
    if (first.id.meets(lock.id) || !first.asked) continue;
    std::set<LockId> all;
    for (const std::string& id : taking.unsure) all.insert(LockId{id});
    for (const HeldLock& one : held) all.insert(one.id);
    std::erase_if(all, [&](const LockId& one) { return one.meets(lock.id); });
    const bool blind = first.looks && first.looks == taking.looks;
    asked_for_[task].push_back(
        {task, first, lock, std::move(all), taking.went, taking.signalled, blind, place});
  }
}

// Of the same the last one: who comes later may have to come after the others.
void LockOrder::keep(Pair pair) {
  constexpr std::size_t most_pairs = 1000;
  Circle circle = {&pair};
  close(circle);
  const auto known =
      std::ranges::find_if(pairs_, [&](const Pair& one) { return are_same(one, pair); });
  if (known != pairs_.end()) {
    *known = std::move(pair);
  } else if (pairs_.size() < most_pairs) {
    pairs_.push_back(std::move(pair));
  }
}

// All circles that begin so.
void LockOrder::close(Circle& circle) {
  constexpr std::size_t longest = 8;
  if (circle.size() > 1 && waits_for(*circle.back(), *circle.front())) return tell(circle);
  if (circle.size() == longest) return;
  for (const Pair& next : pairs_) {
    if (!waits_for(*circle.back(), next) || !may_join(circle, next)) continue;
    circle.push_back(&next);
    if (were_at_once(circle)) close(circle);
    circle.pop_back();
  }
}

void LockOrder::tell(Circle circle) {
  turn(circle);
  const Pair& first = *circle.front();
  std::set<LockId> locks;
  for (const Pair* pair : circle) locks.insert(pair->first.id);
  const bool shown = std::ranges::all_of(circle, &Pair::blind);
  const auto [known, is_new] = told_.try_emplace({first.task, std::move(locks)}, found_.size());
  if (!is_new && (!shown || found_[known->second].shown)) return;
  std::string others;
  Found found = {.process = first.task, .place = first.place, .shown = shown};
  for (const Pair* pair : circle) {
    if (pair != &first) others += (others.empty() ? "" : ", ") + pair->text();
    found.events.insert(found.events.end(), {pair->first.seen, pair->second.seen});
  }
  found.args = {first.first.shown, first.second.shown, others};
  if (is_refused(circle)) found.args.emplace_back("EDEADLK");
  std::erase(found.events, 0u);
  std::ranges::sort(found.events);
  if (is_new) found_.emplace_back();
  found_[known->second] = std::move(found);
}

}  // namespace

std::unique_ptr<Rule> lock_order(const Lives&) {
  return std::make_unique<LockOrder>();
}

}  // namespace procdemo::findings
