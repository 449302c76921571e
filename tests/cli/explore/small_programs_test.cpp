// procdemo explore: every order of small programs, and brute force beside it.
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <set>

#include "catch.h"
#include "cli/desk.h"
#include "cli/explore/explored.h"
#include "machine.h"

namespace procdemo::cli::test {

using nlohmann::json;

TEST_CASE("two locks taken crosswise are a deadlock, and its token shows it") {
  const json found = explored({"--", programs + "crossed_locks", "a", "b"}, 1);
  CHECK(found["complete"] == true);
  REQUIRE(found["deadlocks"].size() == 1);
  const std::string token = found["deadlocks"][0]["token"];
  char folder[] = "/tmp/procdemo-explore-XXXXXX";
  REQUIRE(::mkdtemp(folder) != nullptr);
  const Result again =
      procdemo({"watch", "--schedule", token, "--", programs + "crossed_locks", "a", "b"},
               {.folder = folder});
  std::filesystem::remove_all(folder);
  INFO(token << "\n" << again.out << again.err);
  CHECK(again.status == 1);

  const json ordered = explored({"--", programs + "crossed_locks", "a", "b", "ordered"});
  CHECK(ordered["complete"] == true);
  CHECK(ordered["deadlocks"].empty());
}

TEST_CASE("a deadlock of the last run that a limit allows is found") {
  const Result result = procdemo({"explore", "--format", "json", "--limit", "1", "--", "sh", "-c",
                                  "mkfifo f 2>/dev/null; read line <f"});
  CAPTURE(result.out, result.err);
  CHECK(result.status == 1);
  CHECK(json::parse(result.out)["deadlocks"].size() == 1);
}

TEST_CASE("an update of a file is lost in some order") {
  const json found = explored({"--", programs + "lost_update"});
  CHECK(found["complete"] == true);
  CHECK(outputs_of(found).size() == 2);
}

TEST_CASE("brute force finds the same outputs, in more runs") {
  const std::vector<std::string> program = {"--", programs + "lost_update"};
  const json reduced = explored(program);
  const json all = explored({"--no-reduction", program[0], program[1]});
  CHECK(all["complete"] == true);
  CHECK(outputs_of(all) == outputs_of(reduced));
  CHECK(all["runs"] > reduced["runs"]);
}

TEST_CASE("whatever two processes both touch, brute force finds no other outputs", "[plain]") {
  const auto check_case = [](const std::string& name, std::vector<std::string> options,
                             std::size_t outputs) {
    CAPTURE(name, options);
    options.insert(options.end(), {"--", programs + "orders", name});
    const json reduced = explored(options);
    options.insert(options.begin(), "--no-reduction");
    const json all = explored(options);
    const bool complete = name != "memory-without-name";  // of races between two calls nobody knows
    CHECK(reduced["complete"] == complete);
    CHECK(all["complete"] == complete);
    CHECK(outputs_of(all) == outputs_of(reduced));
    CHECK(outputs_of(all).size() == outputs);
  };
  check_case("number-used-again", {}, 4);
  for (const char* name :
       {"two-names", "link-to-link", "unlinked-while-open", "memory-without-name", "two-pipes",
        "parents-end", "mode", "no-waiting", "flags-seen", "bytes-in-pipe", "process-group",
        "children-ignored", "children-awaited", "ends-with-parent", "program-in-use",
        "watched-folder", "memory-by-clone", "child-stopped"}) {
    check_case(name, {}, 2);
  }
  const bool lowest = ::getpriority(PRIO_PROCESS, 0) == 19;  // then there is nothing to see
  check_case("priority", {}, lowest ? 1 : 2);
  for (const char* name : {"poll-in-time", "timer-in-time"}) {
    check_case(name, {}, 1);
    check_case(name, {"--any-sleep"}, 2);
  }
}

TEST_CASE("a signal may come before each call, and after each") {
  need_terminals();
  const auto found = [](const char* name, int status = 0) {
    json result = explored({"--", programs + "orders", name}, status);
    CHECK(result["complete"] == true);
    return result;
  };
  using Texts = std::set<std::string>;
  CHECK(outputs_of(found("between-prints")) == Texts{"1\n2\n3\n", "2\n1\n3\n", "2\n3\n1\n"});
  CHECK(outputs_of(found("handler-too-late")) == Texts{"", "1\n"});
  CHECK(outputs_of(found("children-handled")) == Texts{"1\n2\n", "2\n", "2\n1\n"});
  CHECK(found("wakeup-lost", 1)["deadlocks"].size() == 1);
  CHECK(outputs_of(found("wakeup-kept")) == Texts{"1\n"});
}

TEST_CASE("a deadlock is shown as lanes", "[plain]") {
  const Result result = procdemo({"explore", "--", programs + "crossed_locks", "a", "b"});
  CHECK(result.status == 1);
  CHECK_THAT(result.out, contains("Deadlock") && contains("● P") && contains("P.2"));
}

// A subshell that may make no process stands before the deadlock.
TEST_CASE("a deadlock counts, also where the kernel has refused a process") {
  need_terminals();
  need_ordinary_user();
  const std::string script =
      "(ulimit -u 1 || ulimit -p 1; (true); :) 2>/dev/null; exec " + programs + "crossed_locks a b";
  std::vector<std::string> words = {procdemo_path(), "explore", "--limit", "30", "--", "sh", "-c",
                                    script};
  if (::geteuid() == 0) {
    words.insert(words.begin(), {"setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"});
  }
  const Result result = run_command(words);
  CAPTURE(result.out, result.err);
  CHECK_THAT(result.out, contains("no more processes") && contains("Deadlock"));
  CHECK(result.status == 1);
}

TEST_CASE("where processes or threads share memory, no search is called complete") {
  for (const char* program : {"lost_in_memory", "threads"}) {
    const Result result = procdemo({"explore", "--limit", "20", "--", programs + program});
    CHECK_THAT(result.out, contains("not complete: processes or threads shared memory"));
    CHECK_THAT(result.out, !contains("The search is complete"));
  }
}

}  // namespace procdemo::cli::test
