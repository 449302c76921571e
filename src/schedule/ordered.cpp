#include "schedule/ordered.h"

#include "base/problem.h"
#include "schedule/problems.h"

namespace procdemo::schedule {

namespace {

[[noreturn]] void differs(std::uint64_t number, const Step& step) {
  throw Problem(Status::claim_failed, ScheduleProblem::token_differs,
                {std::to_string(number), step.name, std::string(step.call)});
}

}  // namespace

Ordered::Ordered(std::string name, Order order)
    : name_(std::move(name)),
      order_(std::move(order)),
      policy_(make_policy(order_.policy)),
      journal_(order_.policy) {}

std::optional<pid_t> Ordered::next(const Situation& situation) {
  const std::span<const Step> ready = situation.ready;
  const std::size_t policys = policy_->choose(ready);
  const std::size_t chosen = ready.size() == 1 ? 0 : choose(ready, policys);
  const Step& step = ready[chosen];
  journal_.step(ready, policys, chosen);
  if (order_.fingerprint && ready.size() > 1) compare(step);
  policy_->done(step);
  return step.tid;
}

std::size_t Ordered::choose(std::span<const Step> ready, std::size_t policys) {
  const bool departs =
      departures_ < order_.departures.size() && order_.departures[departures_].after == followed_;
  if (!departs) {
    ++followed_;
    return policys;
  }
  followed_ = 0;
  const std::uint64_t whom = order_.departures[departures_++].whom;
  if (whom >= ready.size() - 1) differs(journal_.steps() + 1, ready[policys]);
  return whom < policys ? whom : whom + 1;
}

// The choice was the last one: has it the bit that the fingerprint has for it?
void Ordered::compare(const Step& step) {
  const Fingerprint& expected = *order_.fingerprint;
  const std::uint64_t choice = journal_.choices() - 1;
  if (choice >= expected.choices) differs(journal_.steps(), step);
  const bool has_bit = checked_ < expected.bits.size() &&
                       Fingerprint::choice_of(checked_, expected.choices) == choice;
  if (has_bit && expected.bits[checked_++] != journal_.last_bit()) differs(journal_.steps(), step);
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
