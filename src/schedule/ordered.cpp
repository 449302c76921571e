#include "schedule/ordered.h"

#include "base/problem.h"
#include "schedule/problems.h"

namespace procdemo::schedule {

Ordered::Ordered(std::string name, Order order)
    : name_(std::move(name)),
      order_(std::move(order)),
      policy_(make_policy(order_.policy)),
      journal_(order_.policy),
      track_(order_) {}

std::optional<pid_t> Ordered::next(const Situation& situation) {
  const std::span<const Step> ready = situation.ready;
  const std::size_t policys = policy_->choose(ready);
  const bool choice = ready.size() > 1;
  const std::size_t chosen =
      choice ? track_.choose(ready, policys, journal_.steps() + 1) : std::size_t{0};
  const Step& step = ready[chosen];
  journal_.step(ready, policys, chosen);
  if (choice) track_.compare(journal_, step);
  policy_->done(step);
  return step.tid;
}

void Ordered::ended() const {
  if (!order_.fingerprint) return;
  const Order done = order();
  if (done.fingerprint == order_.fingerprint && done.departures == order_.departures) return;
  throw Problem(Status::claim_failed, ScheduleProblem::token_ended,
                {std::to_string(journal_.steps())});
}

Order Ordered::order() const {
  Order order = journal_.order();
  order.any_sleep = order_.any_sleep;
  order.every_step = order_.every_step;
  return order;
}

}  // namespace procdemo::schedule
