// Locks of files: shared without knowing it, lost, and taken in both orders.
#include "catch.h"
#include "findings/told_run.h"

using namespace procdemo::findings;
using Told = std::vector<std::string>;

namespace {

void lock(ToldRun& run, const Name& process, const std::vector<std::string>& paths,
          const std::string& how = "exclusive") {
  for (const std::string& path : paths) run(process, event::Locked{path, how});
}

void unlock(ToldRun& run, const Name& process, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) run(process, event::Unlock{path});
}

// Each of two takes two locks, and gives them back.
ToldRun both(const std::vector<std::string>& first, const std::vector<std::string>& second,
             const std::string& how = "exclusive") {
  ToldRun run = parent_and_child();
  lock(run, "P.1", first, how);
  unlock(run, "P.1", first);
  lock(run, "P", second, how);
  unlock(run, "P", second);
  return run;
}

}  // namespace

TEST_CASE("a lock that two have at once is told of") {
  ToldRun run = parent_and_child();
  lock(run, "P.1", {"/lock"});
  lock(run, "P", {"/lock"});
  run("P", fact::SharedLock{"/lock", "P.1"});
  CHECK(run.told() == Told{"lock-shared P: /lock P.1"});
}

TEST_CASE("a lock that is lost is told of where its process goes on to write") {
  ToldRun run = parent_and_child(), again = parent_and_child(), idle = parent_and_child();
  for (ToldRun* one : {&run, &again, &idle}) {
    (*one)("P", event::Unlock{"/lock"})("P", fact::DroppedLock{"/lock"});
  }
  const fact::FileAccess write{.path = "/lock", .writes = true, .bytes = 4};
  CHECK(idle.told() == Told{});
  CHECK(run("P", write).told() == Told{"lock-dropped P: /lock"});
  CHECK(again("P", event::Locked{"/lock", "exclusive"})("P", write).told() == Told{});
}

TEST_CASE("two locks that are taken in both orders are told of") {
  CHECK(both({"/a", "/b"}, {"/b", "/a"}).told() == Told{"lock-order P: /b /a P.1"});
}

TEST_CASE("one order, a third lock around both, and readers alone are well") {
  CHECK(both({"/a", "/b"}, {"/a", "/b"}).told() == Told{});
  CHECK(both({"/c", "/a", "/b"}, {"/c", "/b", "/a"}).told() == Told{});
  CHECK(both({"/a", "/b"}, {"/b", "/a"}, "shared").told() == Told{});
}

TEST_CASE("so are two of whom one had been reaped before the other locked") {
  for (const bool reaps : {true, false}) {
    ToldRun run = parent_and_child();
    lock(run, "P.1", {"/a", "/b"});
    unlock(run, "P.1", {"/a", "/b"});
    run.exits("P.1");
    if (reaps) run("P", event::Reap{"P.1", 0, {}});
    lock(run, "P", {"/b", "/a"});
    CHECK(run.told() == (reaps ? Told{} : Told{"lock-order P: /b /a P.1"}));
  }
}

TEST_CASE("so is what a parent did before its child was") {
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}});
  lock(run, "P", {"/a", "/b"});
  unlock(run, "P", {"/a", "/b"});
  run.fork("P", "P.1");
  lock(run, "P.1", {"/b", "/a"});
  CHECK(run.told() == Told{});
}

TEST_CASE("who only tries to get the second lock waits for nobody") {
  ToldRun run = parent_and_child();
  lock(run, "P.1", {"/a", "/b"});
  unlock(run, "P.1", {"/a", "/b"});
  lock(run, "P", {"/b"});
  run("P", fact::TriesLock{"/a"});
  lock(run, "P", {"/a"});
  CHECK(run.told() == Told{});
}

TEST_CASE("siblings might have met, though the one had ended when the other locked") {
  ToldRun run = parent_and_child();
  run.fork("P", "P.2");
  lock(run, "P.1", {"/a", "/b"});
  unlock(run, "P.1", {"/a", "/b"});
  run.exits("P.1");
  lock(run, "P.2", {"/b", "/a"});
  CHECK(run.told() == Told{"lock-order P.1: /a /b P.2"});
}

namespace {

// One takes left and then right, the other right and then left, with what they have beside these.
ToldRun crossed(const Name& one, const Name& other, fact::TakesLock beside = {}) {
  const fact::MemoryLock left{"P 0x10", "mutex:left"}, right{"P 0x40", "mutex:right"};
  const auto taking = [&](const fact::MemoryLock& first, const fact::MemoryLock& second) {
    fact::TakesLock taking = beside;
    taking.held.push_back(first);
    taking.lock = second;
    return taking;
  };
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}})("P", event::Thread{"P/t2"});
  run(one, taking(left, right))(one, event::Print{1, "a"});
  if (one == "P/t2") run(one, event::ThreadEnd{one});
  if (other == "P/t3") run("P", event::Thread{other});
  run(other, taking(right, left))(other, event::Print{1, "b"});
  return run;
}

}  // namespace

TEST_CASE("threads that take two mutexes in both orders are told of") {
  CHECK(crossed("P", "P/t2").told() == Told{"lock-order P: mutex:left mutex:right P/t2"});
}

TEST_CASE("but not one thread alone, nor one that was made after the other's end") {
  CHECK(crossed("P", "P").told() == Told{});
  CHECK(crossed("P/t2", "P/t3").told() == Told{});
}

TEST_CASE("a mutex around both keeps them apart, and a semaphore may do so") {
  CHECK(crossed("P", "P/t2", {.held = {{"P 0x70", "mutex:gate"}}}).told() == Told{});
  CHECK(crossed("P", "P/t2", {.unsure = {"P 0x70"}}).told() == Told{});
}

TEST_CASE("who waits for the second mutex to the end has not taken it") {
  ToldRun stands;
  stands("P", event::Start{{"./a"}, "", {}})("P", event::Thread{"P/t2"});
  const fact::MemoryLock left{"P 0x10", "mutex:left"}, right{"P 0x40", "mutex:right"};
  stands("P", fact::TakesLock{.lock = right, .held = {left}});
  stands("P/t2", fact::TakesLock{.lock = left, .held = {right}});
  stands("P", event::Block{"mutex:right"})("P/t2", event::Block{"mutex:left"});
  stands("P", event::Exit{{}, "SIGKILL", false, "procdemo"});
  CHECK(stands.told() == Told{});
}

TEST_CASE("our library's locks are told of, too, where they were waited for") {
  const auto probe = [](const char* name, const char* lock) {
    return event::Probe{"multiprocess", name, {lock}};
  };
  for (const bool tries : {false, true}) {
    ToldRun run = parent_and_child();
    run("P.1", probe("lock_locked", "lock-1"))("P.1", probe("lock_locked", "lock-2"));
    run("P.1", probe("lock_unlock", "lock-2"))("P.1", probe("lock_unlock", "lock-1"));
    run("P", probe("lock_locked", "lock-2"));
    if (tries) run("P", fact::TriesLock{"lock-1"});
    run("P", probe("lock_locked", "lock-1"));
    CHECK(run.told() == (tries ? Told{} : Told{"lock-order P: lock-2 lock-1 P.1"}));
  }
}
