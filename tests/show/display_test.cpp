// What every display promises, whatever the run, the width and the language.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "catch.h"
#include "sanitized.h"
#include "show/narrated.h"
#include "show/traces.h"
#include "trace/json.h"

using namespace procdemo::show;

namespace {

std::vector<Trace> all_traces() {
  return {fork_trace(),  zombie_trace(), orphan_trace(),     multi_fork_trace(), thread_trace(),
          nasty_trace(), crowd_trace(7), every_kind_trace(), bomb_trace(64)};
}

// Nothing but printable characters, and nothing wider than the terminal.
void check_lines(const std::string& text, int width) {
  REQUIRE_FALSE(text.empty());
  CHECK(text.back() == '\n');
  for (const std::string& line : lines_of(text)) {
    const int columns = terminal_columns(line);
    if (columns >= 0 && columns <= width) continue;
    INFO(width << " columns: " << line);
    CHECK(columns >= 0);
    CHECK(columns <= width);
  }
}

// Each line ends in the terminal's own colours.
void check_resets(const std::string& text) {
  for (const std::string& line : lines_of(text)) {
    const std::size_t last = line.rfind("\x1b[");
    if (last == std::string::npos || line.compare(last, 4, "\x1b[0m") == 0) continue;
    INFO(line);
    CHECK(false);
  }
}

}  // namespace

TEST_CASE("lanes: no line is wider than the terminal, none holds a control character") {
  for (const Trace& trace : all_traces()) {
    const int few = procdemo::base::is_sanitized ? 31 : 3;
    for (int width = 20; width <= 220; width += width < 90 ? few : std::max(few, 7)) {
      check_lines(narrated(trace, Format::lanes, {Language::en, false, width}), width);
    }
    for (int width = 20; width <= 220; width += std::max(few, 9)) {
      check_lines(narrated(trace, Format::lanes, {Language::zh, false, width}), width);
    }
  }
}

TEST_CASE("colours change nothing else, and every line resets them") {
  for (const Trace& trace : all_traces()) {
    for (const Format format : {Format::lanes, Format::plain}) {
      for (const int width : {20, 80, 200}) {
        const std::string text = narrated(trace, format, {Language::en, true, width});
        CHECK(text.find("\x1b[") != std::string::npos);
        CHECK(uncolored(text) == narrated(trace, format, {Language::en, false, width}));
        check_resets(text);
      }
    }
  }
}

TEST_CASE("a terminal narrower than 20 columns is written to as if it had 20") {
  check_lines(narrated(nasty_trace(), Format::lanes, {Language::zh, false, 0}), 20);
}

TEST_CASE("each event is written at once, in whole lines") {
  for (const Format format : {Format::lanes, Format::plain, Format::jsonl}) {
    const Trace trace = crowd_trace(6);
    int writes = 0;
    const auto narrator = make_narrator(format, {}, [&](std::string_view text) {
      ++writes;
      CHECK((text.empty() || text.back() == '\n'));
    });
    narrator->begin(trace.run);
    for (const Event& event : trace.events) {
      const int before = writes;
      narrator->event(event);
      const bool hidden = event.as<event::Print>() && format != Format::jsonl;
      CHECK(writes - before == (hidden ? 0 : 1));
    }
  }
}

TEST_CASE("the trace of every kind has every kind") {
  std::set<std::string_view> kinds;
  const Trace trace = every_kind_trace();
  for (const Event& event : trace.events) kinds.insert(event.kind());
  for (const auto& kind : event_kinds()) {
    INFO(kind);
    CHECK(kinds.contains(kind));
  }
}

TEST_CASE("plain: one line an event, time and name first, whatever the width") {
  const Trace trace = every_kind_trace();
  for (const int width : {20, 80, 200}) {
    const auto lines = lines_of(narrated(trace, Format::plain, {Language::en, false, width}));
    std::size_t events = 0;
    for (const std::string& line : lines) events += line.starts_with("   0.000  P") ? 1 : 0;
    // All but print, lock_wait, unblock, finding and summary.
    CHECK(events == trace.events.size() - 5);
  }
}

TEST_CASE("plain shows control characters escaped, too") {
  const std::string text = narrated(nasty_trace(), Format::plain, {Language::en, false, 80});
  for (const std::string& line : lines_of(text)) CHECK(terminal_columns(line) >= 0);
  CHECK(text.find("P.1      | \\x1b[2J\\x1b[31mred\\x07\n") != std::string::npos);
}

TEST_CASE("jsonl: the trace as it is") {
  const Trace trace = every_kind_trace();
  const auto lines = lines_of(narrated(trace, Format::jsonl, {}));
  REQUIRE(lines.size() == trace.events.size() + 2);
  CHECK(run_from_line(lines.front()) == trace.run);
  CHECK(end_from_line(lines.back()) == trace.end);
  for (std::size_t i = 0; i < trace.events.size(); ++i) {
    CHECK(lines[i + 1] == to_line(trace.events[i]));
  }
}

TEST_CASE("what is asked again and again is told once") {
  TraceMaker make;
  make("P", event::Start{{"./poll"}, "", std::nullopt});
  for (int i = 0; i < 1000; ++i) make("P", event::Wait{"any", true});
  make("P", event::Sleep{1})("P", event::Wait{"any", true})("P", event::Wait{"any", true});
  const auto count = [](const std::string& text) {
    std::size_t found = 0;
    for (const std::string& line : lines_of(text)) {
      found += line.find("WNOHANG") != std::string::npos ? 1 : 0;
    }
    return found;
  };
  CHECK(count(narrated(make.trace(), Format::plain, {})) == 2);
}

TEST_CASE("SIGCHLD is told by plain; in lanes the child's end is to be seen") {
  CHECK(narrated(fork_trace(), Format::plain, {}).find("SIGCHLD") != std::string::npos);
  CHECK(narrated(fork_trace(), Format::lanes, {}).find("SIGCHLD") == std::string::npos);
}

TEST_CASE("a claim that holds is one line, one that does not says why, and --evidence tells both") {
  const auto said = [](bool evidence) {
    Trace trace = fork_trace();
    trace.run.claims = {{"a", {"A holds", "A"}}, {"b", {"B is broken", "B"}}, {"c", {"C", "C"}}};
    trace.end.claims = {{"a", true, {"same", {"", "3", "3"}, {}}},
                        {"b", false, {"missing", {"", "1", "{ event }"}, {}}},
                        {"c", std::nullopt, {"skipped-live", {""}, {}}}};
    return narrated(trace, Format::plain, {Language::en, false, 80, evidence});
  };
  const auto tells = [](const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
  };
  CHECK(tells(said(false), "  ✓ A holds\n  ✗ B is broken\n    nothing happened"));
  CHECK(tells(said(false), "  - C\n    not checked: "));
  CHECK(tells(said(false), "--evidence"));
  CHECK(
      tells(said(true), "  ✓ A holds\n    the same values, 3 of them\n  ✗ B is broken\n    noth"));
  CHECK_FALSE(tells(said(true), "--evidence"));
}
