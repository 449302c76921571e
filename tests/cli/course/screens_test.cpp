// What is on a learner's screen: nothing goes past it without a key, and nothing is wider.
#include <algorithm>
#include <string>

#include "catch.h"
#include "cli/course/learner.h"
#include "cli/desk.h"
#include "show/terminal/glyph.h"

namespace procdemo::cli::test {

TEST_CASE("no prompt and no key's meaning is wider than the screen") {
  Learner learner;
  learner.desk.environment["COLUMNS"] = "60";
  for (const char* language : {"en", "zh"}) {
    const Result run = learner("multi-fork", "? predict n n n n n n n n n q", language);
    CHECK(has(run.out, "multi-fork --no-tty"));  // the questions of after the run have come
    for (const std::string& line : lines_of(run.out)) CHECK(columns_of(line) <= 60);
  }
}

TEST_CASE("a run goes past no screen without a key") {
  const Learner learner;
  Terminal terminal({"learn", "fork"}, 80, learner.desk);
  terminal.resize(80, 16);
  terminal.read_until("look 1/");
  terminal.type("run\n\n");
  terminal.read_until("Your answer");
  terminal.type("\n");
  terminal.read_until("Your answer", 2);
  terminal.type("\n");
  terminal.read_until("-- Enter: more");
  terminal.type("20\n");  // nothing: it is asked again
  terminal.read_until("'20' means nothing here");
  terminal.read_until("-- Enter: more", 2);
  terminal.type("\n\n");  // once more before the question, for which there is no room
  terminal.read_until("Now with --rounds 5");
  terminal.type("q\n");
  CHECK(terminal.finish().status == 0);
}

TEST_CASE("what a run says of what was foretold is on one screen with the question") {
  const Learner learner;
  Terminal terminal({"learn", "exit"}, 80, learner.desk);
  terminal.resize(80, 24);
  terminal.read_until("look 1/");
  terminal.type("predict\na\n\nrun\n\n");
  terminal.read_until("Your answer", 2);
  terminal.type("b\n\n");
  terminal.read_until("-- Enter: more");
  terminal.type("\n");
  const std::string shown = terminal.read_until("Now the child ends after 3 s");
  const std::size_t asked = shown.find("You were asked");
  REQUIRE(asked != shown.npos);
  CHECK(has(shown.substr(asked), "5.000  P.1      | ----over----"));
  CHECK_FALSE(has(shown.substr(asked), "-- Enter: more"));
  terminal.type("q\n");
  CHECK(terminal.finish().status == 0);
}

TEST_CASE("whatever is shown, nothing has gone past the screen when the next key is asked for") {
  constexpr int columns = 60, rows = 14;
  const Learner learner;
  Terminal terminal({"learn", "fork", "--color", "never"}, columns, learner.desk);
  terminal.resize(columns, rows);
  std::string shown;
  const auto asks = [&](const std::string& all) {
    const std::string last = all.substr(all.rfind('\n') + 1);
    const bool prompt = has(last, "[fork: ") || has(last, "passes)") || has(last, "-- Enter");
    return all.size() > shown.size() && prompt && last.ends_with("> ");
  };
  constexpr int most = 100;
  int keys = 0;
  for (; keys < most && !has(shown, "[fork: next 1/1]"); ++keys) {
    const std::string all = terminal.read_until(asks);
    std::string since = all.substr(shown.size());
    std::erase(since, '\r');
    int used = 0;
    for (const std::string& line : lines_of(since)) {
      used += std::max(1, (columns_of(line) + columns - 1) / columns);
    }
    INFO(since);
    CHECK(used - (keys == 0 ? 0 : 1) <= rows);  // the first one ends the row of the prompt
    shown = all;
    terminal.type(keys % 2 == 0 ? "\n" : "n\n");
  }
  CHECK(keys < most);
  terminal.type("q\n");
  terminal.finish();
}

TEST_CASE("a lesson is learnt in Chinese, and in few columns") {
  const Learner learner;
  const Result result = learner("pid", "claims task ? q", "zh");
  for (const char* part : {"结论 1/", "提示", "回车、n  继续", "停在“pid”的 task:1"}) {
    INFO(part);
    CHECK(has(result.out, part));
  }
  Desk narrow = learner.desk;
  narrow.environment["COLUMNS"] = "60";
  const Result few = procdemo({"learn", "pid", "--keys", "look n n n task next q"}, narrow);
  for (const std::string& line : lines_of(few.out)) {
    INFO(line);
    CHECK(line.size() <= 62);  // bytes: a mark or two are longer than a column
  }
}

TEST_CASE("what was reached in a lesson stands beside its title, as far as there is room") {
  const Learner learner;
  const std::string marks = R"({"version": 1, "at": "pid", "lessons": {
    "fork": {"done": true, "questions": {"a": {"answer": "x", "right": true, "tries": 1},
                                         "b": {"answer": "y", "right": false, "tries": 2}},
             "task": {"solved": true, "in": "cpp", "hints": 0, "seen_solution": false}},
    "pid": {"place": "claims:2"}}})";
  procdemo({"progress", "--import", learner.home.write("marks", marks)}, learner.desk);
  const auto overview = [&](int columns) {
    Terminal terminal({}, columns, learner.desk);
    terminal.read_until("'pid'");
    terminal.type("q\n");
    return terminal.finish().out;
  };
  const std::string wide = overview(100);
  CHECK(
      has(wide, " ✓  4  fork          fork: called once, returns twice · 1/2 right · task solved"));
  CHECK(has(wide, ">   5  pid           PIDs: who am I, who is my parent?"));
  CHECK(has(overview(66), "fork: called once, returns twice · 1/2 right\r"));
  CHECK(has(overview(40), ">   5  pid           PIDs: who am I, wh…"));
}

}  // namespace procdemo::cli::test
