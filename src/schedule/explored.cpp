#include "schedule/explored.h"

#include <algorithm>
#include <utility>

#include "base/problem.h"
#include "schedule/problems.h"

namespace procdemo::schedule {

Explored::Explored(Plan plan)
    : plan_(std::move(plan)), policy_(make_policy(PolicyName())), journal_(PolicyName()) {
  if (plan_.seed) random_ = make_policy({PolicyName::Kind::random, *plan_.seed});
}

namespace {

// Where nobody says otherwise, sleeps take their time: an order differs from those of exact sleeps
// in what it is about, and in nothing else.
std::size_t in_time(std::span<const Step> ready, std::size_t preferred) {
  const auto soonest = std::ranges::min_element(ready, {}, &Step::early);
  return ready[preferred].early <= soonest->early
             ? preferred
             : static_cast<std::size_t>(soonest - ready.begin());
}

}  // namespace

std::optional<pid_t> Explored::next(const Situation& situation) {
  const std::span<const Step> ready = situation.ready;
  if (taken_ + 1 == std::max<std::size_t>(plan_.choices.size(), 1)) sleep_ = plan_.sleep;
  const std::size_t policys = policy_->choose(ready);
  const std::size_t chosen =
      choose(ready, random_ ? random_->choose(ready) : in_time(ready, policys));
  const Step& step = ready[chosen];
  if (preempts(ready, chosen)) ++preemptions_;
  note_overtaking(situation, step);
  // Where a sleep may end at any time, time puts no step after another.
  const double time = plan_.any_sleep ? 0 : situation.now;
  step_ = {.name = step.name, .touches = {}, .time = time};
  told_.clear();
  for (const Step& one : ready) step_.ready.push_back(one.name);
  journal_.step(ready, policys, chosen);
  policy_->done(step);
  last_ = step.name;
  ++taken_;
  return step.tid;
}

std::size_t Explored::choose(std::span<const Step> ready, std::size_t preferred) {
  return taken_ < plan_.choices.size() ? planned(ready) : own_choice(ready, preferred);
}

std::size_t Explored::planned(std::span<const Step> ready) {
  const auto step = std::ranges::find(ready, plan_.choices[taken_], &Step::name);
  if (step == ready.end()) give_up(StepLog::Ending::diverged);
  return static_cast<std::size_t>(step - ready.begin());
}

// With a bound, whoever went last goes on as long as it can: that costs nothing.
std::size_t Explored::own_choice(std::span<const Step> ready, std::size_t preferred) {
  if (std::ranges::all_of(ready, [&](const Step& step) { return is_asleep(step); })) {
    give_up(StepLog::Ending::asleep);
  }
  std::vector<std::size_t> wanted = {preferred};
  for (std::size_t i = 0; i < ready.size(); ++i) wanted.push_back(i);
  std::ranges::stable_sort(wanted.begin() + 1, wanted.end(), {},
                           [&](std::size_t i) { return ready[i].early; });
  const auto last = std::ranges::find(ready, last_, &Step::name);
  if (plan_.bound && last != ready.end()) {
    wanted.insert(wanted.begin(), static_cast<std::size_t>(last - ready.begin()));
  }
  const std::size_t choice =
      *std::ranges::find_if(wanted, [&](std::size_t i) { return !is_asleep(ready[i]); });
  const bool too_many = plan_.bound && preempts(ready, choice) && preemptions_ >= *plan_.bound;
  if (too_many) give_up(StepLog::Ending::bounded);
  return choice;
}

bool Explored::is_asleep(const Step& step) const {
  return std::ranges::count(sleep_, step.name, &SeenStep::name) != 0;
}

bool Explored::preempts(std::span<const Step> ready, std::size_t choice) const {
  return ready[choice].name != last_ && std::ranges::count(ready, last_, &Step::name) != 0;
}

void Explored::note_overtaking(const Situation& situation, const Step& step) {
  Overtaking one{.task = step.name, .others = {}, .told = situation.events, .sleeps = step.sleeps};
  for (const Step& other : situation.ready) {
    if (other.early < step.early) one.others.push_back(other.name);
  }
  if (!one.others.empty()) log_.overtakings.push_back(std::move(one));
}

void Explored::takes(const Step& step) {
  step_.touches = step.touches;
  step_.touches.insert(step_.touches.end(), told_.begin(), told_.end());
  std::erase_if(sleep_, [&](const SeenStep& one) { return are_dependent(one, step_); });
  log_.steps.push_back(step_);
}

void Explored::stuck(std::span<const Step> parked) {
  for (const Step& step : parked) {
    log_.pending.push_back({.name = step.name, .touches = step.touches});
  }
  log_.ending = StepLog::Ending::stuck;
}

void Explored::give_up(StepLog::Ending ending) {
  log_.pending.insert(log_.pending.end(), sleep_.begin(), sleep_.end());
  log_.ending = ending;
  throw Problem(Status::claim_failed, ScheduleProblem::token_ended, {std::to_string(taken_)});
}

Order Explored::order() const {
  Order order = journal_.order();
  order.any_sleep = plan_.any_sleep;
  order.every_step = true;
  return order;
}

}  // namespace procdemo::schedule
