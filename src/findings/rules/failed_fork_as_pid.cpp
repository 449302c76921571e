// fork() was refused, and then everybody was signalled: its -1 was taken for a PID (kill(2)).
#include <map>
#include <set>

#include "findings/rules/rules.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

class FailedForkAsPid final : public Rule {
 public:
  void event(const Event& event) override;
  std::vector<Found> found() override { return found_; }

 private:
  std::map<Name, std::uint64_t> refused_;  // the last fork of each process that was
  std::set<Name> told_;
  std::vector<Found> found_;
};

void FailedForkAsPid::event(const Event& event) {
  const Name name(process_of(event.process));
  const auto* refuse = event.as<event::Refuse>();
  if (refuse && refuse->call != "clone") refused_[name] = event.seq;  // that may be a thread
  if (event.as<event::Exec>()) refused_.erase(name);
  const auto* kill = event.as<event::Kill>();
  const auto refused = refused_.find(name);
  if (!kill || kill->target != "everyone" || refused == refused_.end()) return;
  if (!told_.insert(name).second) return;
  found_.push_back({.process = name,
                    .args = {kill->signal},
                    .events = {refused->second, event.seq},
                    .place = event.place});
}

}  // namespace

std::unique_ptr<Rule> failed_fork_as_pid(const Lives&) {
  return std::make_unique<FailedForkAsPid>();
}

}  // namespace procdemo::findings
