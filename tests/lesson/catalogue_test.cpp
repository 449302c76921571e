#include "lesson/catalogue.h"

#include <algorithm>

#include "base/fd.h"
#include "catch.h"
#include "lesson/fixture.h"
#include "lesson/problems.h"

using namespace procdemo::lesson;
using namespace procdemo::lesson::fixture;

namespace {

// 10-last, 2-second (broken) and 01-demo, and what is no lesson.
void fill(const Folder& folder) {
  write_lesson(folder, "10-last");
  write_lesson(folder, "2-second", changed("order = 1", "order = \"two\""));
  write_lesson(folder, "01-demo");
  folder.write("notes.txt", "no lesson");
  folder.write("empty/en.md", "no lesson either");
}

}  // namespace

TEST_CASE("lessons come in the order of their numbers, and a broken one does not hide the others") {
  const Folder folder;
  fill(folder);
  const auto lessons = list_lessons(folder.path());
  REQUIRE(lessons.size() == 3);
  CHECK(lessons[0].id == "01-demo");
  CHECK(lessons[0].lesson->title.en == "A demo");
  CHECK(lessons[1].name == "second");
  CHECK_FALSE(lessons[1].lesson);
  CHECK(lessons[1].problem->is(LessonProblem::key_type));
  CHECK(lessons[2].order == 10);
  CHECK(lessons[2].lesson);
}

TEST_CASE("a lesson is found by name, folder or number") {
  const Folder folder;
  fill(folder);
  for (const std::string wanted : {"demo", "01-demo", "1", "01"}) {
    CHECK(find_lesson(folder.path(), wanted).id == "01-demo");
  }
  CHECK(problem_of([&] { find_lesson(folder.path(), "second"); }).is(LessonProblem::key_type));
}

TEST_CASE("an unknown lesson is refused with the nearest name") {
  const Folder folder;
  fill(folder);
  const Problem near = problem_of([&] { find_lesson(folder.path(), "dmeo"); });
  CHECK(near.is(LessonProblem::unknown_nearest));
  CHECK(near.args() == std::vector<std::string>{"dmeo", "demo"});
  for (const std::string wanted : {"quantum", "3", "", "1x"}) {
    CHECK(problem_of([&] { find_lesson(folder.path(), wanted); }).is(LessonProblem::unknown));
  }
}
