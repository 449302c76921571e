// Several children have died, one SIGCHLD came for all of them, and the handler reaped one: a
// signal that is pending already is not sent once more (signal(7)).
#include <algorithm>
#include <map>
#include <set>

#include "findings/rules/rules.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

class ChildrenCoalesced final : public Rule {
 public:
  explicit ChildrenCoalesced(const Lives& lives) : lives_(lives) {}

  void event(const Event& event) override;
  std::vector<Found> found() override;

 private:
  // One delivery, and the children that were dead by then and had not been signalled for.
  struct Delivery {
    std::uint64_t seq;
    std::vector<Name> dead;
    int reaped = 0;                         // of them, before the next one
    bool is_over = false;                   // the parent went on with something else
    std::optional<SourcePlace> place = {};  // where it reaped
  };
  struct Parent {
    std::vector<Name> unsignalled;  // dead, and not yet reaped
    std::vector<Delivery> deliveries;
  };

  void reaped(Parent& parent, const Name& child, const Event& event);

  const Lives& lives_;
  std::map<Name, Parent> parents_;
  std::set<Name> gone_;  // children that were reaped
};

void ChildrenCoalesced::event(const Event& event) {
  const Name name(process_of(event.process));
  if (event.as<event::Exit>()) {
    const Life* life = lives_.find(name);
    const bool has_parent = life && !life->maker.empty() && !life->orphaned;
    if (has_parent && name == event.process) parents_[life->maker].unsignalled.push_back(name);
    return;
  }
  const auto found = parents_.find(name);
  if (found == parents_.end()) return;
  Parent& parent = found->second;
  const auto* signal = event.as<event::Signal>();
  if (signal && signal->signal == "SIGCHLD") {
    parent.deliveries.push_back({event.seq, std::exchange(parent.unsignalled, {})});
  } else if (const auto* reap = event.as<event::Reap>()) {
    reaped(parent, reap->child, event);
  } else if (!parent.deliveries.empty() && !event.as<event::Wait>()) {
    parent.deliveries.back().is_over = true;
  }
}

void ChildrenCoalesced::reaped(Parent& parent, const Name& child, const Event& event) {
  gone_.insert(child);
  std::erase(parent.unsignalled, child);
  if (parent.deliveries.empty()) return;
  ++parent.deliveries.back().reaped;
  parent.deliveries.back().place = event.place;
}

std::vector<Found> ChildrenCoalesced::found() {
  std::vector<Found> all;
  for (const auto& [name, parent] : parents_) {
    Found found{.process = name};
    for (const Delivery& delivery : parent.deliveries) {
      if (delivery.dead.size() < 2 || delivery.reaped != 1 || !delivery.is_over) continue;
      std::ranges::copy_if(delivery.dead, std::back_inserter(found.about),
                           [&](const Name& child) { return !gone_.contains(child); });
      if (found.about.empty() || !found.events.empty()) continue;
      found.events = {delivery.seq};
      found.place = delivery.place;
    }
    if (found.about.empty()) continue;
    found.args = {list_of(found.about), std::to_string(found.about.size())};
    all.push_back(std::move(found));
  }
  return all;
}

}  // namespace

std::unique_ptr<Rule> children_coalesced(const Lives& lives) {
  return std::make_unique<ChildrenCoalesced>(lives);
}

}  // namespace procdemo::findings
