// Two processes hold one exclusive lock of flock(2) at once: it belongs to the open file
// description, which both have, for it was opened before the fork. Not where the one had it when it
// made the other, and has left it to that one: it waits for it, and does nothing else before.
#include <map>
#include <set>
#include <utility>

#include "findings/rules/rules.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

class LockShared final : public Rule {
 public:
  explicit LockShared(const Lives& lives) : lives_(lives) {}

  void event(const Event& event) override;
  void fact(const Fact& fact) override;
  std::vector<Found> found() override { return std::move(found_); }

 private:
  bool is_handed_down(const Name& from, const Name& to) const;
  void acts(const Name& process);
  void tell(Found found);

  const Lives& lives_;
  std::map<Name, std::uint64_t> locked_;  // the last event of each task that tells of one
  std::map<Name, Found> handed_;  // by who had it before the fork, and has done nothing since
  std::set<std::string> told_;    // paths
  std::vector<Found> found_;
};

// What merely comes to it, or is no doing of its own.
bool is_no_doing(const Event& event) {
  return event.as<event::Block>() || event.as<event::Unblock>() || event.as<event::Signal>() ||
         event.as<event::Fork>() || event.as<event::Note>() || event.as<event::Unlock>() ||
         event.as<event::Line>();
}

// Who then waits for a child has left it to that one; and who ends has no more use for it.
void LockShared::event(const Event& event) {
  const Name process(process_of(event.process));
  const auto* wait = event.as<event::Wait>();
  if ((wait && !wait->nohang) || event.as<event::Exit>() || event.as<event::Reap>()) {
    handed_.erase(process);
  } else if (!is_no_doing(event)) {
    acts(process);
  }
  if (event.as<event::Locked>()) locked_[event.process] = event.seq;
}

// It had got the lock when it made the other one, who gets once more what it has already.
bool LockShared::is_handed_down(const Name& from, const Name& to) const {
  const auto locked = locked_.find(from);
  for (const Life* life = lives_.find(to); life; life = lives_.find(life->maker)) {
    if (life->maker == from) return locked != locked_.end() && locked->second < life->made.seq;
  }
  return false;
}

void LockShared::acts(const Name& process) {
  const auto handed = handed_.extract(process);
  if (!handed.empty()) tell(handed.mapped());
}

void LockShared::fact(const Fact& fact) {
  const Name process(process_of(fact.task));
  if (fact.as<fact::FileAccess>()) acts(process);
  const auto* shared = fact.as<fact::SharedLock>();
  if (!shared) return;
  Found found{.process = process, .args = {shared->path, shared->with}, .place = fact.place};
  for (const Name& task : {shared->with, fact.task}) {
    if (locked_.contains(task)) found.events.push_back(locked_[task]);
  }
  if (is_handed_down(shared->with, process)) {
    handed_.insert_or_assign(shared->with, std::move(found));
  } else {
    tell(std::move(found));
  }
}

void LockShared::tell(Found found) {
  if (told_.insert(found.args.front()).second) found_.push_back(std::move(found));
}

}  // namespace

std::unique_ptr<Rule> lock_shared(const Lives& lives) {
  return std::make_unique<LockShared>(lives);
}

}  // namespace procdemo::findings
