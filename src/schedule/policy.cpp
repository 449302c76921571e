#include "schedule/policy.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "base/text/number_in.h"
#include "schedule/random.h"

namespace procdemo::schedule {

namespace {

// Those to choose among: all but the pollers, unless all are.
std::vector<std::size_t> willing(std::span<const Step> ready) {
  std::vector<std::size_t> those;
  for (std::size_t i = 0; i < ready.size(); ++i) {
    if (!ready[i].polls) those.push_back(i);
  }
  if (!those.empty()) return those;
  for (std::size_t i = 0; i < ready.size(); ++i) those.push_back(i);
  return those;
}

// Whoever acted longest ago has waited longest. A new process counts as having acted just before
// its parent made it.
class RoundRobin : public Policy {
 public:
  std::size_t choose(std::span<const Step> ready) override {
    std::vector<std::int64_t> acted;
    for (const Step& step : ready) {
      acted.push_back(acted_.try_emplace(step.name, now_ - 1).first->second);
    }
    const std::vector<std::size_t> those = willing(ready);
    return *std::ranges::min_element(those, {}, [&](std::size_t i) { return acted[i]; });
  }
  void done(const Step& step) override { acted_[step.name] = now_ += 2; }

 private:
  std::int64_t now_ = 0;
  std::unordered_map<Name, std::int64_t> acted_;
};

// A process that never stops acting, and yet only waits for the others (it looks into /proc, say),
// would keep them waiting for ever. After so many steps in a row it is another's turn. (Of those
// that it takes while nobody waits some may be its C library's.)
class Patience {
 public:
  bool lost(const Name& name) const { return row_ >= longest && name == last_; }
  void done(const Name& name) {
    row_ = name == last_ ? row_ % longest + 1 : 1;
    last_ = name;
  }

 private:
  static constexpr int longest = 1000;
  Name last_;
  int row_ = 0;
};

class ByName : public Policy {
 public:
  explicit ByName(bool first) : first_(first) {}

  std::size_t choose(std::span<const Step> ready) override {
    std::vector<std::size_t> those = willing(ready);
    others_wait_ = those.size() > 1;
    if (others_wait_) {
      std::erase_if(those, [&](std::size_t i) { return patience_.lost(ready[i].name); });
    }
    return first_ ? those.front() : those.back();
  }
  void done(const Step& step) override {
    if (others_wait_) patience_.done(step.name);
  }

 private:
  bool first_;
  bool others_wait_ = false;
  Patience patience_;
};

class Random : public Policy {
 public:
  explicit Random(std::uint64_t seed) : numbers_(seed) {}

  std::size_t choose(std::span<const Step> ready) override {
    const std::vector<std::size_t> those = willing(ready);
    return those.size() == 1 ? those.front() : those[numbers_.below(those.size())];
  }

 private:
  RandomNumbers numbers_;
};

}  // namespace

std::string text_of(const PolicyName& name) {
  switch (name.kind) {
    case PolicyName::Kind::parent_first:
      return "parent-first";
    case PolicyName::Kind::child_first:
      return "child-first";
    case PolicyName::Kind::random:
      return "random:" + std::to_string(name.seed);
    case PolicyName::Kind::round_robin:
      break;
  }
  return "round-robin";
}

std::optional<PolicyName> policy_named(std::string_view text) {
  using Kind = PolicyName::Kind;
  for (const Kind kind : {Kind::round_robin, Kind::parent_first, Kind::child_first}) {
    if (text == text_of({kind})) return PolicyName{kind};
  }
  constexpr std::string_view random = "random:";
  if (!text.starts_with(random)) return std::nullopt;
  text.remove_prefix(random.size());
  const auto seed = number_in<decltype(PolicyName::seed)>(text);
  return seed ? std::optional(PolicyName{Kind::random, *seed}) : std::nullopt;
}

std::unique_ptr<Policy> make_policy(const PolicyName& name) {
  switch (name.kind) {
    case PolicyName::Kind::parent_first:
      return std::make_unique<ByName>(true);
    case PolicyName::Kind::child_first:
      return std::make_unique<ByName>(false);
    case PolicyName::Kind::random:
      return std::make_unique<Random>(name.seed);
    case PolicyName::Kind::round_robin:
      break;
  }
  return std::make_unique<RoundRobin>();
}

}  // namespace procdemo::schedule
