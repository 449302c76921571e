// Keeps the events that claims are about, and tells an exploration which steps made events whose
// order claims see.
#pragma once

#include <optional>
#include <vector>

#include "claims/order_sense.h"
#include "schedule/explored.h"
#include "session/room.h"
#include "session/subject.h"

namespace procdemo::session {

class Witness final : public Sink {
 public:
  /// All of these have to live as long; `explored` may be null.
  Witness(const Subject& subject, Explored* explored, Sink& next);

  void event(const Event& event) override;
  void got(const Event& event) override { next_.got(event); }
  bool full() const override { return next_.full(); }
  int ready_fd() const override { return next_.ready_fd(); }
  void rest() override { next_.rest(); }
  bool closed() const override { return next_.closed(); }

  /// Where the subject has claims: all of them so far.
  const std::vector<Event>& events() const { return events_; }

 private:
  bool keeps_;
  Explored* explored_;
  Sink& next_;
  std::optional<OrderSense> sense_;
  std::vector<Event> events_;
};

}  // namespace procdemo::session
