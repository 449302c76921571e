// What a canonical run was: PIDs instead of placeholders.
#include "trace/meanings.h"

#include "catch.h"
#include "trace/canonical.h"
#include "trace/json.h"

namespace procdemo::trace {
namespace {

const std::vector<Event> as_it_was = {
    {1, 0, "P", 10'000, event::Start{{"./p"}, "", {}}},
    {2, 0, "P", 10'000, event::Fork{"P.1", 10'001, "fork", 10'001}},
    {3, 0, "P.1", 10'001, event::Start{{}, "P", 0}},
    {4, 0, "P", 10'000, event::Line{1, "child 10001, I am [10000]", false, false}},
    {5, 0, "P", 10'000, event::Exit{0}},
    {6, 0, "P.1", 10'001, event::Orphan{"systemd", 1}},
    {7, 0, "P.1", 10'001, event::Line{1, "parent 1", false, false}},
};

std::vector<std::string> lines_of(const std::vector<Event>& events) {
  std::vector<std::string> lines;
  for (const Event& event : events) lines.push_back(to_line(event));
  return lines;
}

/// The canonical form of these events, and the line that ends it.
struct Told {
  std::vector<Event> events;
  std::string last;

  Told() {
    Canonical canonical({.procdemo = 9999});
    for (const Event& event : as_it_was) events.push_back(canonical.event(event));
    End end{.claims = {{"a", false, {"count", {"P.1 line text=child 10001"}, {}}}}};
    last = to_line(canonical.end(std::move(end)), canonical.meanings());
  }
};

}  // namespace

TEST_CASE("a canonical run whose last line knows its PIDs is as it was") {
  const Told told;
  REQUIRE(told.events[1].as<event::Fork>()->returned.text() == "[pid P.1]");
  const Meanings meanings = meanings_in("a line\n" + told.last + "\n");
  std::vector<Event> again;
  for (const Event& event : told.events) again.push_back(restored(event, meanings));
  CHECK(lines_of(again) == lines_of(as_it_was));
  const End end = restored(end_from_line(told.last), meanings);
  CHECK(end.claims.at(0).why.args.at(0) == "P.1 line text=child 10001");
}

TEST_CASE("what nobody knows the meaning of stays") {
  const Told told;
  CHECK(restored(told.events[1], {}).as<event::Fork>()->returned.text() == "[pid P.1]");
  for (const char* none : {"", "x", "{}", "{\"meanings\":1}", "{\"meanings\":{\"a\":1}}"}) {
    CHECK(meanings_in(none).empty());
  }
  CHECK(to_line(End(), Meanings()) == to_line(End()));
}

}  // namespace procdemo::trace
