#include "explore/races.h"

#include <algorithm>

namespace procdemo::explore {

Races::Races(const StepLog& log) : log_(log) {
  const std::size_t all = log.steps.size() + log.pending.size();
  direct_.resize(all);
  for (std::size_t number = 0; number < all; ++number) before_.push_back(add(number));
}

const SeenStep& Races::step(std::size_t number) const {
  const std::size_t taken = log_.steps.size();
  return number < taken ? log_.steps[number] : log_.pending[number - taken];
}

Races::Steps Races::add(std::size_t number) {
  const std::size_t taken = std::min(number, log_.steps.size());
  Steps before(log_.steps.size());
  for (std::size_t other = taken; other-- > 0;) {
    if (before[other] || !orders(other, number)) continue;
    direct_[number].push_back(other);
    before[other] = true;
    for (std::size_t i = 0; i < other; ++i) {
      if (before_[other][i]) before[i] = true;
    }
  }
  return before;
}

bool Races::orders(std::size_t before, std::size_t after) const {
  return may_have_changed(step(before), step(after)) || enables(before, after) ||
         time_passed(before, after);
}

bool Races::time_passed(std::size_t before, std::size_t after) const {
  return after < log_.steps.size() && step(before).time < step(after).time;
}

// After `before` its task is there, and just before it was not: nobody else did that.
bool Races::enables(std::size_t before, std::size_t after) const {
  if (before + 1 >= log_.steps.size() || after >= log_.steps.size()) return false;
  const Name& name = step(after).name;
  const auto ready = [&](std::size_t at) {
    return std::ranges::count(log_.steps[at].ready, name) != 0;
  };
  return name != step(before).name && !ready(before) && ready(before + 1);
}

std::vector<Races::Race> Races::from(std::size_t first) const {
  std::vector<Race> races;
  for (std::size_t second = first; second < direct_.size(); ++second) {
    for (const std::size_t one : direct_[second]) {
      const bool same = step(one).name == step(second).name;
      if (same || time_passed(one, second) || enables(one, second)) continue;
      if (may_have_changed(step(one), step(second))) races.push_back({one, second});
    }
  }
  return races;
}

// All between that do not come after `first` may go before it, and those of them may begin that
// come after no other of them.
std::vector<Name> Races::initials(const Race& race) const {
  std::vector<std::size_t> others;
  const std::size_t taken = log_.steps.size();
  for (std::size_t i = race.first + 1; i < std::min(race.second, taken); ++i) {
    if (!before_[i][race.first]) others.push_back(i);
  }
  others.push_back(race.second);
  std::vector<Name> initials;
  for (const std::size_t one : others) {
    const bool begins = std::ranges::none_of(
        others, [&](std::size_t other) { return other < taken && before_[one][other]; });
    if (begins) initials.push_back(step(one).name);
  }
  return initials;
}

}  // namespace procdemo::explore
