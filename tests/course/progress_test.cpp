#include "course/progress.h"

#include <stdexcept>

#include "catch.h"

using namespace procdemo::course;

namespace {

Progress some_progress() {
  Progress progress;
  progress.at = "pid";
  progress.lessons["fork"] = {.place = "",
                              .done = true,
                              .questions = {{"who-first", {"either", true, 2}}},
                              .task = TaskMark{true, "python", 1, false}};
  progress.lessons["pid"].place = "shows";
  return progress;
}

std::string complaint(const std::string& text) {
  try {
    progress_from(text);
  } catch (const std::invalid_argument& error) {
    return error.what();
  } catch (const NewerProgress&) {
    return "newer";
  }
  return "";
}

std::string with_lesson(const std::string& marks) {
  return R"({"version": 1, "lessons": {"fork": )" + marks + "}}";
}

}  // namespace

TEST_CASE("progress comes back from its text as it was") {
  CHECK(progress_from(to_text(some_progress())) == some_progress());
  CHECK(progress_from(to_text({})) == Progress{});
}

TEST_CASE("the text of progress is harmless for a terminal, whatever was answered") {
  Progress progress;
  progress.lessons["fork"].questions["q"].answer = "\x1b[2J\xff";
  const std::string text = to_text(progress);
  CHECK(text.find('\x1b') == text.npos);
  CHECK(progress_from(text).lessons["fork"].questions["q"].answer == "\x1b[2J\uFFFD");
}

TEST_CASE("what is no progress is refused by the field that is wrong") {
  CHECK(complaint("") == "JSON");
  CHECK(complaint("{") == "JSON");
  CHECK(complaint(std::string(100'000, '[')) == "JSON");
  CHECK(complaint("[]") == "version");
  CHECK(complaint("{}") == "version");
  CHECK(complaint(R"({"version": -1, "lessons": {}})") == "version");
  CHECK(complaint(R"({"version": 1.5, "lessons": {}})") == "version");
  CHECK(complaint(R"({"version": 1})") == "lessons");
  CHECK(complaint(R"({"version": 1, "lessons": []})") == "lessons");
  CHECK(complaint(R"({"version": 1, "at": 3, "lessons": {}})") == "at");
  CHECK(complaint(with_lesson("7")) == "fork");
  CHECK(complaint(with_lesson(R"({"done": "yes"})")) == "done");
  CHECK(complaint(with_lesson(R"({"place": []})")) == "place");
  CHECK(complaint(with_lesson(R"({"questions": [1]})")) == "questions");
  CHECK(complaint(with_lesson(R"({"questions": {"q": 1}})")) == "q");
  CHECK(complaint(with_lesson(R"({"questions": {"q": {"tries": -1}}})")) == "tries");
  CHECK(complaint(with_lesson(R"({"task": {"hints": 1e99}})")) == "hints");
  CHECK(complaint(with_lesson(R"({"task": {"in": 1}})")) == "in");
  CHECK(complaint(R"({"version": 2, "anything": 1})") == "newer");
  CHECK(complaint(with_lesson(R"({"done": true, "unknown": 1})")).empty());
}

TEST_CASE("merging loses nothing that was reached, and the same twice is the same as once") {
  Progress own = some_progress();
  own.lessons["fork"].questions["only-mine"] = {"a", true, 1};
  Progress other;
  other.at = "exit";
  other.lessons["fork"] = {.place = "run",
                           .questions = {{"who-first", {"parent", false, 5}}},
                           .task = TaskMark{false, "cpp", 3, true}};
  other.lessons["pid"] = {.place = "task", .done = true};
  other.lessons["exit"].task = TaskMark{true, "cpp", 0, false};

  merge(own, other);
  CHECK(own.at == "pid");
  const LessonMarks& fork = own.lessons["fork"];
  CHECK(fork.done);
  CHECK(fork.questions.at("who-first") == AnswerMark{"either", true, 5});
  CHECK(fork.questions.at("only-mine").right);
  CHECK(fork.task == TaskMark{true, "python", 3, true});
  CHECK(own.lessons["pid"] == LessonMarks{.place = "shows", .done = true});
  CHECK(own.lessons["exit"].task->solved);

  Progress again = own;
  merge(again, other);
  CHECK(again == own);
}
