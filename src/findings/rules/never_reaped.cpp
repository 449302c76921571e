// A child that nobody asked for, though its parent lived on: a zombie for the rest of that life.
//
// To live on is to do something after the child's end: to make another child, to handle SIGCHLD, to
// sleep, to read; or to be there still when a moment has passed. What it prints last is none of
// that: it may be what the C library kept until the end.
#include <map>
#include <set>

#include "findings/rules/rules.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

class NeverReaped final : public Rule {
 public:
  explicit NeverReaped(const Lives& lives) : lives_(lives) {}

  void event(const Event& event) override;
  std::vector<Found> found() override;

 private:
  struct Zombie {
    Name name;
    std::uint64_t seen;  // the event that says so
    double since;
    std::uint64_t later = 0;  // what its parent did afterwards
  };
  struct Parent {
    std::vector<Zombie> zombies;
    bool waits = false;  // it has asked for some child
    int made_since = 0;  // children, since the first of the zombies
  };

  void forget(Parent& parent, const Name& child);
  static void look_at_life(Parent& parent, const Event& event);
  bool is_sure(const Name& name, const Parent& parent) const;

  const Lives& lives_;
  std::map<Name, Parent> parents_;
};

constexpr double moment = 0.1;  // seconds

// Not what merely happens to it, or began before. Of signals it sees those that it handles.
bool is_work(const Event& event) {
  const auto* signal = event.as<event::Signal>();
  if (signal) return signal->signal == "SIGCHLD";
  return event.as<event::Fork>() || event.as<event::Sleep>() || event.as<event::Wait>() ||
         event.as<event::Reap>() || event.as<event::Read>() || event.as<event::Write>() ||
         event.as<event::Kill>() || event.as<event::Lock>() || event.as<event::Thread>() ||
         event.as<event::Probe>();
}

void NeverReaped::event(const Event& event) {
  const Name name(process_of(event.process));
  if (const auto* zombie = event.as<event::Zombie>()) {
    const Life* life = lives_.find(name);
    const bool own = life && !life->orphaned && life->maker == zombie->parent;
    if (own) parents_[zombie->parent].zombies.push_back({name, event.seq, event.time});
    return;
  }
  const auto found = parents_.find(name);
  if (found == parents_.end()) {
    if (event.as<event::Wait>()) parents_[name].waits = true;
    return;
  }
  Parent& parent = found->second;
  if (event.as<event::Exec>()) parent = {};  // the children are those of another program
  if (const auto* wait = event.as<event::Wait>()) {
    parent.waits = true;
    forget(parent, wait->target);
  }
  if (const auto* reap = event.as<event::Reap>()) forget(parent, reap->child);
  if (event.as<event::Fork>() && !parent.zombies.empty()) ++parent.made_since;
  look_at_life(parent, event);
}

void NeverReaped::forget(Parent& parent, const Name& child) {
  std::erase_if(parent.zombies, [&](const Zombie& zombie) { return zombie.name == child; });
}

void NeverReaped::look_at_life(Parent& parent, const Event& event) {
  for (Zombie& zombie : parent.zombies) {
    const bool lives_on = is_work(event) || event.time >= zombie.since + moment;
    if (zombie.later == 0 && lives_on) zombie.later = event.seq;
  }
}

// One that was killed might have asked later. But who makes one child after another, and never asks
// for any, would not have.
bool NeverReaped::is_sure(const Name& name, const Parent& parent) const {
  const Life* life = lives_.find(name);
  if (!life || !life->ended_by_itself()) return false;
  constexpr int several = 2;
  return life->end.code || (!parent.waits && parent.made_since >= several);
}

std::vector<Found> NeverReaped::found() {
  std::vector<Found> all;
  for (const auto& [name, parent] : parents_) {
    if (!is_sure(name, parent)) continue;
    Found found{.process = name};
    std::vector<Name> children;
    std::set<std::uint64_t> events;
    for (const Zombie& zombie : parent.zombies) {
      if (zombie.later == 0) continue;
      const Life* child = lives_.find(zombie.name);
      if (children.empty()) found.place = child->made.place;
      children.push_back(zombie.name);
      events.insert({child->made.seq, zombie.seen, zombie.later});
    }
    if (children.empty()) continue;
    found.args = {list_of(children), std::to_string(children.size())};
    found.about = children;
    found.events.assign(events.begin(), events.end());
    all.push_back(std::move(found));
  }
  return all;
}

}  // namespace

std::unique_ptr<Rule> never_reaped(const Lives& lives) {
  return std::make_unique<NeverReaped>(lives);
}

}  // namespace procdemo::findings
