// Where ptrace is denied, a lesson still runs, unobserved, and says so.
#include <sys/stat.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"

namespace procdemo::test {
namespace {

const Desk denied = {.ptrace_denied = true};

}  // namespace

TEST_CASE("a lesson runs unobserved, says so and why, and skips its claims") {
  const Result result = procdemo({"pid"}, denied);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.err, contains("does not allow ptrace") && contains("procdemo doctor"));
  CHECK_THAT(result.out, contains("PIDs: who am I"));
  CHECK_THAT(result.out, contains("not checked: the program ran unobserved"));
  CHECK_THAT(result.out, !contains("✓"));

  const Result chinese = procdemo({"pid", "--lang", "zh"}, denied);
  CHECK_THAT(chinese.err, contains("不允许 ptrace"));
}

TEST_CASE("its trace stays a trace: the program's own words go to standard error") {
  const Result result = procdemo({"fork", "--rounds", "1", "--format", "jsonl"}, denied);
  CHECK(result.status == 0);
  const std::vector<std::string> lines = lines_of(result.out);
  REQUIRE(lines.size() == 2);
  const nlohmann::json end = nlohmann::json::parse(lines[1]);
  CHECK(end["survivors"] == 0);
  for (const auto& claim : end["claims"]) CHECK(claim["holds"].is_null());
  CHECK_THAT(result.err, contains("--1--") && contains("--2--"));
}

TEST_CASE("its time is limited as ever, and nobody is left behind") {
  const Result result = procdemo({"fork", "--timeout", "0.2"}, denied);
  CHECK(result.status == 4);
}

TEST_CASE("a program that cannot be executed is told") {
  const fixture::Folder parent;
  std::string toml = fixture::changed("demo.cpp\"", "demo.sh\"");
  toml.erase(toml.find("watch = "), std::string("watch = [\"g_num\"]").size());
  const std::string folder = fixture::write_lesson(parent, "01-demo", toml);
  parent.write("01-demo/demo.sh", "#!/no/such/shell\n" + fixture::good_program);
  ::chmod((folder + "/demo.sh").c_str(), 0755);
  const Result result = procdemo({"run", folder}, denied);
  CAPTURE(result.out);
  CHECK(result.status == 3);
  CHECK_THAT(result.err, contains("demo.sh: could not be executed: No such file or directory"));
}

TEST_CASE("SIGTERM ends an unobserved run at once") {
  Terminal terminal({"fork", "--rounds", "100"}, 80, denied);
  terminal.read_until("--2--");
  terminal.send(SIGTERM);
  CHECK(terminal.finish().status == 128 + SIGTERM);
}

TEST_CASE("the fork bomb and watch refuse instead") {
  for (const std::string language : {"en", "zh"}) {
    const Result bomb = procdemo({"fork-bomb", "--lang", language}, denied);
    CHECK(bomb.status == 3);
    CHECK(bomb.out.empty());
    CHECK_THAT(bomb.err, contains("procdemo doctor"));

    const Result watch = procdemo({"watch", "--lang", language, "echo", "hi"}, denied);
    CHECK(watch.status == 125);
    CHECK(watch.out.empty());
    CHECK_THAT(watch.err, contains("ptrace") && contains("procdemo doctor"));
  }
}

TEST_CASE("procdemo inside procdemo: the inner one runs its lesson unobserved") {
  const Result result = procdemo({"watch", "--", PROCDEMO, "pid"});
  CAPTURE(result.out);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("does not allow ptrace"));
  CHECK_THAT(result.out, contains("becomes another program"));
}

TEST_CASE("doctor says what is denied, with status 3") {
  const Result result = procdemo({"doctor"}, denied);
  CAPTURE(result.out);
  CHECK(result.status == 3);
  CHECK_THAT(result.out, contains("✗"));
  CHECK(procdemo({"doctor"}).status == 0);
}

}  // namespace procdemo::test
