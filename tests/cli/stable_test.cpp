// --stable: the same command, the same bytes.
#include <filesystem>

#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"
#include "os/fd.h"

namespace procdemo::test {
namespace {

using Catch::Contains;

std::string stable(std::vector<std::string> words, const Desk& desk = {}) {
  words.push_back("--stable");
  const Result result = procdemo(words, desk);
  CAPTURE(words, result.err);
  CHECK(result.status == 0);
  return result.out;
}

}  // namespace

TEST_CASE("a run in a chosen order is told in the same bytes each time, wherever it is run") {
  const fixture::Folder folder;
  const Desk elsewhere = {.folder = folder.path()};
  for (const std::string format : {"plain", "lanes", "jsonl"}) {
    for (const std::string lesson : {"program", "pid", "exit", "isolation", "multi-fork"}) {
      const std::vector<std::string> words = {lesson, "--schedule", "random:7", "--format", format};
      const std::string once = stable(words);
      CAPTURE(words);
      CHECK(stable(words) == once);
      CHECK(stable(words, elsewhere) == once);
    }
  }
}

TEST_CASE("PIDs and addresses stand as names, and no number of the program's is one") {
  CHECK_THAT(stable({"pid"}), Contains("| parent: pid [pid P], child [pid P.1]") &&
                                  Contains("| child: pid [pid P.1], parent [pid P]"));
  CHECK_THAT(stable({"isolation"}), Contains("g_num = 100 at [addr g_num]") &&
                                        Contains("| child: g_num = 101 at [addr g_num]"));
  const Result small = procdemo({"watch", "--stable", "--", "sh", "-c", "echo num = 6, I am $$"});
  CHECK_THAT(small.out, Contains("| num = 6, I am [pid P]"));
}

TEST_CASE("without an order it is round-robin's; a live run has no time to tell") {
  CHECK_THAT(stable({"fork"}), Contains("9.000  P        wakes after 3 s"));
  CHECK_THAT(stable({"fork", "--speed", "100"}), !Contains("   3.0"));
}

TEST_CASE("the run's directory is [dir], the lesson's [lesson]") {
  const fixture::Folder folder;
  const Result result =
      procdemo({"watch", "--stable", "--", "sh", "-c", "echo in $PWD"}, {.folder = folder.path()});
  CHECK_THAT(result.out, Contains("| in [dir]"));
  CHECK_THAT(stable({"program"}), Contains("| file    [lesson]/program"));
}

TEST_CASE("a stable recording is stable, and played as it was told") {
  const fixture::Folder folder;
  const std::string file = folder.path() / "run.jsonl";
  const std::string told = stable({"pid", "--record", file});
  CHECK(procdemo({"replay", file}).out == told);
  CHECK(procdemo({"replay", "--stable", file}).out == told);
  const std::string once = read_file(file);
  stable({"pid", "--record", file});
  CHECK(read_file(file) == once);
}

TEST_CASE("any recording can be told in the canonical form") {
  const fixture::Folder folder;
  const std::string file = folder.path() / "run.jsonl";
  CHECK(procdemo({"fork", "--schedule", "child-first", "--record", file}).status == 0);
  CHECK_THAT(procdemo({"replay", "--stable", file}).out,
             Contains("fork() returns [pid P.1], the PID of its child P.1"));
}

}  // namespace procdemo::test
