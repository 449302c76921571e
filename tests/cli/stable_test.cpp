// --stable: the same command, the same bytes.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/fd.h"
#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"

namespace procdemo::cli::test {
namespace {

std::string stable(std::vector<std::string> words, const Desk& desk = {}) {
  words.push_back("--stable");
  const Result result = procdemo(words, desk);
  CAPTURE(words, result.err);
  CHECK(result.status == 0);
  return result.out;
}

}  // namespace

TEST_CASE("a run in a chosen order is told in the same bytes each time, wherever it is run",
          "[plain]") {
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
  CHECK_THAT(stable({"pid"}), contains("| parent: pid [pid P], child [pid P.1]") &&
                                  contains("| child: pid [pid P.1], parent [pid P]"));
  CHECK_THAT(stable({"isolation"}), contains("g_num = 100 at [addr g_num]") &&
                                        contains("| child: g_num = 101 at [addr g_num]"));
  const Result small = procdemo({"watch", "--stable", "--", "sh", "-c", "echo num = 6, I am $$"});
  CHECK_THAT(small.out, contains("| num = 6, I am [pid P]"));
}

TEST_CASE("without an order it is round-robin's; a live run has no time to tell") {
  CHECK_THAT(stable({"fork"}), contains("9.000  P        wakes after 3 s"));
  CHECK_THAT(stable({"fork", "--speed", "100"}), !contains("   3.0"));
}

TEST_CASE("the run's directory is [dir], the lesson's [lesson]") {
  const fixture::Folder folder;
  const Result result =
      procdemo({"watch", "--stable", "--", "sh", "-c", "echo in $PWD"}, {.folder = folder.path()});
  CHECK_THAT(result.out, contains("| in [dir]"));
  CHECK_THAT(stable({"program"}), contains("| file    [lesson]/program"));
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

TEST_CASE("a token repeats its run; of another program it says where that differs") {
  const fixture::Folder folder;
  const std::string one = folder.write("one.sh", "(echo 1; echo 2) &\n(echo 3; echo 4) &\nwait\n");
  const auto run = [&](const std::string& schedule, std::vector<std::string> more = {}) {
    std::vector<std::string> words = {"watch", "--schedule", schedule};
    words.insert(words.end(), more.begin(), more.end());
    words.insert(words.end(), {"--format", "jsonl", "--", "sh", one});
    return procdemo(words);
  };
  const auto end = [](const Result& result) {
    return nlohmann::json::parse(lines_of(result.out).back());
  };
  const nlohmann::json first = end(run("random:3"));
  const std::string token = first["token"];
  CHECK(run(token).status == 0);
  CHECK(end(run(token))["token"] == token);

  folder.write("one.sh", "(echo 1; echo 2) &\n(echo 3; exec true) &\nwait\n");
  const Result differs = run(token);
  CHECK(differs.status == 1);
  CHECK_THAT(differs.err, contains("not the run of that token: by step ") && contains(", where P"));
  CHECK_THAT(run(token, {"--lang", "zh"}).err, contains("这不是该令牌的那次运行：到第 "));
  CHECK(end(differs)["status"] == 1);
  CHECK(end(differs)["token"] == "");
  CHECK(end(differs)["survivors"] == 0);

  folder.write("one.sh", "(echo 1; echo 2) &\n(echo 3; echo 4) &\n");
  const Result shorter = run(token);
  CHECK(shorter.status == 1);
  CHECK(end(shorter)["status"] == 1);
}

TEST_CASE("a program that finds another file than a token's run is told to differ") {
  const fixture::Folder folder;
  const std::string file = folder.write("data", "one\n");
  const std::string script = "read word < " + file + "; (true) & wait; echo done";
  const auto run = [&](const std::string& schedule) {
    return procdemo(
        {"watch", "--schedule", schedule, "--format", "jsonl", "--", "sh", "-c", script});
  };
  const std::string token = nlohmann::json::parse(lines_of(run("round-robin").out).back())["token"];
  CHECK(run(token).status == 0);
  folder.write("data", "two\n");
  const Result differs = run(token);
  CHECK(differs.status == 1);
  CHECK_THAT(differs.err, contains("read something else"));
  folder.write("data", "one\n");
  CHECK(run(token).status == 0);
}

TEST_CASE("a program takes the same steps whichever calls its C library makes for it") {
  for (const char* order : {"parent-first", "child-first", "round-robin", "random:5"}) {
    INFO(order);
    const auto run = [&](const std::vector<std::string>& how) {
      std::vector<std::string> words = {"watch",    "--schedule", order, "--stable",
                                        "--format", "jsonl",      "--",  programs + "manners"};
      words.insert(words.end(), how.begin(), how.end());
      std::vector<std::string> lines = lines_of(procdemo(words).out);
      lines.erase(lines.begin(), lines.begin() + 2);  // what was called
      return lines;
    };
    const auto plain = run({});
    CHECK(plain.size() > 20);
    CHECK(run({"other"}) == plain);
  }
}

TEST_CASE("a lesson's token of other choices stops its run, and no claim is judged") {
  const Result result = procdemo({"multi-fork", "--schedule", "multi-fork@p-cd02pf"});
  CHECK(result.status == 1);
  CHECK_THAT(result.err, contains("this is not the run of that token"));
  CHECK_THAT(result.out, contains("status 1") && !contains("✗") && !contains("✓"));
}

TEST_CASE("any recording can be told in the canonical form") {
  const fixture::Folder folder;
  const std::string file = folder.path() / "run.jsonl";
  CHECK(procdemo({"fork", "--schedule", "child-first", "--record", file}).status == 0);
  CHECK_THAT(procdemo({"replay", "--stable", file}).out,
             contains("fork() returns [pid P.1], the PID of its child P.1"));
}

}  // namespace procdemo::cli::test
