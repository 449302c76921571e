// What the processes of a run printed, got and ended with, told to its schedule: it belongs to a
// token's fingerprint, as the choices do. A program that is the same, and finds another file, is
// told from itself so.
//
// In the canonical form: what differs between two runs of one token is no difference. Times are
// left out, for where a run waits for somebody outside they differ.
#pragma once

#include "run/settings.h"
#include "session/chosen_schedule.h"
#include "session/room.h"
#include "trace/canonical.h"

namespace procdemo::session {

class Results final : public Sink {
 public:
  /// All of these have to live as long.
  Results(const Run& header, Canonical::Surroundings surroundings, ChosenSchedule& schedule,
          Sink& next);

  void event(const Event& event) override;
  void got(const Event& event) override;
  void fact(const Fact& fact) override { next_.fact(fact); }
  bool full() const override { return next_.full(); }
  int ready_fd() const override { return next_.ready_fd(); }
  void rest() override { next_.rest(); }
  bool closed() const override { return next_.closed(); }

 private:
  void tell(const Event& event);

  ChosenSchedule& schedule_;
  Sink& next_;
  const bool told_;  // a live run has no token
  Canonical canonical_;
};

}  // namespace procdemo::session
