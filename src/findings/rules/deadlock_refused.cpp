// A lock of fcntl(2) that the kernel has refused (EDEADLK), for to wait for it would have been a
// deadlock. Not of who is prepared for that: it gives back what it has, and asks once more, until
// it gets the lock.
#include <map>
#include <utility>

#include "findings/rules/rules.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

class DeadlockRefused final : public Rule {
 public:
  void event(const Event& event) override;
  void fact(const Fact& fact) override;
  std::vector<Found> found() override;

 private:
  struct Refusal {
    Found found;
    bool gave_back = false;  // since then
  };

  std::map<std::pair<Name, std::string>, Refusal> refusals_;  // by process and path
  std::map<Name, std::uint64_t> asked_;                       // the last event that tells of it
};

void DeadlockRefused::event(const Event& event) {
  const Name process(process_of(event.process));
  if (event.as<event::Lock>()) asked_[process] = event.seq;
  const auto* locked = event.as<event::Locked>();
  const auto known = locked ? refusals_.find({process, locked->path}) : refusals_.end();
  if (known != refusals_.end() && known->second.gave_back) refusals_.erase(known);
}

void DeadlockRefused::fact(const Fact& fact) {
  const Name process(process_of(fact.task));
  if (fact.as<fact::UnlockedBytes>()) {
    for (auto& [whose, refusal] : refusals_) {
      if (whose.first == process) refusal.gave_back = true;
    }
  }
  const auto* refused = fact.as<fact::DeadlockRefused>();
  if (!refused) return;
  Found found{.process = process, .args = {refused->path}, .place = fact.place};
  if (!refused->holders.empty()) found.args.push_back(list_of(refused->holders));
  if (asked_.contains(process)) found.events.push_back(asked_[process]);
  refusals_.insert_or_assign({process, refused->path}, Refusal{std::move(found)});
}

std::vector<Found> DeadlockRefused::found() {
  std::vector<Found> all;
  for (auto& [whose, refusal] : refusals_) all.push_back(std::move(refusal.found));
  return all;
}

}  // namespace

std::unique_ptr<Rule> deadlock_refused(const Lives&) {
  return std::make_unique<DeadlockRefused>();
}

}  // namespace procdemo::findings
