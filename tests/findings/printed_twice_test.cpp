// What was in a buffer at a fork, and who wrote it.
#include "catch.h"
#include "findings/told_run.h"

using namespace procdemo::findings;
using Told = std::vector<std::string>;

namespace {

// It prints that, and what is copied of it.
void prints(ToldRun& run, const Name& process, const std::string& copied) {
  run(process, event::Print{1, copied + "and more\n"});
  run(process, fact::WroteCopy{copied, run.last()});
}

}  // namespace

TEST_CASE("what parent and child both write of a buffer is printed twice") {
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}});
  run.fork("P", "P.1", SourcePlace{"a.c", 3});
  prints(run, "P.1", "one ");
  prints(run, "P", "one ");
  const auto found = run.found();
  REQUIRE(found.size() == 1);
  CHECK(found[0].process == "P");
  CHECK(found[0].place == SourcePlace{"a.c", 3});
  CHECK(found[0].as<event::Finding>()->args == Told{"one ", "P.1"});
  CHECK(found[0].as<event::Finding>()->events == std::vector<std::uint64_t>{2, 4, 5});
}

TEST_CASE("what one of the two alone writes is printed once") {
  ToldRun child = parent_and_child();
  prints(child, "P.1", "one ");
  CHECK(child.told() == Told{});
  ToldRun parent = parent_and_child();
  prints(parent, "P", "one ");
  CHECK(parent.told() == Told{});
}

TEST_CASE("equal prints that were not copied prove nothing") {
  ToldRun run = parent_and_child();
  run("P", event::Print{1, "one\n"})("P.1", event::Print{1, "one\n"});
  CHECK(run.told() == Told{});
}

TEST_CASE("all who have a copy are told of at once, grandchildren too") {
  ToldRun run = parent_and_child();
  run.fork("P.1", "P.1.1").fork("P", "P.2");
  for (const Name process : {"P.1.1", "P.1", "P.2", "P"}) prints(run, process, "one ");
  CHECK(run.told() == Told{"printed-twice P: one  P.1, P.1.1, P.2"});
}

TEST_CASE("a buffer that was written before a fork is another's afterwards") {
  ToldRun run = parent_and_child();
  prints(run, "P", "one ");
  prints(run, "P.1", "one ");
  run.fork("P", "P.2");
  prints(run, "P", "two ");
  prints(run, "P.2", "two ");
  CHECK(run.told() == Told{"printed-twice P: one  P.1", "printed-twice P: two  P.2"});
}
