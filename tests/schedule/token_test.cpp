// Orders, and tokens as their names.
#include <functional>

#include "base/problem.h"
#include "catch.h"
#include "schedule/ordered.h"
#include "schedule/problems.h"
#include "schedule/token.h"

using namespace procdemo::schedule;

namespace {

// A run of so many steps, in which three are always ready.
template <class Each>
void run(Ordered& schedule, int steps, const Each& each, std::string_view call = "write") {
  std::vector<Step> ready;
  for (pid_t tid : {0, 1, 2})
    ready.push_back(
        {.tid = tid, .name = tid == 0 ? "P" : "P." + std::to_string(tid), .call = call});
  for (int i = 0; i < steps; ++i) each(schedule.next({.ready = ready}).value());
}

std::vector<pid_t> went(Ordered& schedule, int steps, std::string_view call = "write") {
  std::vector<pid_t> tids;
  run(schedule, steps, [&](pid_t tid) { tids.push_back(tid); }, call);
  return tids;
}

Order random_order(std::uint64_t seed, int steps) {
  Ordered schedule("", {.policy = {PolicyName::Kind::random, seed}});
  run(schedule, steps, [](pid_t) {});
  return schedule.order();
}

// The same run, told as departures from another policy.
Order told_by(const PolicyName& policy, const std::vector<pid_t>& tids) {
  std::vector<Step> ready;
  for (pid_t tid : {0, 1, 2})
    ready.push_back(
        {.tid = tid, .name = tid == 0 ? "P" : "P." + std::to_string(tid), .call = "write"});
  Journal journal(policy);
  const auto usual = make_policy(policy);
  for (const pid_t tid : tids) {
    journal.step(ready, usual->choose(ready), static_cast<std::size_t>(tid));
    usual->done(ready[static_cast<std::size_t>(tid)]);
  }
  return journal.order();
}

std::optional<ScheduleProblem> problem_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Problem& problem) {
    return problem.as<ScheduleProblem>();
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("an order told by its departures is the same order") {
  Ordered random("", {.policy = {PolicyName::Kind::random, 5}});
  const std::vector<pid_t> tids = went(random, 100);
  const Order order = told_by({}, tids);
  CHECK(order.departures.size() > 30);
  Ordered again("", order);
  CHECK(went(again, 100) == tids);
  again.ended();
}

TEST_CASE("a run that differs from its order's is found out") {
  const Order order = random_order(3, 50);
  Ordered other("", order);
  CHECK(problem_of([&] { went(other, 50, "read"); }) == ScheduleProblem::token_differs);
  Ordered longer("", order);
  CHECK(problem_of([&] { went(longer, 51); }) == ScheduleProblem::token_differs);
  Ordered shorter("", order);
  went(shorter, 49);
  CHECK(problem_of([&] { shorter.ended(); }) == ScheduleProblem::token_ended);
}

TEST_CASE("what came of a run's steps tells it from another") {
  const auto ran = [](Ordered& schedule, const char* printed) {
    went(schedule, 5);
    schedule.saw(printed);
    went(schedule, 5);
    schedule.ended();
  };
  Ordered first("", {.policy = {PolicyName::Kind::random, 3}});
  ran(first, "P 1 one");
  Ordered same("", first.order()), other("", first.order());
  ran(same, "P 1 one");
  CHECK(problem_of([&] { ran(other, "P 1 two"); }).has_value());
}

TEST_CASE("steps at which nobody could be chosen are no part of an order") {
  const std::vector<Step> alone = {{.tid = 0, .name = "P", .call = "read"}};
  for (const auto kind : {PolicyName::Kind::round_robin, PolicyName::Kind::parent_first,
                          PolicyName::Kind::child_first, PolicyName::Kind::random}) {
    Ordered few("", {.policy = {kind, 3}}), many("", {.policy = {kind, 3}});
    for (int i = 0; i < 995; ++i) many.next({.ready = alone});
    few.next({.ready = alone});
    CHECK(went(many, 10) == went(few, 10));
    CHECK(many.order() == few.order());
  }
}

TEST_CASE("a token says everything that an order and its options are") {
  Token token{"multi-fork", {{"rounds", "2"}, {"no-tty", ""}}, random_order(123456, 100)};
  token.order.any_sleep = true;
  token.order.departures = {{0, 0}, {3, 1}, {1000, 2}, {0, 70}};
  CHECK(read_token(text_of(token)) == token);
  for (const auto kind : {PolicyName::Kind::round_robin, PolicyName::Kind::parent_first,
                          PolicyName::Kind::child_first}) {
    const Token short_one{"fork", {}, {.policy = {kind}}};
    CHECK(read_token(text_of(short_one)) == short_one);
    CHECK(text_of(short_one).size() == 6);
  }
}

TEST_CASE("a token is short, and may be read out and written down") {
  const Token token{"multi-fork", {}, random_order(7, 2000)};
  const std::string text = text_of(token);
  CHECK(text.size() < 30);
  std::string heard = text;
  for (char& c : heard) {
    if (&c - heard.data() <= 10) continue;  // the lesson's name
    c = c == '0' ? 'O' : c == '1' ? 'l' : static_cast<char>(std::toupper(c));
  }
  CHECK(read_token(heard) == token);
}

TEST_CASE("what is no token is refused") {
  for (const char* text : {"fork", "@r", "fork@", "fork@q", "fork@r-", "fork@r-u", "fork@r!",
                           "fork@r-0000", "fork@rzzzzzzzzzzzzzzzzzzzzz", "fo rk@r", "fork:@r",
                           "fork@r-zzzzzzzzzzzzzzzzzzzzzz", "fork:=2@r", "fork@r-1"}) {
    INFO(text);
    CHECK(problem_of([&] { read_token(text); }) == ScheduleProblem::token_malformed);
  }
}

TEST_CASE("a subject has no letters that a shell would mind") {
  CHECK(subject_named("/tmp/my home work") == "my-home-work");
  CHECK(subject_named("./a.out") == "a.out");
}
