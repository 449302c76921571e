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

TEST_CASE("so are two of whom one had ended before the other locked") {
  ToldRun run = parent_and_child();
  lock(run, "P.1", {"/a", "/b"});
  unlock(run, "P.1", {"/a", "/b"});
  run.exits("P.1");
  lock(run, "P", {"/b", "/a"});
  CHECK(run.told() == Told{});
}

TEST_CASE("siblings might have met, though the one had ended when the other locked") {
  ToldRun run = parent_and_child();
  run.fork("P", "P.2");
  lock(run, "P.1", {"/a", "/b"});
  unlock(run, "P.1", {"/a", "/b"});
  run.exits("P.1");
  lock(run, "P.2", {"/b", "/a"});
  CHECK(run.told() == Told{"lock-order P.2: /b /a P.1"});
}
