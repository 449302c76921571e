// A process that outlives P, and has not made itself a daemon: nobody waits for it any more. Nor
// does it ignore that its terminal goes (SIGHUP), as who was left behind on purpose (nohup(1)).
//
// Many end because P has: the end of a file or a signal tells them so. What counts is who first of
// all goes on with what it was doing.
#include <map>

#include "findings/rules/rules.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

class LeftRunning final : public Rule {
 public:
  explicit LeftRunning(const Lives& lives) : lives_(lives) {}

  void event(const Event& event) override;
  void fact(const Fact& fact) override;
  std::vector<Found> found() override;

 private:
  struct Survivor {
    std::uint64_t seq = 0;  // what it did first after P's end
    bool goes_on = false;   // that was what it would have done anyway
    bool is_daemon = true;  // until it is known
  };

  const Lives& lives_;
  std::map<Name, Survivor, decltype(&name_before)> survivors_{&name_before};
};

// What tells of its birth, its end or its parent's, or is not its own doing.
bool says_nothing(const Event& event) {
  return event.as<event::Start>() || event.as<event::Orphan>() || event.as<event::Unblock>() ||
         event.as<event::Block>() || event.as<event::Zombie>() || event.as<event::Note>();
}

bool is_own_work(const Event& event) {
  return event.as<event::Wake>() || event.as<event::Line>() || event.as<event::Print>() ||
         event.as<event::Sleep>() || event.as<event::Fork>() || event.as<event::Exec>() ||
         event.as<event::Write>() || event.as<event::Lock>() || event.as<event::Locked>();
}

void LeftRunning::event(const Event& event) {
  const Life* first = lives_.find("P");
  if (!first || !first->ended || event.seq <= first->ended.seq) return;
  const Name name(process_of(event.process));
  if (name == "P" || says_nothing(event)) return;
  Survivor& survivor = survivors_[name];
  if (survivor.seq != 0) return;
  survivor.seq = event.seq;
  survivor.goes_on = is_own_work(event);
}

void LeftRunning::fact(const Fact& fact) {
  const auto* outlived = fact.as<fact::Outlived>();
  if (!outlived) return;
  survivors_[Name(process_of(fact.task))].is_daemon =
      !outlived->same_session || outlived->ignores_hangup;
}

std::vector<Found> LeftRunning::found() {
  const Life* first = lives_.find("P");
  if (!first || !first->ended_by_itself()) return {};
  Found found{.process = "P", .events = {first->ended.seq}};
  for (const auto& [name, survivor] : survivors_) {
    const Life* life = lives_.find(name);
    if (survivor.is_daemon || !survivor.goes_on || !life) continue;
    if (found.about.empty()) found.place = life->made.place;
    found.about.push_back(name);
    found.events.push_back(survivor.seq);
  }
  if (found.about.empty()) return {};
  found.args = {list_of(found.about), std::to_string(found.about.size())};
  return {found};
}

}  // namespace

std::unique_ptr<Rule> left_running(const Lives& lives) {
  return std::make_unique<LeftRunning>(lives);
}

}  // namespace procdemo::findings
