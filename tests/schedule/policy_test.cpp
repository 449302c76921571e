// Who goes first.
#include <algorithm>

#include "catch.h"
#include "schedule/policy.h"

using namespace procdemo::schedule;

namespace {

std::vector<Step> ready(const std::vector<Name>& names) {
  std::vector<Step> steps;
  for (const Name& name : names) steps.push_back({.name = name, .call = "write"});
  return steps;
}

// Whom a policy lets go in so many steps, always with the same ready.
std::vector<Name> order(const PolicyName& name, const std::vector<Step>& steps, int how_many) {
  const auto policy = make_policy(name);
  std::vector<Name> went;
  for (int i = 0; i < how_many; ++i) {
    const Step& step = steps[policy->choose(steps)];
    policy->done(step);
    went.push_back(step.name);
  }
  return went;
}

using Kind = PolicyName::Kind;

}  // namespace

TEST_CASE("parent-first lets the first by name go, child-first the last") {
  const auto steps = ready({"P", "P.1", "P.2"});
  CHECK(order({Kind::parent_first}, steps, 2) == std::vector<Name>{"P", "P"});
  CHECK(order({Kind::child_first}, steps, 2) == std::vector<Name>{"P.2", "P.2"});
}

TEST_CASE("round-robin lets whoever has waited longest go") {
  const auto steps = ready({"P", "P.1", "P.2"});
  CHECK(order({}, steps, 5) == std::vector<Name>{"P", "P.1", "P.2", "P", "P.1"});
}

TEST_CASE("a newborn goes before its maker") {
  const auto policy = make_policy({});
  const auto alone = ready({"P"}), both = ready({"P", "P.1"});
  CHECK(policy->choose(alone) == 0);
  policy->done(alone[0]);
  CHECK(policy->choose(both) == 1);
}

TEST_CASE("random depends on its seed alone, and lets everybody go") {
  const auto steps = ready({"P", "P.1", "P.2"});
  CHECK(order({Kind::random, 7}, steps, 20) == order({Kind::random, 7}, steps, 20));
  CHECK(order({Kind::random, 7}, steps, 20) != order({Kind::random, 8}, steps, 20));
  const std::vector<Name> went = order({Kind::random, 7}, steps, 40);
  for (const Step& step : steps) CHECK(std::count(went.begin(), went.end(), step.name) > 5);
}

TEST_CASE("who polls waits for the others, under every policy") {
  auto steps = ready({"P", "P.1", "P.2"});
  steps[0].polls = steps[2].polls = true;
  for (const Kind kind : {Kind::round_robin, Kind::parent_first, Kind::child_first, Kind::random})
    CHECK(order({kind}, steps, 3) == std::vector<Name>{"P.1", "P.1", "P.1"});
}

TEST_CASE("nobody keeps the others waiting for ever") {
  const std::vector<Name> went = order({Kind::parent_first}, ready({"P", "P.1"}), 1002);
  CHECK(std::count(went.begin(), went.end(), "P.1") == 1);
}

TEST_CASE("policies have names, and nothing else is one") {
  for (const char* name : {"round-robin", "parent-first", "child-first", "random:0", "random:7"})
    CHECK(text_of(policy_named(name).value()) == name);
  for (const char* name : {"", "live", "random", "random:", "random:x", "random:-1", "random:1x"})
    CHECK_FALSE(policy_named(name));
}
