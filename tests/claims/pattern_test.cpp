#include "claims/pattern.h"

#include "catch.h"
#include "lesson/fixture.h"

using namespace procdemo::claims;
using procdemo::lesson::fixture::line;

namespace {

const Placeholders pattern_values = {{"[pid P.1]", "4212"}, {"{rounds}", "3"}, {"{star}", "a*b"}};

bool matches(const std::string& pattern, const std::string& text) {
  return TextMatcher(pattern, pattern_values).matches(text);
}

bool matches(const Shape& shape, const event::Any& what) {
  return Matcher({shape}, pattern_values).matches(Event{7, 0.25, "P.1", 4212, what});
}

}  // namespace

TEST_CASE("a star is any text, also none") {
  CHECK(matches("*", ""));
  CHECK(matches("a*", "a"));
  CHECK(matches("*b", "ab"));
  CHECK(matches("a*b*c", "a-b-b-c"));
  CHECK(matches("a*a", "aba"));
  CHECK_FALSE(matches("a*a", "a"));  // one letter can't be both ends
  CHECK_FALSE(matches("a*", "ba"));
  CHECK_FALSE(matches("*b", "bc"));
  CHECK_FALSE(matches("a*x*c", "a-b-c"));
  CHECK_FALSE(matches("a*bc*c", "abc"));
}

TEST_CASE("placeholders stand for this run's numbers, also inside a text") {
  CHECK(matches("child: pid [pid P.1]", "child: pid 4212"));
  CHECK_FALSE(matches("child: pid [pid P.1]", "child: pid 4213"));
  CHECK(matches("*{rounds}*", "round 3 of 3"));
  CHECK(matches("<{star}>", "<a*b>"));
  CHECK_FALSE(matches("<{star}>", "<a-b>"));  // a value's own star is no wildcard
}

TEST_CASE("what stands for nothing in this run matches nothing") {
  CHECK_FALSE(matches("[pid P.9]", "[pid P.9]"));
  CHECK_FALSE(matches("*[orphan P.1]", ""));
}

TEST_CASE("a program's own brackets are plain text") {
  CHECK(matches("{}", "{}"));
  CHECK(matches("[1] {A B}", "[1] {A B}"));
  CHECK(matches("{\"key\": 1}", "{\"key\": 1}"));
}

TEST_CASE("an event matches when it has each of the pattern's fields, whatever else it has") {
  const event::Any fork = event::Fork{"P.1", 4212, "fork", 4212};
  CHECK(matches(Shape{}, fork));
  CHECK(matches({{"event", "fork"}, {"child", "P.1"}}, fork));
  CHECK(matches({{"event", "fork"}, {"seq", 7.0}, {"time", 0.25}, {"pid", 4212.0}}, fork));
  CHECK_FALSE(matches({{"event", "fork"}, {"child", "P.2"}}, fork));
  CHECK_FALSE(matches({{"event", "start"}}, fork));
  CHECK_FALSE(matches({{"code", 0.0}}, fork));  // it has no such field
}

TEST_CASE("an optional field that is not there matches nothing") {
  CHECK_FALSE(matches({{"returned", "*"}}, event::Start{{}, "", std::nullopt}));
  CHECK(matches({{"returned", "*"}}, event::Start{{}, "P", 0}));
  CHECK(matches({{"returned", 0.0}}, event::Start{{}, "P", 0}));
}

TEST_CASE("numbers compare by value, and with texts only through placeholders or a star") {
  const event::Any exit = event::Exit{3, std::nullopt, false};
  CHECK(matches({{"code", 3.0}}, exit));
  CHECK(matches({{"code", "{rounds}"}}, exit));
  CHECK_FALSE(matches({{"code", "3"}}, exit));
  CHECK_FALSE(matches({{"code", true}}, exit));
  CHECK(matches({{"core", false}}, exit));
  CHECK(matches({{"pid", "[pid P.1]"}}, exit));
}

TEST_CASE("bounds hold a number from both sides") {
  const event::Any summary = event::Summary{9, 8, 0, 1.5, "processes"};
  const auto peak = [&](std::optional<Figure> least, std::optional<Figure> most) {
    return matches({{"peak", Bounds{least, most}}}, summary);
  };
  CHECK(peak(Figure{8, ""}, Figure{8, ""}));
  CHECK(peak(std::nullopt, Figure{8, ""}));
  CHECK_FALSE(peak(std::nullopt, Figure{7, ""}));
  CHECK_FALSE(peak(Figure{9, ""}, std::nullopt));
  CHECK(peak(Figure{0, "{rounds}"}, std::nullopt));
  CHECK_FALSE(peak(Figure{0, "{star}"}, std::nullopt));  // no number is within what is none
}

TEST_CASE("an array contains another whose every element it has") {
  const event::Any exec = event::Exec{"/bin/sh", {"sh", "-c", "true"}};
  const auto argv = [&](std::vector<std::string> texts) {
    return matches({{"argv", std::move(texts)}}, exec);
  };
  CHECK(argv({}));
  CHECK(argv({"true", "sh"}));
  CHECK(argv({"t*"}));
  CHECK_FALSE(argv({"sh", "false"}));
  CHECK_FALSE(matches({{"argv", "sh"}}, exec));
}

TEST_CASE("placeholders are gathered from a run") {
  procdemo::lesson::fixture::Events run;
  run.add("P", event::Start{}).add("P.1", event::Orphan{"init", 1}).add("P.2", line("x"));
  Limits limits;
  limits.processes = 8;
  const Placeholders found = placeholders_of(run, {{"rounds", "3"}}, limits);
  CHECK(found.at("[pid P]") == "100");
  CHECK(found.at("[pid P.2]") == "102");
  CHECK(found.at("[orphan P.1]") == "1");
  CHECK(found.at("{rounds}") == "3");
  CHECK(found.at("{max-processes}") == "8");
  CHECK_FALSE(found.contains("[pid P.3]"));
}

TEST_CASE("a pattern is shown as lesson.toml writes it") {
  const Shape shape = {{"process", "P.1"}, {"event", "line"}, {"fd", 1.0}};
  CHECK(text_of(Pattern{shape}) == R"({ event = "line", fd = 1, process = "P.1" })");
  CHECK(text_of(Pattern{{{"core", true}}, {{"peak", Bounds{{}, Figure{0, "{max-processes}"}}}}}) ==
        R"([{ core = true }, { peak = { at_most = "{max-processes}" } }])");
}

TEST_CASE("an element of an array is named by its place") {
  const event::Any probe = event::Probe{"multiprocess", "queue_put", {"queue-1", "12", "put"}};
  CHECK(matches({{"args.0", "queue-1"}, {"args.2", "p*"}}, probe));
  CHECK(matches({{"args.1", Bounds{Figure{12, ""}, Figure{20, ""}}}}, probe));
  CHECK_FALSE(matches({{"args.1", Bounds{Figure{13, ""}, {}}}}, probe));
  CHECK_FALSE(matches({{"args.0", Bounds{Figure{0, ""}, {}}}}, probe));
  CHECK_FALSE(matches({{"args.1", "queue-1"}}, probe));
  CHECK_FALSE(matches({{"args.3", "*"}}, probe));
  CHECK_FALSE(matches({{"name.0", "*"}}, probe));
}
