// A child that nobody asked for, though its parent lived on: a zombie for the rest of that life.
//
// To live on is to do something after the child's end: to make another child, to handle SIGCHLD, to
// sleep, to read; to sleep on; or to use the processor for long. That time passes is none of that,
// for on a busy machine it passes while a process waits for its turn; nor is what it prints last:
// it may be what the C library kept until the end.
//
// Whoever has asked for a child by its PID without waiting (WNOHANG) before it had ended, has
// asked: so does Python for what popen() has made. And a program has not made what ran before it in
// its process: a shell makes the process of <(...), and then becomes its last command.
#include <map>
#include <optional>
#include <set>

#include "findings/rules/rules.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

class NeverReaped final : public Rule {
 public:
  explicit NeverReaped(const Lives& lives) : lives_(lives) {}

  void event(const Event& event) override;
  void fact(const Fact& fact) override;
  std::vector<Found> found() override;

 private:
  struct Zombie {
    std::uint64_t seen;  // the event that says so
    double since;
    std::optional<double> used = {};  // by its parent until then, seconds of processor time
    std::uint64_t later = 0;          // what its parent did afterwards
  };
  using Zombies = std::map<Name, Zombie, decltype(&name_before)>;
  struct Parent {
    Zombies fresh{&name_before};     // it has done nothing since
    Zombies outlived{&name_before};  // it has
    double sleeps_until = 0;         // at last
    bool waits = false;              // it has asked for some child
    std::set<Name> asked_for;        // by their PIDs
    int made_since = 0;              // children, since the first of the zombies
  };

  bool is_own(const Name& name, const Name& parent) const;
  void was_reaped(const Name& child);
  void ask(Parent& parent, const event::Wait& wait);
  static void forget(Parent& parent, const Name& child);
  static void look_at_life(Parent& parent, const Event& event);
  bool is_sure(const Name& name, const Parent& parent) const;
  Found found_of(const Name& parent, const Zombies& zombies) const;

  const Lives& lives_;
  std::map<Name, Parent> parents_;
};

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
    Parent& parent = parents_[zombie->parent];
    const bool asked = parent.asked_for.contains(name);
    if (!asked && is_own(name, zombie->parent))
      parent.fresh.insert({name, {event.seq, event.time}});
    return;
  }
  if (const auto* reap = event.as<event::Reap>()) was_reaped(reap->child);
  const auto* wait = event.as<event::Wait>();
  if (wait) ask(parents_[name], *wait);
  if (event.as<event::Sleep>()) parents_[name];  // its children may end meanwhile
  const auto found = parents_.find(name);
  if (found == parents_.end()) return;
  Parent& parent = found->second;
  if (event.as<event::Exec>()) parent = {};  // the children are those of another program
  const bool has_zombies = !parent.fresh.empty() || !parent.outlived.empty();
  if (event.as<event::Fork>() && has_zombies) ++parent.made_since;
  look_at_life(parent, event);
}

// Made by the program that its parent is now.
bool NeverReaped::is_own(const Name& name, const Name& parent) const {
  const Life *child = lives_.find(name), *maker = lives_.find(parent);
  return child && maker && !child->orphaned && child->maker == parent &&
         child->made.seq > maker->executed.seq;
}

void NeverReaped::ask(Parent& parent, const event::Wait& wait) {
  parent.waits = true;
  if (lives_.find(wait.target)) parent.asked_for.insert(wait.target);
  forget(parent, wait.target);
}

// By whomever: a subreaper asks for the children of others.
void NeverReaped::was_reaped(const Name& child) {
  const auto parent = parents_.find(Name(maker_of(child)));
  if (parent != parents_.end()) forget(parent->second, child);
}

void NeverReaped::forget(Parent& parent, const Name& child) {
  parent.fresh.erase(child);
  parent.outlived.erase(child);
}

void NeverReaped::look_at_life(Parent& parent, const Event& event) {
  constexpr double moment = 0.1;  // seconds
  const auto* sleep = event.as<event::Sleep>();
  if (sleep) parent.sleeps_until = event.time + sleep->seconds;
  const bool works = is_work(event), wakes = event.as<event::Wake>();
  for (auto at = parent.fresh.begin(); (works || wakes) && at != parent.fresh.end();) {
    const auto zombie = at++;
    if (!works && parent.sleeps_until < zombie->second.since + moment) continue;
    zombie->second.later = event.seq;
    parent.outlived.insert(parent.fresh.extract(zombie));
  }
}

// To end takes some, too: Python's end may take a tenth of a second.
void NeverReaped::fact(const Fact& fact) {
  constexpr double long_time = 0.25;
  const auto* time = fact.as<fact::ProcessorTime>();
  const auto found = time ? parents_.find(Name(process_of(fact.task))) : parents_.end();
  if (found == parents_.end()) return;
  Zombies& fresh = found->second.fresh;
  for (auto at = fresh.begin(); at != fresh.end();) {
    const auto zombie = at++;
    if (!zombie->second.used) zombie->second.used = time->seconds;
    if (time->seconds < *zombie->second.used + long_time) continue;
    zombie->second.later = fact.after;
    found->second.outlived.insert(fresh.extract(zombie));
  }
}

// One that was killed might have asked later. But P, which a user ends with Ctrl-C when it has made
// one child after another and never asked for any, would not have.
bool NeverReaped::is_sure(const Name& name, const Parent& parent) const {
  const Life* life = lives_.find(name);
  if (!life || !life->ended_by_itself()) return false;
  constexpr int several = 2;
  const bool never_asks = name == "P" && !parent.waits && parent.made_since >= several;
  return life->end.code || never_asks;
}

Found NeverReaped::found_of(const Name& parent, const Zombies& zombies) const {
  constexpr std::size_t enough = 3;  // to show it
  Found found{.process = parent};
  std::set<std::uint64_t> events;
  for (const auto& [name, zombie] : zombies) {
    const Life* child = lives_.find(name);
    if (found.about.empty()) found.place = child->made.place;
    if (found.about.size() < enough) events.insert({child->made.seq, zombie.seen, zombie.later});
    found.about.push_back(name);
  }
  found.args = {list_of(found.about), std::to_string(found.about.size())};
  found.events.assign(events.begin(), events.end());
  return found;
}

std::vector<Found> NeverReaped::found() {
  std::vector<Found> all;
  for (const auto& [name, parent] : parents_) {
    if (parent.outlived.empty() || !is_sure(name, parent)) continue;
    all.push_back(found_of(name, parent.outlived));
  }
  return all;
}

}  // namespace

std::unique_ptr<Rule> never_reaped(const Lives& lives) {
  return std::make_unique<NeverReaped>(lives);
}

}  // namespace procdemo::findings
