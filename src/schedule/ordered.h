// A controlled run in a given order: a policy's, or that of an earlier run, given by its token.
#pragma once

#include <memory>

#include "schedule/order.h"
#include "schedule/room.h"
#include "schedule/schedule.h"
#include "schedule/track.h"

namespace procdemo::schedule {

class Ordered : public Schedule {
 public:
  /// `name` is how the run's header names it: the policy, or the token.
  Ordered(std::string name, Order order);

  std::string name() const override { return name_; }

  /// That of its run.
  ControlledMode mode() const { return order_.mode(); }

  /// Throws Problem (token_differs) at the first step which shows that this is not the run that the
  /// order describes.
  std::optional<pid_t> next(const Situation& situation) override;

  /// See Journal::saw.
  void saw(std::string_view result) { journal_.saw(result); }

  /// The run is over. Throws Problem (token_ended) where that comes too soon.
  void ended() const;

  /// What was done, as an order.
  Order order() const;

 private:
  std::string name_;
  const Order order_;
  std::unique_ptr<Policy> policy_;
  Journal journal_;
  Track track_;
};

}  // namespace procdemo::schedule
