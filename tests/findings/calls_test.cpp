// Calls that fail, and whose failure nobody looks at: fork and exec.
#include <cerrno>

#include "catch.h"
#include "findings/told_run.h"

using namespace procdemo::findings;
using Told = std::vector<std::string>;

TEST_CASE("a fork that fails, and then a signal to everybody") {
  ToldRun run;
  run("P", event::Refuse{"fork", "processes"})("P", event::Kill{"SIGTERM", "everyone"});
  CHECK(run.told() == Told{"failed-fork-as-pid P: SIGTERM"});
}

TEST_CASE("a signal to everybody by who was refused nothing is meant so") {
  ToldRun run;
  run("P.1", event::Refuse{"fork", "processes"})("P", event::Kill{"SIGTERM", "everyone"});
  run("P.1", event::Kill{"SIGTERM", "P"});
  CHECK(run.told() == Told{});
}

TEST_CASE("a thread that is refused is no fork") {
  ToldRun run;
  run("P", event::Refuse{"clone", "processes"})("P", event::Kill{"SIGTERM", "everyone"});
  CHECK(run.told() == Told{});
}

namespace {

// A child whose exec fails.
ToldRun failed(int error = ENOENT) {
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}}).fork("P", "P.1");
  run("P.1", fact::ExecFailed{"/bin/nope", error});
  return run;
}

}  // namespace

TEST_CASE("a child whose exec has failed goes on as a copy of its parent") {
  const Told expected = {"exec-failed-went-on P.1: /bin/nope"};
  CHECK(failed()("P.1", event::Line{1, "over"}).exits("P.1").told() == expected);
  CHECK(failed().fork("P.1", "P.1.1").told() == expected);
  CHECK(failed()("P.1", event::Wait{"any", false}).exits("P.1", 1).told() == expected);
}

TEST_CASE("what was searched for in vain is called by its name, and by where it was searched for") {
  const auto searched = [](int error) {
    ToldRun run;
    run("P", event::Start{{"./a"}, "", {}}).fork("P", "P.1");
    run("P.1", fact::ExecFailed{"/usr/bin/nope", error})("P.1", fact::ExecFailed{"/bin/nope", 2});
    return run("P.1", event::Line{1, "over"}).exits("P.1").told();
  };
  CHECK(searched(ENOENT) == Told{"exec-failed-went-on P.1: nope /usr/bin, /bin"});
  CHECK(searched(EACCES) == Told{"exec-failed-went-on P.1: /usr/bin/nope"});
  ToldRun two = failed();
  two("P.1", event::Line{2, "not there"})("P.1", fact::ExecFailed{"/usr/bin/nope", ENOENT});
  CHECK(two.fork("P.1", "P.1.1").told() == Told{"exec-failed-went-on P.1: /usr/bin/nope"});
}

TEST_CASE("one that says so and ends does what is right") {
  CHECK(failed()("P.1", event::Line{2, "nope: not found"}).exits("P.1", 127).told() == Told{});
  CHECK(failed()("P.1", event::Line{1, "nope: not found"}).exits("P.1", 127).told() == Told{});
  CHECK(failed()("P.1", event::Write{"pipe:[1]", 4}).exits("P.1", 255).told() == Told{});
  CHECK(failed().fork("P.1", "P.1.1")("P.1", event::Wait{"any"}).exits("P.1", 127).told() ==
        Told{});
  CHECK(failed().exits("P.1", 0).told() == Told{});
}

TEST_CASE(
    "a search that finds its program at last, and a shell that runs a script itself, are none") {
  ToldRun run = failed();
  run("P.1", event::Exec{"/usr/bin/nope", {"nope"}})("P.1", event::Line{1, "over"}).exits("P.1");
  CHECK(run.told() == Told{});
  CHECK(failed(ENOEXEC)("P.1", event::Line{1, "over"}).exits("P.1").told() == Told{});
}

TEST_CASE("a program that tries another one by itself is no child that goes on") {
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}})("P", fact::ExecFailed{"/bin/nope", ENOENT});
  CHECK(run("P", event::Line{1, "over"}).exits("P").told() == Told{});
}
