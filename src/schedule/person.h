// A person is the scheduler: whoever reads the run says who goes next.
//
// Where nobody is named, whoever the order of the run has next goes: a token's, as long as nobody
// else was chosen, else the policy's. What was done is an order as any other, and has a token.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "schedule/order.h"
#include "schedule/room.h"
#include "schedule/schedule.h"
#include "schedule/track.h"

namespace procdemo::schedule {

class Person : public Schedule {
 public:
  /// `name` is how the run's header names the order that is followed where nobody is named.
  Person(std::string name, Order order);

  std::string name() const override { return name_; }
  ControlledMode mode() const { return order_.mode(); }

  /// The next step is this one's, if it is ready then.
  void choose(const Name& name) { chosen_ = name; }

  /// Who would go if nobody were named. `ready` are those of the next step; not empty. Throws
  /// Problem (token_differs), as next() does, as long as a token is followed.
  std::size_t usual(std::span<const Step> ready);

  std::optional<pid_t> next(const Situation& situation) override;

  /// See Journal::saw.
  void saw(std::string_view result) { journal_.saw(result); }

  /// Who went last; empty where nobody has.
  const Name& last() const { return last_; }

  /// What was done, as an order.
  Order order() const;

 private:
  struct Usual {
    std::size_t policys, orders;
  };
  const Usual& find_usual(std::span<const Step> ready);

  std::string name_;
  const Order order_;
  std::unique_ptr<Policy> policy_;
  Journal journal_;
  Track track_;
  bool on_track_ = true;        // nobody has chosen otherwise
  std::optional<Usual> usual_;  // of the next step, once it was asked for: a policy is asked once
  Name chosen_, last_;
};

}  // namespace procdemo::schedule
