#include "lesson/reading/named_file.h"

#include "catch.h"
#include "lesson/fixture.h"
#include "lesson/lesson.h"
#include "lesson/problems.h"

using namespace procdemo::lesson;
using namespace procdemo::lesson::fixture;
using Files = std::vector<NamedFile>;

namespace {

Files files_of(const std::string& entry) {
  const Folder folder;
  const std::string claim = "[[claim]]\nid = \"prints\"";
  return load_lesson(write_lesson(folder, "01-demo", changed(claim, entry + "\n\n" + claim))).files;
}

std::optional<LessonProblem> refused(const std::string& entry) {
  return problem_of([&] { files_of(entry); }).as<LessonProblem>();
}

}  // namespace

TEST_CASE("a lesson names files, and what stands between their records") {
  CHECK(files_of("[[file]]\npath = \"a.txt\"") == Files{{"a.txt", "\n"}});
  CHECK(files_of("[[file]]\npath = \"{variant}\"\nseparator = \"|\"") == Files{{"{variant}", "|"}});
}

TEST_CASE("mistakes in a file's entry are told where they are") {
  CHECK(refused("[[file]]\nseparator = \"|\"") == LessonProblem::key_missing);
  CHECK(refused("[[file]]\npath = \"\"") == LessonProblem::key_type);
  CHECK(refused("[[file]]\npath = \"a\"\nseparator = \"\"") == LessonProblem::key_type);
  CHECK(refused("[[file]]\npath = \"a\"\nrecord = \"|\"") == LessonProblem::key_unknown);
  CHECK(refused("[[file]]\npath = \"{varaint}\"") == LessonProblem::value_unknown_nearest);
}

TEST_CASE("a path is filled in with the run's options, and left out where that leaves nothing") {
  const Files files = {{"in/{name}.txt", "|"}, {"{name}", "\n"}};
  CHECK(files_with(files, {{"name", "a"}}) == Files{{"in/a.txt", "|"}, {"a", "\n"}});
  CHECK(files_with(files, {{"name", ""}}) == Files{{"in/.txt", "|"}});
}
