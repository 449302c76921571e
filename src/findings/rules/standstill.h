// How a run came to stand still, and stayed so: nobody of those who waited for each other has done
// anything since.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "findings/fact.h"
#include "findings/lives.h"
#include "findings/room.h"

namespace procdemo::findings {

/// One who waits there; of event::Deadlock.
struct Waiting {
  Name task;
  std::string on;
  std::vector<Name> held_by;  ///< who could end the waiting
  bool reads_pipe = false;    ///< it waits for bytes, or their end
  bool may_end = false;       ///< fact::MayStillEnd
  std::optional<SourcePlace> place = {};
};

class Standstill {
 public:
  /// Of each event and fact of a run.
  void event(const Event& event);
  void fact(const Fact& fact);

  /// Empty where the run did not stand still, or went on.
  const std::vector<Waiting>& waiting() const { return waiting_; }
  const Waiting* find(const Name& process) const;
  const std::vector<Name>& circle() const { return circle_; }
  const std::vector<Name>& knot() const { return knot_; }  ///< trace/knot.h
  std::uint64_t seen() const { return seen_; }             ///< the number of its event

  /// Which it has executed last: the last part of its path.
  std::string program_of(const Name& process) const;

  /// A descriptor of the writing end of this pipe, which a process has from before its last exec,
  /// that is none of the three that all have, and by which it has never written.
  std::optional<int> unused_end(const Name& process, const std::string& pipe) const;

  /// The same of a file with a lock that another process has taken.
  std::optional<int> unused_lock(const Name& process, const std::string& path) const;
  Name taker_of(const std::string& path) const;  ///< who took it last

 private:
  std::optional<int> unused(const Name& process, const std::string& object, bool writes) const;
  void stand(const Event& event, const event::Deadlock& deadlock);
  void go_on(const Event& event);
  void execute(const Name& process, const event::Exec& exec);
  void use(const Name& process, const std::string& object);

  std::vector<Waiting> waiting_;
  std::vector<Name> circle_, knot_;
  std::uint64_t seen_ = 0;
  std::map<Name, SourcePlace> blocked_;  // where each waits, as it was told last: in an order
  std::map<Name, std::vector<fact::PipeEnd>> executed_with_;  // and has not used
  std::map<Name, std::string> programs_;
  std::set<Name> may_end_;              // told of for the next standstill
  std::map<std::string, Name> takers_;  // of locks, by their paths
};

}  // namespace procdemo::findings
