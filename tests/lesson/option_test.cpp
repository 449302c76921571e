#include "lesson/option.h"

#include "catch.h"
#include "fixture.h"
#include "lesson/lesson.h"

using namespace procdemo;
using namespace procdemo::fixture;
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
}

TEST_CASE("what an option does not take is refused with what it takes") {
  CHECK(refused({{"rounds", "many"}}).trouble() == Trouble::value_not_number);
  CHECK(refused({{"rounds", "3x"}}).trouble() == Trouble::value_not_number);
  CHECK(refused({{"rounds", ""}}).trouble() == Trouble::value_not_number);
  CHECK(refused({{"rounds", "inf"}}).trouble() == Trouble::value_not_number);
  CHECK(refused({{"rounds", "2.5"}}).trouble() == Trouble::value_not_whole);
  const Problem range = refused({{"rounds", "101"}});
  CHECK(range.trouble() == Trouble::value_out_of_range);
  CHECK(range.args() == Args{"--rounds", "101", "1", "100"});
  CHECK(refused({{"rounds", "0"}}).trouble() == Trouble::value_out_of_range);
  const Problem choice = refused({{"variant", "ghost"}});
  CHECK(choice.trouble() == Trouble::value_not_one_of);
  CHECK(choice.args() == Args{"--variant", "ghost", "orphan, zombie"});
}

TEST_CASE("an unknown option is refused with the nearest") {
  const Problem near = refused({{"ruonds", "3"}});
  CHECK(near.trouble() == Trouble::unknown_option_nearest);
  CHECK(near.args() == Args{"--ruonds", "--rounds"});
  CHECK(refused({{"colour", "3"}}).trouble() == Trouble::unknown_option);
}

TEST_CASE("the program gets the values in the order of lesson.toml") {
  const Folder folder;
  const Lesson lesson = load_lesson(write_lesson(folder));
  CHECK(arguments(lesson, check_options(lesson, {{"variant", "b"}})) == Args{"3", "b"});
}
