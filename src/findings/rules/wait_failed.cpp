// A wait that fails with ECHILD though a child was made: as the first answer since then, or because
// SIGCHLD is ignored and children leave nothing to wait for.
//
// After the last child ECHILD is how `while (wait(0) > 0)` ends; and where a handler has reaped,
// that was the answer.
#include <cerrno>
#include <set>

#include "findings/rules/rules.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

class WaitWithoutChild final : public Rule {
 public:
  void event(const Event& event) override;
  void fact(const Fact& fact) override;
  std::vector<Found> found() override { return found_; }

 private:
  std::set<Name> makers_;      // of children, since their last exec
  std::set<Name> unanswered_;  // those who had no answer since their last fork
  std::set<Name> told_;
  std::vector<Found> found_;
};

void WaitWithoutChild::event(const Event& event) {
  const Name name(process_of(event.process));
  const auto* fork = event.as<event::Fork>();
  if (fork && fork->call != "clone") {  // whose flags may say that there is nothing to wait for
    makers_.insert(name);
    unanswered_.insert(name);
  }
  if (event.as<event::Reap>() || event.as<event::Notice>()) unanswered_.erase(name);
  if (event.as<event::Exec>()) {
    makers_.erase(name);
    unanswered_.erase(name);
  }
}

// It may be nobody's of this run: then the target is the name of that program.
bool asks_for_one(const fact::WaitFailed& failed) {
  return failed.target != "any" && failed.target != "group";
}

// "wait()", "waitpid(P.1)": the same in every language.
std::string call_of(const fact::WaitFailed& failed) {
  return asks_for_one(failed) ? "waitpid(" + failed.target + ")" : "wait()";
}

void WaitWithoutChild::fact(const Fact& fact) {
  const auto* failed = fact.as<fact::WaitFailed>();
  const Name name(process_of(fact.task));
  if (!failed || failed->error != ECHILD || !makers_.contains(name)) return;
  const bool only_looks = failed->nohang && !asks_for_one(*failed);
  const bool first = unanswered_.contains(name);
  if (only_looks || !(first || failed->ignores) || !told_.insert(name).second) return;
  found_.push_back(
      {.process = name, .args = {call_of(*failed)}, .events = {fact.after}, .place = fact.place});
}

}  // namespace

std::unique_ptr<Rule> wait_failed(const Lives&) {
  return std::make_unique<WaitWithoutChild>();
}

}  // namespace procdemo::findings
