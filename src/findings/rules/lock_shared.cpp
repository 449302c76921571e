// Two processes hold one exclusive lock of flock(2) at once: it belongs to the open file
// description, which both have, for it was opened before the fork.
#include <map>
#include <set>
#include <utility>

#include "findings/rules/rules.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

class LockShared final : public Rule {
 public:
  void event(const Event& event) override {
    if (event.as<event::Locked>()) locked_[event.process] = event.seq;
  }
  void fact(const Fact& fact) override;
  std::vector<Found> found() override { return std::move(found_); }

 private:
  std::map<Name, std::uint64_t> locked_;  // the last event of each task that tells of one
  std::set<std::string> told_;            // paths
  std::vector<Found> found_;
};

void LockShared::fact(const Fact& fact) {
  const auto* shared = fact.as<fact::SharedLock>();
  if (!shared || !told_.insert(shared->path).second) return;
  Found found{.process = Name(process_of(fact.task)),
              .args = {shared->path, shared->with},
              .place = fact.place};
  for (const Name& task : {shared->with, fact.task}) {
    if (locked_.contains(task)) found.events.push_back(locked_[task]);
  }
  found_.push_back(std::move(found));
}

}  // namespace

std::unique_ptr<Rule> lock_shared(const Lives&) {
  return std::make_unique<LockShared>();
}

}  // namespace procdemo::findings
