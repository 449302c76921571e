// A session as lines and as JSON, as a user has it.
#include <unistd.h>

#include <regex>

#include "catch.h"
#include "cli/desk.h"
#include "machine.h"

namespace procdemo::cli::test {
namespace {

Result stepped(std::vector<std::string> words, const std::string& keys) {
  words.insert(words.end(), {"--step", "lines", "--plain-marks", "--keys", keys});
  return procdemo(words);
}

// procdemo with this on its standard input.
Result fed(const std::string& input, std::vector<std::string> words) {
  std::vector<std::string> argv = {"sh", "-c",  "printf '%s' \"$1\" | { shift; exec \"$@\"; }",
                                   "sh", input, procdemo_path()};
  argv.insert(argv.end(), words.begin(), words.end());
  return run_command(argv);
}

bool has(const std::string& text, const std::string& what) {
  return text.find(what) != text.npos;
}

std::string between(const std::string& text, const std::string& first, const std::string& last) {
  const auto begin = text.find(first) + first.size();
  return text.substr(begin, text.find(last, begin) - begin);
}

}  // namespace

TEST_CASE("a lesson is stepped by keys, and its token repeats what was chosen") {
  need_tracing();
  const Result run = stepped({"multi-fork"}, "c:fork P c q");
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  const std::string token = between(run.out, "--schedule ", "\n");
  const Result again = procdemo({"multi-fork", "--schedule", token});
  CHECK(again.status == 0);
  CHECK(has(again.out, token));
}

TEST_CASE("what is typed reads as what stands in the keys") {
  need_tracing();
  const Result keys = stepped({"fork"}, "c:fork b2 n c q");
  const Result typed = fed("c:fork\nb2\n\nc\nq\n", {"fork", "--step", "lines", "--plain-marks"});
  const std::regex next("> n\n"), took(", [0-9.]+ s, ");
  REQUIRE(std::regex_search(keys.out, next));
  const std::string as_typed = std::regex_replace(keys.out, next, "> \n");
  CHECK(std::regex_replace(typed.out, took, "") == std::regex_replace(as_typed, took, ""));
}

TEST_CASE("commands that end early end the run, and it says where") {
  need_tracing();
  const Result run = stepped({"fork"}, "n n n");
  CHECK(run.status == 2);
  CHECK(has(run.err, "step 3"));
  const Result json = fed("{\"do\":\"go\"}\n", {"fork", "--step", "json"});
  CHECK(json.status == 2);
}

TEST_CASE("a name that can't go on, the beginning, and a key that is none are said, and no more") {
  need_tracing();
  const Result run = stepped({"fork"}, "P.9 b zz 9 c q");
  CAPTURE(run.out);
  CHECK(run.status == 0);
  CHECK(has(run.out, "P.9 cannot go on"));
  CHECK(has(run.out, "this is the beginning"));
  CHECK(has(run.out, "no command 'zz'"));
  CHECK(has(run.out, "nobody stands at 9"));
}

TEST_CASE("live lessons can't be stepped, and options of stepping want it") {
  CHECK(procdemo({"schedule", "--step"}).status == 2);
  CHECK(procdemo({"fork", "--keys", "n"}).status == 2);
  CHECK(procdemo({"fork", "--step", "--speed", "2"}).status == 2);
  CHECK(procdemo({"fork", "--step", "sideways"}).status != 0);
}

TEST_CASE("as JSON every line is an object, and the last one is the end") {
  need_tracing();
  const Result run = fed("{\"do\":\"continue\"}\nx\n{\"do\":\"back\"}\n{\"do\":\"quit\"}\n",
                         {"fork", "--step", "json"});
  CAPTURE(run.out, run.err);
  CHECK(run.status == 0);
  CHECK(has(run.out.substr(0, run.out.find('\n')), "\"protocol\":1"));
  CHECK(has(run.out, "{\"type\":\"error\""));
  CHECK(has(run.out, "{\"type\":\"back\""));
  const auto last = run.out.rfind("\n{") + 1;
  CHECK(run.out.substr(last).starts_with("{\"type\":\"end\""));
}

TEST_CASE("a session speaks Chinese, too") {
  need_tracing();
  const Result run = stepped({"fork", "--lang", "zh"}, "zz b c q");
  CHECK(has(run.out, "没有命令“zz”"));
  CHECK(has(run.out, "这里就是开头"));
}

}  // namespace procdemo::cli::test
