#include "schedule/person.h"

#include <algorithm>
#include <utility>

namespace procdemo::schedule {

Person::Person(std::string name, Order order)
    : name_(std::move(name)),
      order_(std::move(order)),
      policy_(make_policy(order_.policy)),
      journal_(order_.policy),
      track_(order_) {}

const Person::Usual& Person::find_usual(std::span<const Step> ready) {
  if (usual_) return *usual_;
  const std::size_t policys = policy_->choose(ready);
  const bool tracked = on_track_ && ready.size() > 1;
  const std::size_t orders =
      tracked ? track_.choose(ready, policys, journal_.steps() + 1) : policys;
  return usual_.emplace(Usual{policys, orders});
}

std::size_t Person::usual(std::span<const Step> ready) {
  return find_usual(ready).orders;
}

std::optional<pid_t> Person::next(const Situation& situation) {
  const std::span<const Step> ready = situation.ready;
  const Usual usual = find_usual(ready);
  usual_.reset();
  const auto wanted = std::ranges::find(ready, std::exchange(chosen_, {}), &Step::name);
  const auto chosen =
      wanted == ready.end() ? usual.orders : static_cast<std::size_t>(wanted - ready.begin());
  if (chosen != usual.orders) on_track_ = false;
  const Step& step = ready[chosen];
  journal_.step(ready, usual.policys, chosen);
  if (on_track_ && ready.size() > 1) track_.compare(journal_, step);
  policy_->done(step);
  last_ = step.name;
  return step.tid;
}

Order Person::order() const {
  Order order = journal_.order();
  order.any_sleep = order_.any_sleep;
  order.every_step = order_.every_step;
  return order;
}

}  // namespace procdemo::schedule
