// Waits that fail, and waits that a signal ends.
#include <cerrno>

#include "catch.h"
#include "findings/told_run.h"

using namespace procdemo::findings;
using Told = std::vector<std::string>;

namespace {

ToldRun one_child() {
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}}).fork("P", "P.1");
  return run;
}

fact::WaitFailed no_child(const std::string& target, bool nohang = false, bool ignores = false) {
  return {target, nohang, ignores, ECHILD};
}

}  // namespace

TEST_CASE("a wait that has no child to wait for, though one was made, has failed") {
  CHECK(one_child()("P", no_child("any")).told() == Told{"wait-failed P: wait()"});
  CHECK(one_child()("P", no_child("P.1.1")).told() == Told{"wait-failed P: waitpid(P.1.1)"});
  CHECK(one_child()("P", no_child("bash")).told() == Told{"wait-failed P: waitpid(bash)"});
  CHECK(one_child()("P", no_child("P.1", true)).told() == Told{"wait-failed P: waitpid(P.1)"});
}

TEST_CASE("it has, too, where SIGCHLD is ignored, whatever was answered before") {
  ToldRun run = one_child();
  run("P", event::Reap{"P.1", 0, {}})("P", no_child("any", false, true));
  CHECK(run.told() == Told{"wait-failed P: wait()"});
}

TEST_CASE("the end of a loop of waits is no failure, nor that of who never made a child") {
  CHECK(one_child()("P", event::Reap{"P.1", 0, {}})("P", no_child("any")).told() == Told{});
  CHECK(one_child()("P.1", no_child("any")).told() == Told{});
  CHECK(one_child()("P", no_child("any", true)).told() == Told{});  // it only looked
  CHECK(one_child()("P", event::Exec{"/bin/sh", {"sh"}})("P", no_child("any")).told() == Told{});
}

namespace {

// A wait for P.1 is interrupted.
ToldRun interrupted(const std::string& signal = "SIGALRM") {
  ToldRun run = one_child();
  run("P", event::Wait{"P.1", false})("P", event::Signal{signal, "kernel"});
  run("P", fact::WaitFailed{"P.1", false, false, EINTR});
  return run;
}

}  // namespace

TEST_CASE("a wait that is interrupted and not made again leaves its child") {
  const Told expected = {"wait-interrupted P: P.1 SIGALRM"};
  CHECK(interrupted()("P", event::Sleep{1}).zombie("P.1", "P").at(2).exits("P").told() == expected);
  CHECK(interrupted().exits("P")("P.1", event::Wake{1})("P.1", fact::Outlived{true}).told() ==
        expected);
}

TEST_CASE("one that is made again, or whose child is reaped, is none") {
  CHECK(interrupted()("P", event::Wait{"P.1", false}).exits("P").told() == Told{});
  CHECK(interrupted()("P", event::Reap{"P.1", 0, {}}).exits("P").told() == Told{});
  CHECK(interrupted()("P", event::Kill{"SIGTERM", "P.1"}).exits("P").told() == Told{});
  CHECK(interrupted()("P", event::Exit{{}, "SIGKILL", false, "procdemo"}).told() == Told{});
}

TEST_CASE("a wait for another child is not the same again") {
  const auto then = [](const Name& target) {
    return interrupted()("P", event::Wait{target, false}).zombie("P.1", "P").exits("P").told();
  };
  CHECK(then("P.2") == Told{"wait-interrupted P: P.1 SIGALRM"});
  CHECK(then("any") == Told{});
}

TEST_CASE("who is asked to end need not wait any longer") {
  CHECK(interrupted("SIGINT").exits("P").told() == Told{});
  CHECK(interrupted("SIGTERM").exits("P").told() == Told{});
}

namespace {

// Two children are dead when one SIGCHLD comes.
ToldRun two_dead() {
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}}).fork("P", "P.1").fork("P", "P.2");
  run.zombie("P.1", "P").zombie("P.2", "P")("P", event::Signal{"SIGCHLD", "P.1"});
  return run("P", event::Wait{"any", true})("P", event::Reap{"P.1", 0, {}});
}

}  // namespace

TEST_CASE("one signal for two children, and one wait, leaves one of them") {
  CHECK(two_dead()("P", event::Sleep{1}).exits("P").told() == Told{"children-coalesced P: P.2 1"});
  const event::Exit over{{}, "SIGKILL", false, "procdemo"};
  CHECK(two_dead()("P", event::Block{"signal"})("P", over).told() ==
        Told{"children-coalesced P: P.2 1"});
}

TEST_CASE("a handler that reaps whoever is there misses none") {
  CHECK(two_dead()("P", event::Reap{"P.2", 0, {}})("P", event::Sleep{1}).exits("P").told() ==
        Told{});
}

TEST_CASE("who was killed in its handler might have gone on reaping") {
  CHECK(two_dead()("P", event::Exit{{}, "SIGKILL", false, "procdemo"}).told() == Told{});
}
