// Children that nobody asks for, and what is none of that.
#include "catch.h"
#include "findings/told_run.h"

using namespace procdemo::findings;
using Told = std::vector<std::string>;

namespace {

ToldRun one_zombie() {
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}}).fork("P", "P.1").zombie("P.1", "P");
  return run;
}

}  // namespace

TEST_CASE("a child that nobody asks for, while its parent works on, is never reaped") {
  const Told expected = {"never-reaped P: P.1 1"};
  CHECK(one_zombie()("P", event::Sleep{1}).exits("P").told() == expected);
  CHECK(one_zombie()("P", event::Read{"pipe:[1]", 1}).exits("P").told() == expected);
  CHECK(one_zombie()("P", event::Signal{"SIGCHLD", "P.1"}).exits("P").told() == expected);
  CHECK(one_zombie().fork("P", "P.2").exits("P").exits("P.2").told() == expected);
}

TEST_CASE("it is, too, where its parent uses the processor for long; that time passes is nothing") {
  const auto uses = [](double before, double at_the_end) {
    ToldRun run = one_zombie();
    run("P", fact::ProcessorTime{before}).at(10);
    return run("P", fact::ProcessorTime{at_the_end}).exits("P").told();
  };
  CHECK(uses(1, 1.5) == Told{"never-reaped P: P.1 1"});
  CHECK(uses(1, 1.1) == Told{});
  CHECK(one_zombie().at(10)("P", event::Wake{1})("P", event::Line{1, "bye"}).exits("P").told() ==
        Told{});
}

TEST_CASE("it is, too, where its parent sleeps on, and not where it only wakes late") {
  const auto sleeps = [](double seconds) {
    ToldRun run;
    run("P", event::Start{{"./a"}, "", {}}).fork("P", "P.1")("P", event::Sleep{seconds});
    run.at(1).zombie("P.1", "P").at(10)("P", event::Wake{seconds})("P", event::Line{1, "bye"});
    return run.exits("P").told();
  };
  CHECK(sleeps(2) == Told{"never-reaped P: P.1 1"});
  CHECK(sleeps(1.05) == Told{});
}

TEST_CASE("one wait too few leaves one child") {
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}}).fork("P", "P.1").fork("P", "P.2");
  run.zombie("P.1", "P").zombie("P.2", "P");
  run("P", event::Wait{"any", false})("P", event::Reap{"P.1", 0, {}}).exits("P");
  CHECK(run.told() == Told{"never-reaped P: P.2 1"});
}

TEST_CASE("who is reaped, and whose parent ends or prints its last, is none") {
  CHECK(one_zombie()("P", event::Sleep{1})("P", event::Reap{"P.1", 0, {}}).exits("P").told() ==
        Told{});
  CHECK(one_zombie().exits("P").told() == Told{});
  CHECK(one_zombie()("P", event::Line{1, "bye"}).exits("P").told() == Told{});
  CHECK(one_zombie()("P", event::Sleep{1})("P", event::Wait{"P.1", false}).exits("P").told() ==
        Told{});
}

TEST_CASE("the child of a former program is none of the new one's") {
  CHECK(one_zombie()("P", event::Exec{"/bin/ls", {"ls"}})("P", event::Sleep{1}).exits("P").told() ==
        Told{});
}

TEST_CASE("nor is one that has ended only since") {
  ToldRun run;
  run("P", event::Start{{"./sh"}, "", {}}).fork("P", "P.1");
  run("P", event::Exec{"/bin/cat", {"cat"}}).zombie("P.1", "P")("P", event::Read{"pipe:[1]", 1});
  CHECK(run.exits("P").told() == Told{});
}

TEST_CASE("who has asked whether a child had ended, and it had not, has asked for it") {
  const auto asked = [](const event::Wait& wait) {
    ToldRun run;
    run("P", event::Start{{"./a"}, "", {}}).fork("P", "P.1")("P", wait).zombie("P.1", "P");
    return run("P", event::Sleep{1}).exits("P").told();
  };
  CHECK(asked({"P.1", true}) == Told{});
  CHECK(asked({"any", true}) == Told{"never-reaped P: P.1 1"});
}

TEST_CASE("an orphan that somebody has adopted was not made by him") {
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}}).fork("P", "P.1").fork("P.1", "P.1.1");
  run.exits("P.1")("P", event::Reap{"P.1", 0, {}})("P.1.1", event::Orphan{"P", 100});
  run.zombie("P.1.1", "P")("P", event::Sleep{1}).exits("P");
  CHECK(run.told() == Told{});
}

TEST_CASE("a child that a subreaper asks for was asked for") {
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}}).fork("P", "P.1").fork("P.1", "P.1.1");
  run.zombie("P.1.1", "P.1")("P.1", event::Sleep{1}).exits("P.1");
  run("P", event::Reap{"P.1", 0, {}})("P", event::Reap{"P.1.1", 0, {}}).exits("P");
  CHECK(run.told() == Told{});
}

TEST_CASE("a parent that is killed might have asked later, unless it never does") {
  const event::Exit killed{std::nullopt, "SIGTERM", false};
  CHECK(one_zombie()("P", event::Sleep{1})("P", killed).told() == Told{});
  CHECK(one_zombie().fork("P", "P.2").fork("P", "P.3")("P", killed).told() ==
        Told{"never-reaped P: P.1 1"});
  const event::Exit over{std::nullopt, "SIGKILL", false, "procdemo"};
  CHECK(one_zombie().fork("P", "P.2").fork("P", "P.3")("P", over).told() == Told{});
}
