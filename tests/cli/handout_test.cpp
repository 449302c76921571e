// What a student or a teacher takes home of a lesson: a source that compiles, a folder that runs.
#include <sys/stat.h>

#include <filesystem>

#include "base/files/user_file.h"
#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"

namespace procdemo::cli::test {
namespace {

namespace fs = std::filesystem;

/// In a folder, as a shell would do it.
Result shell(const std::string& folder, const std::string& command) {
  return run_command({"sh", "-c", command}, {.folder = folder});
}

}  // namespace

TEST_CASE("a source that is shown into a file compiles, with the headers beside it", "[plain]") {
  const fixture::Folder parent;
  REQUIRE(procdemo({"new", "mine"}, {.folder = parent.path()}).status == 0);
  for (const std::string lesson : {"fork", "schedule", "copy"}) {
    const Result shown = procdemo({"show", lesson, "--source"});
    REQUIRE(shown.status == 0);
    parent.write(lesson + ".cpp", shown.out);
    const Result built =
        shell(parent.path(), "${CXX:-g++} -std=c++20 -fsyntax-only -I mine/lib " + lesson + ".cpp");
    CAPTURE(lesson, built.out, built.err);
    CHECK(built.status == 0);
  }
  const Result fork = procdemo({"show", "fork", "--source"});
  CHECK(fork.out == read_user_file(parent.path() / "mine/fork.cpp"));
}

TEST_CASE("new makes a folder that runs, by procdemo and by hand", "[plain]") {
  const fixture::Folder parent;
  const Desk desk = {.folder = parent.path()};
  const Result made = procdemo({"new", "mine", "--from", "join"}, desk);
  CAPTURE(made.out, made.err);
  REQUIRE(made.status == 0);
  CHECK_THAT(made.out, contains("procdemo run mine") && contains("lib/libmultiprocess.a"));
  CHECK_FALSE(fs::exists(parent.path() / "mine/join"));  // which was built of the source

  CHECK(procdemo({"run", "mine", "--schedule", "parent-first"}, desk).status == 0);
  const Result by_hand = shell(parent.path() / "mine",
                               "${CXX:-g++} -std=c++20 -I lib join.cpp lib/libmultiprocess.a "
                               "-o mine && ./mine no-join | head -n 1");
  CAPTURE(by_hand.err);
  CHECK(by_hand.out == "--- main ---\n");

  const Result again = procdemo({"new", "mine"}, desk);
  CHECK(again.status == 2);
  CHECK_THAT(again.err, contains("mine exists already"));
}

TEST_CASE("a copy has the lesson's task, and not its solution") {
  const fixture::Folder parent;
  REQUIRE(procdemo({"new", "mine", "--from", "exit"}, {.folder = parent.path()}).status == 0);
  const fs::path task = parent.path() / "mine/task";
  for (const char* file : {"task.toml", "claims.toml", "task.cpp", "task.py"}) {
    CHECK(fs::exists(task / file));
  }
  for (const char* file : {"solution.cpp", "solution.py"}) CHECK_FALSE(fs::exists(task / file));
}

TEST_CASE("what a lesson shows on purpose its copy shows, too, and says how to be told of it") {
  const fixture::Folder parent;
  const Desk desk = {.folder = parent.path()};
  REQUIRE(procdemo({"new", "mine", "--from", "isolation"}, desk).status == 0);
  const std::string file = parent.path() / "mine/lesson.toml";
  const std::string toml = read_user_file(file);
  const std::size_t at = toml.find("findings = [\"never-reaped\"]\n");
  REQUIRE(at != std::string::npos);
  CHECK(toml.substr(0, at).ends_with("Take out what is\n# not on purpose in yours.\n"));
  const auto run = [&] { return procdemo({"run", "mine", "--schedule", "child-first"}, desk).out; };
  CHECK_THAT(run(), !contains("What to look at"));
  parent.write("mine/lesson.toml", toml.substr(0, at) + toml.substr(toml.find('\n', at)));
  CHECK_THAT(run(), contains("What to look at"));
}

TEST_CASE("a folder that is handed out has all that the lesson's has, of any size") {
  const fixture::Folder lessons, parent;
  const std::string demo = fixture::write_lesson(lessons);
  lessons.write("01-demo/data/deep/numbers.txt", "1 2 3\n");
  lessons.write("01-demo/large.bin", "");
  fs::resize_file(demo + "/large.bin", largest_text + 1);
  fs::create_symlink("data/deep", demo + "/link");
  const Desk desk = {.folder = parent.path()};
  const Result made = procdemo({"new", "mine", "--from", demo}, desk);
  CAPTURE(made.out, made.err);
  REQUIRE(made.status == 0);
  CHECK(read_user_file(parent.path() / "mine/data/deep/numbers.txt") == "1 2 3\n");
  CHECK(fs::file_size(parent.path() / "mine/large.bin") == largest_text + 1);
  CHECK(fs::read_symlink(parent.path() / "mine/link") == "data/deep");

  CHECK(procdemo({"new", demo + "/data/inner", "--from", demo}, desk).status == 0);
  CHECK(fs::exists(demo + "/data/inner/demo.cpp"));

  REQUIRE(::mkfifo((demo + "/pipe").c_str(), 0600) == 0);
  const Result refused = procdemo({"new", "other", "--from", demo}, desk);
  CHECK(refused.status == 2);
  CHECK_THAT(refused.err, contains("/pipe"));
  CHECK_FALSE(fs::exists(parent.path() / "other"));
}

TEST_CASE("a lesson's page runs the lesson that it lies beside") {
  const fixture::Folder parent;
  const Desk desk = {.folder = parent.path()};
  REQUIRE(procdemo({"new", "mine", "--from", "fork"}, desk).status == 0);
  const std::string page = read_user_file(parent.path() / "mine/en.md");
  CHECK_THAT(page, contains("$ procdemo run . --rounds 1") && !contains("procdemo fork"));
  const Result checked = procdemo({"check", "mine/en.md", "mine/zh.md"}, desk);
  CAPTURE(checked.out);
  CHECK(checked.status == 0);
}

TEST_CASE("a folder is not copied into itself, by whatever name temporary files lie in it") {
  const fixture::Folder folder;
  const std::string within = folder.path() / ".";
  const Result explored = procdemo({"explore", "--limit", "1", "--timeout", "5", "--", "echo", "x"},
                                   {.environment = {{"TMPDIR", within}}, .folder = within});
  CAPTURE(explored.out, explored.err);
  CHECK(explored.status == 0);
  CHECK_THAT(explored.out, contains("Distinct outputs: 1."));
}

TEST_CASE("what procdemo needs for a while lies where temporary files belong") {
  const fixture::Folder parent;
  parent.write(
      "page.md",
      "```console\n$ procdemo watch --stable -- sh -c 'test $(dirname $(dirname $(pwd))) = " +
          parent.path().string() + "'\n...\n```\n");
  const Result checked = procdemo({"check", (parent.path() / "page.md").string()},
                                  {.environment = {{"TMPDIR", parent.path()}}});
  CAPTURE(checked.out);
  CHECK(checked.status == 0);
}

}  // namespace procdemo::cli::test
