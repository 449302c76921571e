// Two locks of files that two processes take in both orders: each may come to hold the one that the
// other wants. Nothing is said where a third lock keeps them apart, where both only read, or where
// a child had ended before its parent locked.
//
// Savage and others, "Eraser", ACM TOCS 15(4), 1997, has the same idea of locks that are held
// together.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "findings/rules/rules.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

struct HeldLock {
  std::string path;
  bool exclusive = false;
  std::uint64_t seen = 0;
};

/// One was taken while the other was held.
struct Pair {
  Name process;
  HeldLock first, second;
  std::set<std::string> others;  // held meanwhile
  std::optional<SourcePlace> place;
};

class LockOrder final : public Rule {
 public:
  explicit LockOrder(const Lives& lives) : lives_(lives) {}

  void event(const Event& event) override;
  std::vector<Found> found() override;

 private:
  void take(const Event& event, const event::Locked& locked);
  bool may_meet(const Pair& a, const Pair& b) const;
  bool are_together(const Pair& a, const Pair& b) const;
  bool lives_at(const Name& process, std::uint64_t seq) const;

  const Lives& lives_;
  std::map<Name, std::vector<HeldLock>> held_;
  std::vector<Pair> pairs_;
};

void LockOrder::event(const Event& event) {
  const Name process(process_of(event.process));
  if (const auto* locked = event.as<event::Locked>()) take(event, *locked);
  if (const auto* unlock = event.as<event::Unlock>()) {
    std::erase_if(held_[process], [&](const HeldLock& one) { return one.path == unlock->path; });
  }
}

void LockOrder::take(const Event& event, const event::Locked& locked) {
  constexpr std::size_t most_pairs = 1000;
  const Name process(process_of(event.process));
  std::vector<HeldLock>& held = held_[process];
  std::erase_if(held, [&](const HeldLock& one) { return one.path == locked.path; });
  const HeldLock taken{locked.path, locked.how == "exclusive", event.seq};
  for (const HeldLock& first : held) {
    std::set<std::string> others;
    for (const HeldLock& one : held) {
      if (one.path != first.path) others.insert(one.path);
    }
    const bool known = std::ranges::any_of(pairs_, [&](const Pair& pair) {
      return pair.process == process && pair.first.path == first.path &&
             pair.second.path == taken.path;
    });
    if (!known && pairs_.size() < most_pairs) {
      pairs_.push_back({process, first, taken, std::move(others), event.place});
    }
  }
  held.push_back(taken);
}

bool LockOrder::lives_at(const Name& process, std::uint64_t seq) const {
  const Life* life = lives_.find(process);
  return life && life->made.seq < seq && (!life->ended || life->ended.seq > seq);
}

// Each was made before the other locked. A parent may have waited for its child's end in between.
bool LockOrder::are_together(const Pair& a, const Pair& b) const {
  const bool a_sees_b = lives_at(a.process, b.second.seen),
             b_sees_a = lives_at(b.process, a.second.seen);
  if (a_sees_b && b_sees_a) return true;
  const bool related =
      a.process.starts_with(b.process + ".") || b.process.starts_with(a.process + ".");
  return !related && (a_sees_b || b_sees_a);
}

bool LockOrder::may_meet(const Pair& a, const Pair& b) const {
  const bool crossed = a.first.path == b.second.path && a.second.path == b.first.path;
  const bool excluded =
      (a.first.exclusive || b.second.exclusive) && (a.second.exclusive || b.first.exclusive);
  const bool apart = std::ranges::any_of(
      a.others, [&](const std::string& path) { return b.others.contains(path); });
  return crossed && excluded && !apart && a.process != b.process && are_together(a, b);
}

std::vector<Found> LockOrder::found() {
  std::vector<Found> all;
  for (std::size_t i = 0; i < pairs_.size(); ++i) {
    for (std::size_t j = i + 1; j < pairs_.size(); ++j) {
      const Pair &a = pairs_[i], &b = pairs_[j];
      if (!may_meet(a, b)) continue;
      all.push_back({.process = b.process,
                     .args = {b.first.path, b.second.path, a.process},
                     .events = {a.first.seen, a.second.seen, b.first.seen, b.second.seen},
                     .place = b.place});
    }
  }
  return all;
}

}  // namespace

std::unique_ptr<Rule> lock_order(const Lives& lives) {
  return std::make_unique<LockOrder>(lives);
}

}  // namespace procdemo::findings
