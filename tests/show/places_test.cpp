// Where in the source it happened, in every format that shows it.
#include "catch.h"
#include "show/narrated.h"
#include "show/traces.h"
#include "trace/json.h"

using namespace procdemo::show;

namespace {

// Two processes; the child's last line is printed by a header.
Trace with_places(const std::string& file = "two.cpp") {
  TraceMaker make;
  make("P", event::Start{{"./two"}, "", std::nullopt}).fork("P", "P.1");
  make("P", event::Line{1, "one"})("P.1", event::Line{1, "two"});
  Trace trace = make.trace();
  std::vector<Event>& events = trace.events;
  for (std::size_t i = 1; i + 2 < events.size(); ++i) events[i].place = {file, 9};
  events[events.size() - 2].place = {file, 1234};
  events.back().place = {"two.h", 7};
  return trace;
}

std::string shown(const Trace& trace, Format format, int width = 80, bool lines = true) {
  return narrated(trace, format,
                  {.language = Language::en, .color = false, .width = width, .lines = lines});
}

}  // namespace

TEST_CASE("plain: the place stands before what happened") {
  const std::string text = shown(with_places(), Format::plain);
  CHECK_THAT(text, contains("two.cpp:9  fork() returns"));
  CHECK_THAT(text, contains("two.cpp:1234  | one"));
  CHECK_THAT(text, contains("two.h:7       | two"));
}

TEST_CASE("lanes: the line stands beside the time, and the file where it changes") {
  const std::string text = shown(with_places(), Format::lanes);
  CHECK_THAT(text, contains("  0.000    9 ├ fork()"));
  CHECK_THAT(text, contains("  0.000 1234 ▌one"));
  CHECK_THAT(text, contains("  0.000    7 │"));
  CHECK(text.find("two.cpp") < text.find("two.h"));
  CHECK(text.find("two.cpp") == text.rfind("two.cpp"));
}

TEST_CASE("a narrow terminal shows the place with the name") {
  CHECK_THAT(shown(with_places(), Format::lanes, 30), contains("0.000 P.1 two.h:7\n  ▌two"));
}

TEST_CASE("where nobody asked for lines, none are shown") {
  for (const Format format : {Format::plain, Format::lanes}) {
    CHECK(shown(with_places(), format, 80, false).find("two.cpp") == std::string::npos);
  }
}

TEST_CASE("where lines were asked for and none is known, it is said once what would help") {
  for (const Format format : {Format::plain, Format::lanes}) {
    CHECK_THAT(shown(fork_trace(), format, 200), contains("compiled with -g"));
    CHECK(shown(with_places(), format, 200).find("-g.") == std::string::npos);
  }
}

TEST_CASE("a place goes through JSON as it is, whatever its file is called") {
  for (const std::string file : {"two.cpp", "\xff.cpp", "a\x1b[2Jb.cpp"}) {
    for (const Event& event : with_places(file).events) {
      CHECK(event_from_line(to_line(event)).place == event.place);
    }
    CHECK(shown(with_places(file), Format::plain).find('\x1b') == std::string::npos);
    CHECK(shown(with_places(file), Format::lanes).find('\x1b') == std::string::npos);
  }
}
