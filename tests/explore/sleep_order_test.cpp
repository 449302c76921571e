// What only sleeping keeps away, by runs that are told of here.
#include "explore/sleep_order.h"

#include "catch.h"
#include "trace/json.h"

using namespace procdemo::explore;

namespace {

/// A run of these steps, in which these waits ended before their time.
void add(SleepOrder& order, const std::string& printed, const std::string& token,
         std::vector<Overtaking> overtakings = {}) {
  StepLog log;
  log.overtakings = std::move(overtakings);
  order.add(printed, log, {token, token.size()});
}

const Overtaking parents{.task = "P", .others = {"P.1"}, .told = 7, .sleeps = true};
const Overtaking childs{.task = "P.1", .others = {"P", "P.2"}, .told = 9, .sleeps = true};
const Overtaking timeout{.task = "P", .others = {"P.1"}, .told = 3, .sleeps = false};

}  // namespace

TEST_CASE("what exact sleeps lead to as well is not kept away by them") {
  SleepOrder order;
  CHECK_FALSE(order.is_in_question());
  add(order, "b a", "x@1", {parents});
  CHECK(order.is_in_question());
  add(order, "b a", "x@2");
  CHECK_FALSE(order.is_in_question());
  add(order, "b a", "x@1", {parents});
  CHECK(order.faults().empty());
}

TEST_CASE("the sleeper is named, and whom it goes before, by the fewest sleeps and steps") {
  SleepOrder order;
  add(order, "b a", "x@123", {childs, parents});
  add(order, "b a", "x@12345", {parents});
  add(order, "b a", "x@1234", {parents});
  add(order, "b a", "x@1", {childs, parents});
  const std::vector<Fault> faults = order.faults();
  REQUIRE(faults.size() == 1);
  const auto* finding = faults[0].finding.as<event::Finding>();
  CHECK(finding->id == "ordered-by-sleep");
  CHECK(faults[0].finding.process == "P");
  CHECK(finding->args == std::vector<std::string>{"P.1"});
  CHECK(finding->events == std::vector<std::uint64_t>{7});
  CHECK(faults[0].example.token == "x@1234");
  CHECK(faults[0].runs == 4);
}

TEST_CASE("several outcomes by the same sleep are told once, others beside them") {
  SleepOrder order;
  add(order, "b a c", "x@12", {parents});
  add(order, "b c a", "x@1", {parents});
  add(order, "c a b", "x@123", {childs});
  const std::vector<Fault> faults = order.faults();
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].example.token == "x@1");
  CHECK(faults[0].runs == 2);
  CHECK(faults[1].finding.as<event::Finding>()->args == std::vector<std::string>{"P, P.2"});
}

TEST_CASE("a wait for something, with a time limit, is no sleep") {
  SleepOrder order;
  add(order, "b a", "x@1", {timeout});
  CHECK(order.faults().empty());
  add(order, "b a", "x@1", {timeout, parents});
  CHECK(order.faults().size() == 1);
}

TEST_CASE("a deadlock is an outcome of its own") {
  SleepOrder order;
  add(order, "a", "x@1");
  StepLog stuck;
  stuck.ending = StepLog::Ending::stuck;
  stuck.overtakings = {parents};
  order.add("a", stuck, {"x@2", 2});
  CHECK(order.faults().size() == 1);
}

TEST_CASE("the sleep has the place of the last one before it ended") {
  SleepOrder order;
  add(order, "b a", "x@1", {{.task = "P", .others = {"P.1"}, .told = 3, .sleeps = true}});
  Fault fault = order.faults().at(0);
  const SourcePlace here{"a.c", 3}, there{"a.c", 9};
  std::string trace = to_line(Run()) + "\n";
  for (const Event& event :
       {Event{1, 0, "P", 1, event::Sleep{1}, here}, Event{2, 0, "P.1", 2, event::Sleep{1}, there},
        Event{3, 1, "P", 1, event::Wake{1}, {}}, Event{4, 1, "P", 1, event::Sleep{1}, there}}) {
    trace += to_line(event) + "\n";
  }
  trace += to_line(End{.processes = 2, .events = 4}) + "\n";
  SleepOrder::add_place(fault, trace);
  CHECK(fault.finding.place == here);

  std::vector<Fault> faults = {fault, fault, fault};
  faults[1].example.token = "x@";
  faults[1].example.steps = 1;
  faults[2].finding.place = there;
  SleepOrder::join(faults);
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].example.token == "x@");
  CHECK(faults[0].runs == 2);
  CHECK(faults[1].finding.place == there);
}
