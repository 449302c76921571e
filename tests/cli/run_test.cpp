// Lessons and programs, run as a user runs them.
#include <sched.h>

#include <nlohmann/json.hpp>

#include <csignal>
#include <fstream>

#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"
#include "machine.h"

namespace procdemo::cli::test {
namespace {

using Json = nlohmann::json;

std::vector<Json> events_of(const std::string& trace) {
  std::vector<Json> events;
  for (const std::string& line : lines_of(trace)) events.push_back(Json::parse(line));
  return events;
}

std::string text_in(const std::string& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Result watch_shell(const std::string& script, std::vector<std::string> options = {}) {
  std::vector<std::string> words = {"watch"};
  words.insert(words.end(), options.begin(), options.end());
  words.insert(words.end(), {"--", "sh", "-c", script});
  return procdemo(words);
}

}  // namespace

TEST_CASE("a lesson tells what happened, and that its claims hold") {
  const Result result = procdemo({"fork", "--rounds", "1", "--speed", "50"});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK(result.err.empty());
  CHECK_THAT(result.out, contains("fork: called once, returns twice"));
  CHECK_THAT(result.out, contains("P.1      | --1--"));
  CHECK_THAT(result.out, contains("P        | --2--"));
  CHECK_THAT(result.out, contains("✓ It returned twice"));
  CHECK_THAT(result.out, !contains("✗"));
  CHECK_THAT(result.out, contains("Try next"));
}

TEST_CASE("a lesson may be called by its number, and in Chinese") {
  const Result result = procdemo({"4", "--rounds=1", "--speed=50", "--lang=zh"});
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("fork：调用一次，返回两次"));
}

TEST_CASE("a lesson about the real scheduler keeps the real clock: --speed changes nothing") {
  const Result result = procdemo({"schedule", "--no-rr", "--speed", "20", "--format", "jsonl"});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  const std::vector<Json> trace = events_of(result.out);
  REQUIRE(trace.size() > 4);
  CHECK(trace.front()["speed"] == 1);
  const auto& claims = trace.back()["claims"];
  CHECK(claims.size() > 4);
  for (const Json& claim : claims) CHECK(claim["holds"] != false);
}

TEST_CASE("a lesson about the real scheduler runs in no order of another's") {
  const std::string lesson = GENERATE("schedule", "concurrency");
  using Words = std::vector<std::string>;
  for (const Words& order : {Words{"--schedule", "child-first"}, Words{"--schedule", "random:1"},
                             Words{"--speed", "max"}}) {
    Words words = {lesson};
    words.insert(words.end(), order.begin(), order.end());
    const Result result = procdemo(words);
    CAPTURE(words, result.out, result.err);
    CHECK(result.status == 2);
    CHECK(result.out == "");
    CHECK_THAT(result.err, contains(lesson) && contains("real clock and scheduler"));
  }
}

TEST_CASE("what one processor can't show is skipped with the lesson's reason") {
  cpu_set_t before, one;
  REQUIRE(::sched_getaffinity(0, sizeof before, &before) == 0);
  CPU_ZERO(&one);
  CPU_SET(::sched_getcpu(), &one);
  REQUIRE(::sched_setaffinity(0, sizeof one, &one) == 0);
  const Result result = procdemo({"concurrency"});
  REQUIRE(::sched_setaffinity(0, sizeof before, &before) == 0);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("not checked: there is only one processor here"));
}

TEST_CASE("--lines: where in its source a lesson's program did it") {
  need_terminals();
  const Result result = procdemo({"fork", "--lines", "--stable", "--format", "plain"});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("fork.cpp:21  | --1--"));
  CHECK_THAT(procdemo({"fork", "--stable", "--format", "jsonl"}).out,
             contains(R"("file":"fork.cpp","line":21,"event":"line")"));
}

TEST_CASE("jsonl is a run's trace: header, events, end with verdicts") {
  const Result result = procdemo({"pid", "--speed", "50", "--format", "jsonl"});
  CHECK(result.status == 0);
  const std::vector<Json> trace = events_of(result.out);
  REQUIRE(trace.size() > 4);
  CHECK(trace.front()["type"] == "run");
  CHECK(trace.front()["command"][0] == "./pid");
  CHECK(trace.front()["speed"] == 50.0);
  CHECK(trace[trace.size() - 2]["event"] == "summary");
  CHECK(trace.back()["type"] == "end");
  CHECK(trace.back()["status"] == 0);
  CHECK(trace.back()["survivors"] == 0);
  REQUIRE_FALSE(trace.back()["claims"].empty());
  for (const Json& claim : trace.back()["claims"]) CHECK(claim["holds"] == true);
}

