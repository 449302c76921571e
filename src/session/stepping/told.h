// What was told of a run, so that it can be begun again and held against the first time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "run/settings.h"
#include "session/room.h"
#include "trace/canonical.h"

namespace procdemo::session {

/// Passes events on, and remembers their canonical form. Of a run that was begun again it compares
/// the events that were told already, and passes on only what comes after them.
class Told final : public Sink {
 public:
  /// `stable`: it passes on their canonical form.
  Told(Run header, Canonical::Surroundings surroundings, Sink& next, bool stable = false);

  void event(const Event& event) override;
  void got(const Event& event) override;
  bool full() const override { return !repeats() && next_.full(); }
  int ready_fd() const override { return next_.ready_fd(); }
  void rest() override { next_.rest(); }
  bool closed() const override { return next_.closed(); }

  std::size_t events() const { return seen_; }  ///< of this run
  std::uint64_t hash() const;                   ///< of all of them, and what was got
  double time() const { return time_; }         ///< of the last one, in seconds

  /// The end of this run, as it is to be told after its events.
  End end(End end) { return stable_ ? canonical_.end(std::move(end)) : end; }

  /// What is said of where this run stands.
  RunStatus as_told(RunStatus status) const {
    return stable_ ? canonical_.status(std::move(status)) : status;
  }
  Evidence as_told(Evidence evidence) const {
    return stable_ ? canonical_.evidence(std::move(evidence)) : evidence;
  }

  /// The first note that nothing can be repeated exactly after it, and which event that was, from
  /// 0.
  struct Inexact {
    std::size_t event;
    Name process;
    std::string note;
  };
  const std::optional<Inexact>& inexact() const { return inexact_; }

  /// This run is ended: that its processes are killed is not told.
  void give_up() { given_up_ = true; }

  /// The run begins again. The first events, so many, are to come again; the others are forgotten.
  void begin_again(std::size_t events);

  /// No more of them: those that have not come are forgotten.
  void forget_coming() { events_.resize(seen_); }

  /// Whether all of those have come, and as they were.
  bool came_again() const { return !differs_ && !repeats(); }

 private:
  bool repeats() const { return seen_ < events_.size(); }

  const Run header_;
  const Canonical::Surroundings surroundings_;
  Sink& next_;
  const bool stable_;
  Canonical canonical_;
  std::vector<std::string> events_;  // as lines of JSON, each with what was got before it
  std::uint64_t got_ = 0;            // since the last event: a hash
  std::size_t seen_ = 0;             // so many have come in this run
  std::uint64_t hash_ = 0;           // of those
  double time_ = 0;
  std::optional<Inexact> inexact_;
  bool differs_ = false;
  bool given_up_ = false;
};

}  // namespace procdemo::session
