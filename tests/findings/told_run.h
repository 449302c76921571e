// A run as the rules of findings/ are told of it: events and facts without a process.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "findings/finder.h"
#include "findings/room.h"
#include "trace/event.h"

namespace procdemo::findings {

class ToldRun {
 public:
  explicit ToldRun(Finder::For whom = Finder::For::reader)
      : finder_(std::make_shared<Finder>(std::set<std::string>(), whom)) {}

  /// Events get the numbers 1, 2 ...; processes the PIDs 100, 101 ... as they come.
  ToldRun& operator()(const Name& process, event::Any what, std::optional<SourcePlace> place = {}) {
    const auto pid = pids_.try_emplace(Name(process_of(process)), 100 + std::ssize(pids_));
    finder_->event({++seq_, time_, process, pid.first->second, std::move(what), std::move(place)});
    return *this;
  }
  ToldRun& operator()(const Name& process, AnyFact fact, std::optional<SourcePlace> place = {}) {
    finder_->fact({process, std::move(fact), seq_, std::move(place)});
    return *this;
  }

  /// What comes now comes at this time, in seconds.
  ToldRun& at(double time) {
    time_ = time;
    return *this;
  }

  /// The parent's call, and the child's start.
  ToldRun& fork(const Name& parent, const Name& child, std::optional<SourcePlace> place = {}) {
    (*this)(parent, event::Fork{child, 0, "fork", 1}, std::move(place));
    return (*this)(child, event::Start{{}, parent, 0});
  }
  ToldRun& exits(const Name& process, int code = 0) {
    return (*this)(process, event::Exit{code, std::nullopt, false});
  }

  /// It ends, and its parent does not wait.
  ToldRun& zombie(const Name& process, const Name& parent) {
    return exits(process)(process, event::Zombie{parent});
  }

  /// The number of the last event.
  std::uint64_t last() const { return seq_; }

  std::vector<Event> found() { return finder_->found(); }

  /// "never-reaped P: P.1 1", each: id, process and arguments.
  std::vector<std::string> told() {
    std::vector<std::string> all;
    for (const Event& event : found()) {
      const auto& finding = *event.as<event::Finding>();
      std::string one = finding.id + " " + event.process + ":";
      for (const std::string& arg : finding.args) one += " " + arg;
      all.push_back(one);
    }
    return all;
  }

 private:
  std::shared_ptr<Finder> finder_;
  std::uint64_t seq_ = 0;
  double time_ = 0;
  std::map<Name, std::int64_t> pids_;
};

/// P, and its child P.1.
inline ToldRun parent_and_child(const std::string& program = "./a",
                                Finder::For whom = Finder::For::reader) {
  ToldRun run(whom);
  run("P", event::Start{{program}, "", {}}).fork("P", "P.1");
  return run;
}

}  // namespace procdemo::findings
