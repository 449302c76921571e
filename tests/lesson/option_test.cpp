#include "lesson/option.h"

#include "catch.h"
#include "lesson/fixture.h"
#include "lesson/lesson.h"
#include "lesson/problems.h"

using namespace procdemo::lesson;
using namespace procdemo::lesson::fixture;
using Args = std::vector<std::string>;

namespace {

std::vector<LessonOption> options() {
  LessonOption rounds, rest, variant, wait;
  rounds.name = "rounds";
  rounds.initial = "3";
  rounds.lowest = 1;
  rounds.highest = 100;
  rest = rounds;
  rest.name = "rest";
  rest.whole = false;
  variant.name = "variant";
  variant.kind = LessonOption::Kind::choice;
  variant.initial = "orphan";
  variant.choices = {"orphan", "zombie"};
  wait.name = "no-wait";
  wait.kind = LessonOption::Kind::flag;
  wait.initial = "false";
  return {rounds, rest, variant, wait};
}

Problem refused(const OptionValues& given) {
  return problem_of([&] { check_options(options(), given); });
}

}  // namespace

TEST_CASE("options that are not given have their defaults") {
  CHECK(check_options(options(), {}) ==
        OptionValues{{"rounds", "3"}, {"rest", "3"}, {"variant", "orphan"}, {"no-wait", "false"}});
}

TEST_CASE("numbers come out in one form") {
  CHECK(check_options(options(), {{"rounds", "007"}}).at("rounds") == "7");
  CHECK(check_options(options(), {{"rest", "1.50"}}).at("rest") == "1.5");
  CHECK(check_options(options(), {{"no-wait", "true"}}).at("no-wait") == "true");

  auto large = options();
  for (LessonOption& option : large) option.highest = 1e17;
  CHECK(check_options(large, {{"rounds", "10000000000000000"}}).at("rounds") ==
        "10000000000000000");
  const Problem range =
      problem_of([&] { check_options(large, {{"rounds", "200000000000000000"}}); });
  CHECK(range.args().back() == "100000000000000000");
}

TEST_CASE("what an option does not take is refused with what it takes") {
  CHECK(refused({{"rounds", "many"}}).is(OptionProblem::not_number));
  CHECK(refused({{"rounds", "3x"}}).is(OptionProblem::not_number));
  CHECK(refused({{"rounds", ""}}).is(OptionProblem::not_number));
  CHECK(refused({{"rounds", "inf"}}).is(OptionProblem::not_number));
  CHECK(refused({{"rounds", "2.5"}}).is(OptionProblem::not_whole));
  const Problem range = refused({{"rounds", "101"}});
  CHECK(range.is(OptionProblem::out_of_range));
  CHECK(range.args() == Args{"--rounds", "101", "1", "100"});
  CHECK(refused({{"rounds", "0"}}).is(OptionProblem::out_of_range));
  const Problem choice = refused({{"variant", "ghost"}});
  CHECK(choice.is(OptionProblem::not_one_of));
  CHECK(choice.args() == Args{"--variant", "ghost", "orphan, zombie"});
}

TEST_CASE("an unknown option is refused with the nearest") {
  const Problem near = refused({{"ruonds", "3"}});
  CHECK(near.is(OptionProblem::unknown_nearest));
  CHECK(near.args() == Args{"--ruonds", "--rounds"});
  CHECK(refused({{"colour", "3"}}).is(OptionProblem::unknown));
}

TEST_CASE("the program gets the values in the order of lesson.toml") {
  const Folder folder;
  const Lesson lesson = load_lesson(write_lesson(folder));
  CHECK(arguments(lesson, check_options(lesson, {{"variant", "b"}})) == Args{"3", "b"});
}

TEST_CASE("a path is any text that is not empty, and keeps its bytes") {
  LessonOption path;
  path.name = "file";
  path.kind = LessonOption::Kind::path;
  path.initial = "numbers.txt";
  const auto value = [&](const std::string& given) {
    return check_options({path}, {{"file", given}}).at("file");
  };
  CHECK(value("a b\n\xff") == "a b\n\xff");
  CHECK(check_options({path}, {}).at("file") == "numbers.txt");
  CHECK(problem_of([&] { value(""); }).is(OptionProblem::value_missing));
  path.operand = true;
  CHECK(problem_of([&] { value(""); }).args() == Args{"FILE"});
}

TEST_CASE("lesson.toml says which texts are paths, and which of them have no name") {
  const std::string two =
      "[[option]]\nname = \"src\"\nkind = \"path\"\noperand = true\ndefault = \"\"\n"
      "help = { en = \"what\", zh = \"什么\" }\n[[option]]\nname = \"file\"\nkind = \"path\"\n"
      "default = \"{scratch}/it\"\nhelp = { en = \"where\", zh = \"哪里\" }\n";
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = two;
    if (!from.empty()) text.replace(text.find(from), from.size(), to);
    const Folder folder;
    const std::string first = "[[claim]]\nid = \"prints\"";
    return load_lesson(write_lesson(folder, "01-demo", changed(first, text + first))).options;
  };
  const auto options = with("", "");
  REQUIRE(options.size() == 4);
  CHECK((options[2].kind == LessonOption::Kind::path && options[2].shown() == "SRC"));
  CHECK((options[3].kind == LessonOption::Kind::path && options[3].shown() == "--file"));
  const auto refused_with = [&](const std::string& from, const std::string& to) {
    return problem_of([&] { with(from, to); }).as<LessonProblem>();
  };
  CHECK(refused_with("\"path\"", "\"text\"") == LessonProblem::key_type);
  CHECK(refused_with("operand = true", "operand = 1") == LessonProblem::key_type);
  CHECK(refused_with("operand = true", "range = [1, 2]") == LessonProblem::key_unknown);
  CHECK(refused_with("{scratch}/it", "in/{scratch}") == LessonProblem::key_type);
}