TEST_CASE("--record writes the same trace beside any format") {
  const fixture::Folder folder;
  const std::string file = folder.path() / "trace.jsonl";
  const Result result = procdemo({"pid", "--record", file});
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("✓"));
  const std::vector<Json> trace = events_of(text_in(file));
  CHECK(trace.front()["lesson"] == "pid");
  CHECK(trace.back()["type"] == "end");
}

TEST_CASE("limits given to a lesson bind, and end it with status 4") {
  const Result result = procdemo({"fork", "--timeout", "0.3", "--format", "jsonl"});
  CHECK(result.status == 4);
  const Json end = events_of(result.out).back();
  CHECK(end["status"] == 4);
  CHECK(end["survivors"] == 0);
}

TEST_CASE("the fork bomb is held by its limit, which is what it is about") {
  const Result result = procdemo({"fork-bomb", "--max-processes", "8", "--format", "jsonl"});
  if (result.status == 3) {
    CHECK_THAT(result.err, contains("procdemo doctor"));
    SKIP_TEST("no guard of the kernel is to be had here");
  }
  const std::vector<Json> trace = events_of(result.out);
  CHECK(result.status == 0);
  CHECK_FALSE(trace.front()["guards"].empty());
  CHECK(trace.back()["survivors"] == 0);
  CHECK(trace[trace.size() - 2]["peak"].get<int>() <= 8);
}

TEST_CASE("a folder that a teacher wrote is compiled and run, its claims are checked") {
  const fixture::Folder parent;
  const Desk desk = {.environment = {{"XDG_CACHE_HOME", parent.path()}}};
  const std::string folder = fixture::write_lesson(parent);
  const std::string program =
      "#include <cstdio>\n#include <cstdlib>\nint g_num = 100;\nint main(int, char** argv) {\n"
      "  for (int i = 0; i < std::atoi(argv[1]); ++i) std::puts(\"round 1\");\n  return 0;\n}\n";
  parent.write("01-demo/demo.cpp", program);

  const Result good = procdemo({"run", folder, "--rounds", "2"}, desk);
  CAPTURE(good.out, good.err);
  CHECK(good.status == 0);
  CHECK_THAT(good.out, contains("✓ It prints") && contains("./demo 2 a"));
  CHECK_THAT(procdemo({"run", folder, "--help"}).out, contains("--variant a|b"));
  CHECK(procdemo({"run", "--format", "jsonl", folder}, desk).status == 0);

  parent.write("01-demo/demo.cpp",
               fixture::good_program);  // prints one line, whatever is asked for
  const Result bad = procdemo({"run", folder, "--rounds", "2"}, desk);
  CHECK(bad.status == 1);
  CHECK_THAT(bad.out, contains("✗ It prints"));
}

TEST_CASE("watch hands on the program's status, its signal as a shell does") {
  CHECK(watch_shell("exit 0").status == 0);
  CHECK(watch_shell("exit 7").status == 7);
  CHECK(watch_shell("kill -TERM $$").status == 128 + SIGTERM);
}

TEST_CASE("watch waits for the last process, and the first one's status counts") {
  const Result result = watch_shell(
      "(while kill -0 $$ 2>/dev/null; do sleep 0.01; done; echo late; exit 3) & exit 5");
  CHECK(result.status == 5);
  CHECK_THAT(result.out, contains("| late"));
}

TEST_CASE("a limit ends a watched program with status 124") {
  CHECK(watch_shell("sleep 60", {"--timeout", "0.2"}).status == 124);
  CHECK(watch_shell("yes", {"--max-output", "10k"}).status == 124);
  CHECK(watch_shell("while :; do /bin/true; done", {"--max-forks", "20"}).status == 124);
}

TEST_CASE("watch takes a command without --, and its options are its own") {
  const Result result = procdemo({"watch", "--format", "plain", "echo", "--format", "-n"});
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("| --format -n"));
}

TEST_CASE("--no-tty gives the program pipes, where it had terminals") {
  CHECK(watch_shell("test -t 1").status == 0);
  CHECK(watch_shell("test -t 1", {"--no-tty"}).status == 1);
}

TEST_CASE("a watched program keeps the user's environment and folder") {
  const fixture::Folder folder;
  const Desk desk = {.environment = {{"MARK", "mine"}}, .folder = folder.path()};
  const Result result = procdemo({"watch", "sh", "-c", "echo $MARK $PWD"}, desk);
  CHECK_THAT(result.out, contains("| mine " + folder.path().string()));
}

TEST_CASE("colours: only where asked for, when the output is no terminal") {
  CHECK_THAT(watch_shell("exit 0").out, !contains("\x1b["));
  CHECK_THAT(watch_shell("exit 0", {"--color", "always"}).out, contains("\x1b["));
}

}  // namespace procdemo::cli::test
