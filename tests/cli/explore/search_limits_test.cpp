// procdemo explore: searches that are cut off, or that cannot be complete, say so.
#include <csignal>
#include <set>

#include "catch.h"
#include "cli/desk.h"
#include "cli/explore/explored.h"
#include "cli/explore/view.h"
#include "lesson/fixture.h"
#include "machine.h"

namespace procdemo::cli::test {

using nlohmann::json;

TEST_CASE("live runs are counted beside the orders") {
  const json found = explored({"multi-fork", "--compare-live", "3", "--limit", "5"});
  std::int64_t live = 0;
  for (const json& output : found["outputs"]) live += output["live"].get<std::int64_t>();
  CHECK(live <= 3);
}

TEST_CASE("Ctrl-C ends a search, which tells what it found until then") {
  Terminal terminal({"explore", "locked-write"}, 80);
  terminal.read_until("runs: 1");
  for (const int signal : {SIGTTIN, SIGTTOU}) terminal.send(signal);  // a run took the foreground
  terminal.send(SIGINT);
  const Result result = terminal.finish();
  CHECK(result.status == 128 + SIGINT);
  CHECK_THAT(result.out, contains("not complete") && contains("interrupted"));
}

TEST_CASE("a search that was cut off says so") {
  const Result result = procdemo({"explore", "--limit", "3", "multi-fork"});
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("not complete") && contains("--limit"));
}

TEST_CASE("a search that may be cut off begins with a sample of random orders", "[plain]") {
  const fixture::Folder folder;
  write_race(folder);
  const Desk there{.folder = folder.path().string()};
  const std::vector<std::string> program = {"--limit", "40", "--", "/usr/bin/python3", "race.py"};
  std::vector<std::string> words = {"explore", "--format", "json"};
  words.insert(words.end(), program.begin(), program.end());
  const Result result = procdemo(words, there);
  INFO(result.out << result.err);
  const json found = json::parse(result.out);
  CHECK(found["complete"] == false);
  CHECK(found["search"]["runs"] == 40);
  CHECK(found["sample"] == json{{"runs", 10}, {"outputs", 2}});
  CHECK(outputs_of(found) == std::set<std::string>{"6\n", "7\n"});

  words = {"explore"};
  words.insert(words.end(), program.begin(), program.end());
  CHECK_THAT(procdemo(words, there).out, contains("sample of 10 random orders gave 2"));
}

TEST_CASE("a search that its limit suffices for is complete, and takes no sample") {
  const std::string program = programs + "lost_update";
  const json all = explored({"--", program});
  REQUIRE(all["complete"] == true);
  CHECK(all["sample"]["runs"] == 0);
  const std::int64_t enough = all["search"]["runs"];
  const json just = explored({"--limit", std::to_string(enough), "--", program});
  CHECK(just["complete"] == true);
  CHECK(just["sample"]["runs"] == 0);
  const json fewer = explored({"--limit", "2", "--", program});
  CHECK(fewer["complete"] == false);
  CHECK(fewer["sample"]["runs"] == 2);
}

TEST_CASE("a search for a time says that it was cut off, and one with a bound") {
  need_terminals();
  CHECK_THAT(procdemo({"explore", "--time", "0.001", "multi-fork"}).out, contains("--time"));
  CHECK_THAT(procdemo({"explore", "--bound", "0", "multi-fork"}).out, contains("preemptions"));
}

TEST_CASE("--time also ends a run that goes on for ever, and that nothing was found is told") {
  const Result result = procdemo({"explore", "--time", "1", "--", programs + "loops", "getppid"});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 4);
  CHECK_THAT(result.out, contains("the limit of 1 s was reached (--time)"));
  CHECK_THAT(result.err, contains("--time 1 was over before the first run was"));
}

TEST_CASE("--time ends live runs, too") {
  const Result result =
      procdemo({"explore", "--time", "1", "--compare-live", "100000", "--", "true"});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("The search is complete") && contains("(of 100000: "));
}

TEST_CASE("where ptrace is denied nothing is explored, and that is told") {
  const Result result = procdemo({"explore", "multi-fork"}, {.ptrace_denied = true});
  CHECK(result.status == 3);
  CHECK(result.out.empty());
  CHECK_THAT(result.err, contains("multi-fork cannot be observed") && contains("ptrace"));
}

TEST_CASE("where the times of files are compared that several have changed, none is complete") {
  const auto search = [](const std::string& last) {
    const std::string script = "echo 1 > a & echo 2 > b & wait; " + last;
    return procdemo({"explore", "--limit", "2", "--", "sh", "-c", script}).out;
  };
  CHECK_THAT(search("[ a -nt b ] && echo newer"), contains("compared the times of files"));
  CHECK_THAT(search("read one < a; read two < b"), !contains("compared the times of files"));

  // Through descriptors alone.
  CHECK_THAT(search("exec " + programs + "file_times unread ."),
             contains("compared the times of files"));
  CHECK_THAT(search("exec " + programs + "file_times read ."),
             !contains("compared the times of files"));
}

TEST_CASE("an order as the search has seen it is told with its token, and says nothing of lines") {
  const fixture::Folder folder;
  const std::string file = folder.path() / "run.jsonl";
  procdemo({"watch", "--schedule", "child-first", "--record", file, "--", "sh", "-c", "echo a"});
  std::string lines = read_file(file);
  const std::string policy = R"("schedule":"child-first")";
  const std::size_t at = lines.find(policy);
  REQUIRE(at != lines.npos);
  lines.replace(at, policy.size(), R"("schedule":"explored")");
  CHECK_THAT(as_lanes(lines, Style()),
             contains("in virtual time: sh@") && !contains("explored") && !contains("-g"));
}

}  // namespace procdemo::cli::test
