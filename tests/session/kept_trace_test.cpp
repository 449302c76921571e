#include "session/kept_trace.h"

#include "catch.h"
#include "trace/json.h"
#include "trace/meanings.h"
#include "trace/trace_reader.h"

namespace procdemo::session {
namespace {

const std::vector<Event> usual = {{1, 0, "P", 10'000, event::Start{{"./p"}}},
                                  {2, 0, "P", 10'000, event::Print{1, "a"}},
                                  {3, 0, "P", 10'000, event::Refuse{"fork", "kernel"}},
                                  {4, 0, "P", 10'000, event::Exit{0}}};

const Event deadlock = {5, 0, "P", 10'000, event::Deadlock{}};

std::string lines_of(const std::vector<Event>& events) {
  std::string lines;
  for (const Event& event : events) lines += to_line(event) + "\n";
  return lines;
}

struct Kept {
  std::string title, events;
  bool operator==(const Kept&) const = default;
};

Kept kept(Keep keep, const std::vector<Event>& events, const End& end = {}) {
  std::string lines;
  KeptTrace trace(keep, lines);
  trace.begin({.lesson = "fork"});
  for (const Event& event : events) trace.event(event);
  trace.end(end);
  TraceReader reader(lines);
  std::vector<Event> found;
  while (const auto event = reader.next()) found.push_back(*event);
  CHECK(reader.end().claims == end.claims);
  return {reader.run().lesson, lines_of(found)};
}

}  // namespace

TEST_CASE("a trace is kept whole, as what was printed, or as its end") {
  CHECK(kept(Keep::all, usual) == Kept{"fork", lines_of(usual)});
  CHECK(kept(Keep::end, usual) == Kept{"", ""});
  std::vector<Event> output = {usual[1], usual[2], usual[3]};
  output[0].seq = 1;
  output[1].seq = 2;
  output[2].seq = 3;
  CHECK(kept(Keep::output, usual) == Kept{"", lines_of(output)});
}

TEST_CASE("of a run that is worth showing all is kept") {
  const Kept all{"fork", lines_of(usual)};
  for (const Keep keep : {Keep::output, Keep::end}) {
    CHECK(kept(keep, usual, {.claims = {{"a", false, {}}}}) == all);
  }
  CHECK_FALSE(kept(Keep::output, usual, {.claims = {{"a", true, {}}, {"b", {}, {}}}}) == all);
  std::vector<Event> stuck = usual;
  stuck.push_back(deadlock);
  CHECK(kept(Keep::output, stuck) == Kept{"fork", lines_of(stuck)});
}

TEST_CASE("of a canonical run that is shown, its trace knows the PIDs") {
  for (const auto& [holds, knows] : {std::pair(false, true), {true, false}}) {
    std::string lines;
    KeptTrace trace(Keep::output, lines);
    Canonical canonical({});
    trace.begin({});
    for (const Event& event : usual) trace.event(canonical.event(event));
    trace.end({.claims = {{"a", holds, {}}}}, &canonical);
    CHECK(meanings_in(lines).contains("[pid P]") == knows);
  }
}

}  // namespace procdemo::session
