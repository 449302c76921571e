// The course: what is remembered of a student.
#include <string>

#include "catch.h"
#include "cli/desk.h"
#include "own_folder.h"

namespace procdemo::cli::test {
namespace {

const std::string some_marks = R"({"version": 1, "at": "fork", "lessons": {
  "fork": {"done": true, "questions": {"a": {"answer": "x", "right": true, "tries": 1},
                                       "b": {"answer": "y", "right": false, "tries": 2}},
           "task": {"solved": true, "in": "python", "hints": 0, "seen_solution": false}},
  "pid": {"place": "shows"}}})";

/// A student with a home of their own.
struct Student {
  OwnFolder folder;
  Desk desk{.environment = {{"XDG_STATE_HOME", folder.path()}}};
  std::string file = folder.at("procdemo/progress.json");

  Result operator()(std::vector<std::string> words) const {
    words.insert(words.begin(), "progress");
    return procdemo(words, desk);
  }
};

}  // namespace

TEST_CASE("progress is shown, taken along, and forgotten where that is agreed to") {
  const Student here, there;
  CHECK(has(here({}).out, "procdemo learn"));
  here.folder.write("marks", some_marks);
  CHECK(here({"--import", here.folder.at("marks")}).status == 0);
  const std::string shown = here({}).out;
  CHECK(has(shown, "done, 1 of 2 questions right, task solved (Python)"));
  CHECK(has(shown, "pid   at: shows"));
  CHECK(has(here({"--lang", "zh"}).out, "已学完，2 道题答对 1 道，任务已完成（Python）"));

  CHECK(here({"--export", here.folder.at("away")}).status == 0);
  CHECK(there({"--import", here.folder.at("away")}).status == 0);
  CHECK(there({"--json"}).out == here({"--json"}).out);

  const Result unasked = here({"--reset", "4"});
  CHECK(unasked.status == 2);
  CHECK(has(unasked.err, "--yes"));
  CHECK(here({"--reset", "4", "--yes"}).status == 0);
  CHECK_FALSE(has(here({}).out, "done"));
  CHECK(has(here({}).out, "pid"));
  CHECK(has(here({"--reset", "exit", "--yes"}).out, "Nothing is remembered of 'exit'"));
}

TEST_CASE("whoever is asked decides whether progress is forgotten") {
  const Student student;
  student.folder.write("marks", some_marks);
  student({"--import", student.folder.at("marks")});
  for (const auto& [answer, kept] : {std::pair("n\n", true), {"\n", true}, {"Y\n", false}}) {
    Terminal terminal({"progress", "--reset", "fork"}, 80, student.desk);
    terminal.read_until("(y/n)");
    terminal.type(answer);
    CHECK(terminal.finish().status == 0);
    CHECK(has(student({"--json"}).out, "\"done\"") == kept);
  }
}

TEST_CASE("progress that is none is refused with a sentence, and what is there stays") {
  const Student student;
  student.folder.write("marks", some_marks);
  student({"--import", student.folder.at("marks")});
  const std::string before = student({"--json"}).out;
  for (const std::string text : {"", "{}", R"({"version": 9})", "\x1b[2J"}) {
    const Result result = student({"--import", student.folder.write("wrong", text)});
    CHECK(result.status == 2);
    CHECK(has(result.err, "holds no progress"));
  }
  CHECK(student({"--import", student.folder.at("missing")}).status == 2);
  CHECK(student({"--export", "/proc/nowhere/x"}).status == 2);
  CHECK(student({"--json"}).out == before);
}

TEST_CASE("a home that can't be written to is no error") {
  const OwnFolder folder;
  const std::string file = folder.write("file", "");
  folder.write("marks", some_marks);
  const Desk desk{.environment = {{"XDG_STATE_HOME", file}}};
  CHECK(procdemo({"progress"}, desk).status == 0);

  // Who wants nothing but marks to be kept is not told that they are.
  const Result result = procdemo({"progress", "--import", folder.at("marks")}, desk);
  CHECK(result.status == 3);
  CHECK(result.out.empty());
  CHECK(has(result.err, "progress is not kept"));
}

}  // namespace procdemo::cli::test
