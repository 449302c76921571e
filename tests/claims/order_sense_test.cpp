// Which events a claim sees in their order.
#include "claims/order_sense.h"

#include "catch.h"
#include "lesson/fixture.h"

using namespace procdemo::claims;
using procdemo::lesson::fixture::claim, procdemo::lesson::fixture::conditions,
    procdemo::lesson::fixture::Events, procdemo::lesson::fixture::line;

namespace {

Event event_of(const std::string& process, event::Any what) {
  Events events;
  return static_cast<const std::vector<Event>&>(events.add(process, std::move(what))).front();
}

OrderSense sense_of(const std::string& toml) {
  return OrderSense({claim(toml)}, conditions());
}

std::vector<std::string> names(const OrderSense& sense, const Event& event) {
  std::vector<std::string> names;
  for (const auto& [name, exclusive] : sense.of(event)) {
    names.push_back((exclusive ? "!" : "") + name);
  }
  return names;
}

using Names = std::vector<std::string>;

const Event a = event_of("P.1", line("a")), b = event_of("P.2", line("b"));

}  // namespace

TEST_CASE("before sees each event of A against each of B, and not those of A among themselves") {
  const auto sense =
      sense_of("before = [{ event = \"line\", text = \"a\" }, { event = \"line\", text = \"b\" }]");
  CHECK(names(sense, a) == Names{"claim:it"});
  CHECK(names(sense, b) == Names{"!claim:it"});
  CHECK(names(sense, event_of("P", line("c"))).empty());
}

TEST_CASE("a sequence sees the order of its own side") {
  const std::string sides =
      "same = [{ event = \"line\", text = \"a\" }, { event = \"line\" }]\n"
      "field = \"text\"\n";
  CHECK(names(sense_of(sides), a) == Names{"!claim:it:1", "!claim:it:2"});
  CHECK(names(sense_of(sides + "multiset = true"), a).empty());
}

TEST_CASE("counting sees no order, and a process's own events always are in order") {
  CHECK(names(sense_of("count = { event = \"line\" }\nat_least = 1"), a).empty());
  const std::string sides =
      "before = [{ event = \"line\", text = \"a\" }, { event = \"line\", text = \"b\" }]\n";
  CHECK(names(sense_of(sides + "per = \"process\""), a).empty());
  CHECK(names(sense_of(sides + "per = \"fd\""), a) == Names{"claim:it:1"});
}

TEST_CASE("a PID that is not known yet may be any") {
  const auto sense = sense_of(
      "before = [{ event = \"line\", text = \"a [pid P.1]\" }, { event = \"line\", text = \"b\" "
      "}]");
  CHECK(names(sense, event_of("P", line("a 4711"))) == Names{"claim:it"});
}

TEST_CASE("a claim on another variant sees nothing") {
  const auto sense =
      sense_of("before = [{ event = \"line\" }, { event = \"line\" }]\nwhen = { variant = \"b\" }");
  CHECK(names(sense, a).empty());
}
