// A person is the scheduler.
#include "schedule/person.h"

#include "base/problem.h"
#include "catch.h"
#include "schedule/ordered.h"
#include "schedule/problems.h"

namespace procdemo::schedule {

namespace {

const std::vector<Step> three = {{.tid = 1, .name = "P", .call = "write"},
                                 {.tid = 2, .name = "P.1", .call = "write"},
                                 {.tid = 3, .name = "P.2", .call = "write"}};

// Who goes, of all three at each step, where these are wished for; "" is nobody.
std::vector<pid_t> steps_of(Person& person, const std::vector<Name>& wishes) {
  std::vector<pid_t> went;
  for (const Name& wish : wishes) {
    if (!wish.empty()) person.choose(wish);
    went.push_back(person.next({.ready = three}).value());
  }
  return went;
}

}  // namespace

TEST_CASE("whoever is named goes, and where nobody is, the order's") {
  Person person("parent-first", {.policy = {PolicyName::Kind::parent_first}});
  CHECK(steps_of(person, {"", "P.2", "", "P.1"}) == std::vector<pid_t>{1, 3, 1, 2});
  CHECK(person.last() == "P.1");
}

TEST_CASE("one that can't go on is not taken, and is not kept for later") {
  Person person("parent-first", {.policy = {PolicyName::Kind::parent_first}});
  CHECK(steps_of(person, {"P.7", ""}) == std::vector<pid_t>{1, 1});
}

TEST_CASE("a random order that is asked for its next choice makes the same one") {
  const Order order{.policy = {PolicyName::Kind::random, 7}};
  Person asked("random:7", order), unasked("random:7", order);
  for (int i = 0; i < 50; ++i) {
    const pid_t tid = three[asked.usual(three)].tid;
    CHECK(three[asked.usual(three)].tid == tid);
    CHECK(asked.next({.ready = three}) == tid);
    CHECK(unasked.next({.ready = three}) == tid);
  }
}

TEST_CASE("what a person has chosen is an order that can be followed") {
  Person person("round-robin", {});
  const auto went = steps_of(person, {"P.2", "P.2", "", "P", ""});
  Ordered again("round-robin", person.order());
  for (const pid_t tid : went) CHECK(again.next({.ready = three}) == tid);
  CHECK_NOTHROW(again.ended());
}

TEST_CASE("an order is followed until somebody else is chosen") {
  Person first("round-robin", {});
  const auto went = steps_of(first, {"P.2", "P.2", "P.2", "P.1"});
  Person follows("a token", first.order());
  CHECK(steps_of(follows, {"", "", "", ""}) == went);
  Person departs("a token", first.order());
  CHECK(steps_of(departs, {"", "P"}) == std::vector<pid_t>{3, 1});
  CHECK_NOTHROW(steps_of(departs, {"", "", "", ""}));
}

TEST_CASE("a token of another program is found out as long as it is followed") {
  Person first("round-robin", {});
  steps_of(first, {"", "", "", "", "", ""});
  Order order = first.order();
  order.fingerprint->bits[0] = !order.fingerprint->bits[0];
  Person follows("a token", order);
  try {
    follows.next({.ready = three});
    FAIL("it was followed");
  } catch (const Problem& problem) {
    CHECK(problem.is(ScheduleProblem::token_differs));
  }
}

}  // namespace procdemo::schedule
