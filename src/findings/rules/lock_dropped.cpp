// A lock of fcntl(2) that went when its process closed another descriptor of the same file, though
// the process went on to write there.
#include <map>
#include <utility>

#include "findings/rules/rules.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

using ProcessAndPath = std::pair<Name, std::string>;

class LockDropped final : public Rule {
 public:
  void event(const Event& event) override;
  void fact(const Fact& fact) override;
  std::vector<Found> found() override;

 private:
  struct Dropped {
    std::uint64_t unlocked = 0;  // the event
    std::uint64_t wrote = 0;
    bool writes = false;
    std::optional<SourcePlace> place;
  };

  std::map<ProcessAndPath, Dropped> dropped_;
};

// It has one again.
void LockDropped::event(const Event& event) {
  const auto* locked = event.as<event::Locked>();
  if (!locked) return;
  const auto known = dropped_.find({Name(process_of(event.process)), locked->path});
  if (known != dropped_.end() && !known->second.writes) dropped_.erase(known);
}

void LockDropped::fact(const Fact& fact) {
  const Name process(process_of(fact.task));
  if (const auto* dropped = fact.as<fact::DroppedLock>()) {
    dropped_.try_emplace({process, dropped->path},
                         Dropped{.unlocked = fact.after, .place = fact.place});
  }
  const auto* access = fact.as<fact::FileAccess>();
  if (!access || !access->writes) return;
  const auto known = dropped_.find({process, access->path});
  if (known == dropped_.end() || std::exchange(known->second.writes, true)) return;
  known->second.wrote = access->event;
}

std::vector<Found> LockDropped::found() {
  std::vector<Found> all;
  for (const auto& [where, dropped] : dropped_) {
    if (!dropped.writes) continue;
    Found found{.process = where.first,
                .args = {where.second},
                .events = {dropped.unlocked},
                .place = dropped.place};
    if (dropped.wrote != 0) found.events.push_back(dropped.wrote);
    all.push_back(std::move(found));
  }
  return all;
}

}  // namespace

std::unique_ptr<Rule> lock_dropped(const Lives&) {
  return std::make_unique<LockDropped>();
}

}  // namespace procdemo::findings
