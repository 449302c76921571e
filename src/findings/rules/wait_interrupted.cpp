// A wait that a signal's handler has interrupted (EINTR), and that was not made again: the child
// that it was for was never reaped.
//
// Who is asked to end by that signal, or ends its children after it, has other things to do. A wait
// for another child, by its PID, is not that wait again.
#include <cerrno>
#include <map>

#include "findings/rules/rules.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

bool is_of_several(const std::string& target) {
  return target == "any" || target == "group";
}

class WaitInterrupted final : public Rule {
 public:
  explicit WaitInterrupted(const Lives& lives) : lives_(lives) {}

  void event(const Event& event) override;
  void fact(const Fact& fact) override;
  std::vector<Found> found() override;

 private:
  struct Interruption {
    std::string target, signal;
    std::uint64_t seq = 0;  // of the signal
    std::optional<SourcePlace> place = {};

    bool is_made_up_by(const event::Wait& wait) const {
      return wait.target == target || is_of_several(wait.target) || is_of_several(target);
    }
  };

  struct Wait {
    std::optional<SourcePlace> place;
    std::string signal;        // the last one since then
    std::uint64_t signal_seq;  // and its number
  };

  std::vector<Name> unreaped(const Name& parent, const std::string& target) const;

  const Lives& lives_;
  std::map<Name, Wait> waits_;                  // the last one of each task
  std::map<Name, Interruption> interruptions_;  // by process, not made up for yet
  std::map<Name, std::uint64_t> reaped_;        // children
};

void WaitInterrupted::event(const Event& event) {
  const Name name(process_of(event.process));
  if (event.as<event::Wait>()) waits_[event.process] = {event.place, "", 0};
  if (const auto* signal = event.as<event::Signal>()) {
    Wait& wait = waits_[event.process];
    wait.signal = signal->signal;
    wait.signal_seq = event.seq;
  }
  if (const auto* reap = event.as<event::Reap>()) reaped_[reap->child] = event.seq;
  if (event.as<event::Vanish>()) reaped_[name] = event.seq;
  const auto* wait = event.as<event::Wait>();
  const auto interrupted = interruptions_.find(name);
  if (interrupted == interruptions_.end()) return;
  const bool again = wait && interrupted->second.is_made_up_by(*wait);
  if (again || event.as<event::Kill>() || event.as<event::Exec>()) {
    interruptions_.erase(interrupted);
  }
}

bool asks_to_end(const std::string& signal) {
  return signal == "SIGINT" || signal == "SIGTERM" || signal == "SIGHUP" || signal == "SIGQUIT";
}

void WaitInterrupted::fact(const Fact& fact) {
  const auto* failed = fact.as<fact::WaitFailed>();
  const auto wait = waits_.find(fact.task);
  if (!failed || failed->error != EINTR || wait == waits_.end()) return;
  const auto& [place, signal, seq] = wait->second;
  if (signal.empty() || asks_to_end(signal)) return;
  interruptions_[Name(process_of(fact.task))] = {failed->target, signal, seq, place};
}

// Its own children that it has asked for.
std::vector<Name> WaitInterrupted::unreaped(const Name& parent, const std::string& target) const {
  std::vector<Name> children;
  for (const auto& [name, life] : lives_.all()) {
    const bool asked = is_of_several(target) || target == name;
    if (life.maker == parent && asked && !reaped_.contains(name)) children.push_back(name);
  }
  return children;
}

std::vector<Found> WaitInterrupted::found() {
  std::vector<Found> all;
  for (const auto& [name, interruption] : interruptions_) {
    const Life* life = lives_.find(name);
    const bool ended = life && life->ended_by_itself() && life->end.code;
    std::vector<Name> children = unreaped(name, interruption.target);
    if (!ended || children.empty()) continue;
    all.push_back({.process = name,
                   .args = {list_of(children), interruption.signal},
                   .events = {interruption.seq, life->ended.seq},
                   .place = interruption.place,
                   .about = children});
  }
  return all;
}

}  // namespace

std::unique_ptr<Rule> wait_interrupted(const Lives& lives) {
  return std::make_unique<WaitInterrupted>(lives);
}

}  // namespace procdemo::findings
