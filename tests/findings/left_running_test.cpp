// Whoever outlives P, and is no daemon.
#include "catch.h"
#include "findings/told_run.h"

using namespace procdemo::findings;
using Told = std::vector<std::string>;

namespace {

// P ends before its child, which then does this.
Told told_of_survivor(const event::Any& first_of_all, bool same_session = true,
                      bool ignores_hangup = false) {
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}}).fork("P", "P.1").exits("P");
  run("P.1", event::Orphan{"systemd", 1})("P.1", first_of_all);
  run("P.1", fact::Outlived{same_session, ignores_hangup}).exits("P.1");
  return run.told();
}

}  // namespace

TEST_CASE("a child that works on when P has ended was left running") {
  const Told left = {"left-running P: P.1 1"};
  CHECK(told_of_survivor(event::Wake{1}) == left);
  CHECK(told_of_survivor(event::Line{1, "late"}) == left);
  CHECK(told_of_survivor(event::Write{"pipe:[1]", 3}) == left);
}

TEST_CASE("it was, too, where it began only when P had ended") {
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}})("P", event::Fork{"P.1", 0, "fork", 1}).exits("P");
  run("P.1", event::Start{{}, "P", 0})("P.1", event::Sleep{1});
  run("P.1", fact::Outlived{true}).exits("P.1");
  CHECK(run.told() == Told{"left-running P: P.1 1"});
}

TEST_CASE("a daemon was not, nor who ends because P has") {
  CHECK(told_of_survivor(event::Wake{1}, false) == Told{});
  CHECK(told_of_survivor(event::Wake{1}, true, true) == Told{});
  CHECK(told_of_survivor(event::Read{"pipe:[1]", 0}) == Told{});
  CHECK(told_of_survivor(event::Signal{"SIGTERM", "kernel"}) == Told{});
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}}).fork("P", "P.1").exits("P");
  run("P.1", event::Orphan{"systemd", 1})("P.1", fact::Outlived{true}).exits("P.1");
  CHECK(run.told() == Told{});
}

TEST_CASE("whom the end of the run has killed nobody has seen to the end") {
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}}).fork("P", "P.1").exits("P");
  run("P.1", event::Wake{1})("P.1", event::Exit{{}, "SIGKILL", false, "procdemo"});
  CHECK(run.told() == Told{});
}
