// Runs that stand still, and why.
#include "catch.h"
#include "findings/told_run.h"

using namespace procdemo::findings;
using Told = std::vector<std::string>;

namespace {

using Texts = std::vector<std::string>;

// P waits for its child, which reads from a pipe.
event::Deadlock child_reads(const std::string& writers, const std::string& own) {
  return {.waiting = {"P", "P.1"},
          .on = {"P.1", "pipe:[7]"},
          .held_by = {"P.1", writers},
          .circle = writers.starts_with("P.1") ? Texts{"P.1"} : Texts{"P", "P.1"},
          .needs = Texts{"", "write"},
          .holds = Texts{"", own}};
}

// Each reads what the other is to write.
const event::Deadlock both_read = {.waiting = {"P", "P.1"},
                                   .on = {"pipe:[8]", "pipe:[7]"},
                                   .held_by = {"P.1", "P"},
                                   .circle = {"P", "P.1"},
                                   .needs = Texts{"write", "write"},
                                   .holds = Texts{"", ""}};

}  // namespace

TEST_CASE("a reader that has the writing end itself waits for an end that cannot come") {
  CHECK(parent_and_child()("P", child_reads("P.1", "write")).told() ==
        Told{"pipe-end-open P.1: pipe:[7] P.1"});
}

TEST_CASE("so does one whose parent has it, and waits for the reader's end") {
  CHECK(parent_and_child()("P", child_reads("P", "")).told() ==
        Told{"pipe-end-open P.1: pipe:[7] P"});
  CHECK(parent_and_child()("P", child_reads("P, P.1", "write")).told() ==
        Told{"pipe-end-open P.1: pipe:[7] P, P.1"});
}

TEST_CASE("another thread may still write") {
  event::Deadlock threads = {.waiting = {"P", "P/t2"},
                             .on = {"signal", "pipe:[7]"},
                             .held_by = {"", "P"},
                             .circle = {"P"},
                             .needs = Texts{"", "write"},
                             .holds = Texts{"", "write"}};
  CHECK(parent_and_child()("P", threads).told().front().starts_with("deadlock"));
}

TEST_CASE("where each could still write to the other, it is a circle") {
  CHECK(parent_and_child()("P", both_read).told() ==
        Told{"deadlock P: P -> P.1 -> P P: pipe:[8], P.1: pipe:[7]"});
}

TEST_CASE("where they wait a live run tells in the end alone") {
  event::Deadlock placed = both_read;
  placed.places = Texts{"a.c:7", ""};
  const auto found = parent_and_child()("P", placed).found();
  REQUIRE(found.size() == 1);
  CHECK(found[0].place == SourcePlace{"a.c", 7});
  const auto own =
      parent_and_child()("P", event::Block{"pipe:[8]"}, SourcePlace{"a.c", 6})("P", placed).found();
  CHECK(own.at(0).place == SourcePlace{"a.c", 6});
}

TEST_CASE("what may still come, by a signal or from outside, is no deadlock and no missing end") {
  for (const event::Deadlock& deadlock : {both_read, child_reads("P.1", "write")}) {
    CHECK(parent_and_child()("P.1", fact::MayStillEnd{})("P", deadlock).told() == Told{});
    CHECK(parent_and_child()("P", deadlock).told().size() == 1);
  }
  // It came, and then nothing more can.
  ToldRun run = parent_and_child();
  run("P.1", fact::MayStillEnd{})("P", both_read)("P", event::Read{"pipe:[8]", 1})("P", both_read);
  CHECK(run.told().size() == 1);
}

TEST_CASE("a circle that was left again was none") {
  CHECK(parent_and_child()("P", both_read)("P.1", event::Read{"pipe:[7]", 1}).told() == Told{});
  CHECK(parent_and_child()("P", both_read)("P.1", event::Signal{"SIGINT", "terminal"})
            .told()
            .size() == 1);
}

TEST_CASE("who waits for nobody of the run is in no circle") {
  event::Deadlock alone = {.waiting = {"P"}, .on = {"signal"}, .held_by = {""}};
  CHECK(parent_and_child()("P", alone).told() == Told{});
}

TEST_CASE("the end of a pipe that a program has, and knows nothing of, has leaked") {
  ToldRun run = parent_and_child(), used = parent_and_child();
  for (ToldRun* one : {&run, &used}) {
    one->fork("P", "P.2")("P.2", event::Exec{"/bin/cat", {"cat"}});
    (*one)("P.2", fact::ExecutedWith{{{0, "pipe:[9]", true, false}, {5, "pipe:[7]", false, true}}});
  }
  const event::Deadlock deadlock = {.waiting = {"P", "P.1", "P.2"},
                                    .on = {"P.1", "pipe:[7]", "pipe:[9]"},
                                    .held_by = {"P.1", "P.2", "P"},
                                    .circle = {"P", "P.1", "P.2"},
                                    .needs = Texts{"", "write", "write"},
                                    .holds = Texts{"", "", ""}};
  CHECK(run("P", deadlock).told() == Told{"descriptor-leaked P.2: cat pipe:[7] 5 P.1"});
  used("P.2", event::Write{"pipe:[7]", 1})("P", deadlock);
  CHECK(used.told().front().starts_with("deadlock"));
}

TEST_CASE("so has the lock of another, of a file that it knows nothing of") {
  const event::Deadlock deadlock = {.waiting = {"P", "P.1", "P.2"},
                                    .on = {"P.1", "/l", "pipe:[9]"},
                                    .held_by = {"P.1", "P.2", "P"},
                                    .circle = {"P", "P.1", "P.2"},
                                    .needs = Texts{"", "", "write"},
                                    .holds = Texts{"", "", ""}};
  const auto told = [&](const Name& taker, const std::vector<AnyFact>& uses) {
    ToldRun run = parent_and_child();
    run.fork("P", "P.2")(taker, event::Locked{"/l", "exclusive"});
    run("P.2", event::Exec{"/bin/cat", {"cat"}})("P.2", fact::ExecutedWith{{{5, "/l"}}});
    for (const AnyFact& use : uses) run("P.2", use);
    return run("P", deadlock).told().front();
  };
  CHECK(told("P", {}) == "descriptor-leaked P.2: cat /l 5 P.1 P");
  CHECK(told("P.2", {}).starts_with("deadlock"));  // flock -F: it keeps the lock for the program
  CHECK(told("P", {fact::FileAccess{.path = "/l"}}).starts_with("deadlock"));
}

TEST_CASE("a mutex without an owner is told of, and no circle") {
  const event::Deadlock lost = {
      .waiting = {"P", "P.1"}, .on = {"P.1", "lost-mutex:lock"}, .held_by = {"P.1", ""}};
  CHECK(parent_and_child()("P", lost).told() == Told{"lock-of-the-dead P.1: mutex:lock"});
}
