// Writes into pipes that nobody reads from, and those that end a pipeline.
#include "catch.h"
#include "findings/told_run.h"

using namespace procdemo::findings;
using Told = std::vector<std::string>;

namespace {

const fact::BrokenPipe broken{"pipe:[7]"};
const event::Signal sigpipe{"SIGPIPE", "kernel"};
const event::Exit by_sigpipe{std::nullopt, "SIGPIPE", false};

}  // namespace

TEST_CASE("who writes into a pipe that nobody has ever read from is told of") {
  CHECK(parent_and_child()("P", broken).told() == Told{"pipe-no-reader P: pipe:[7]"});
  CHECK(parent_and_child()("P", broken)("P", sigpipe)("P", by_sigpipe).told() ==
        Told{"pipe-no-reader P: pipe:[7]"});
}

TEST_CASE("where somebody has read before, who dies of it is told of") {
  const event::Read read{"pipe:[7]", 5};
  CHECK(parent_and_child()("P.1", read)("P", broken)("P", sigpipe)("P", by_sigpipe).told() ==
        Told{"pipe-no-reader P: pipe:[7]"});
  CHECK(parent_and_child()("P.1", read)("P", broken).told() == Told{});
}

TEST_CASE("a pipeline ends like that: of shells, and of programs that were given the end to read") {
  CHECK(parent_and_child("/bin/bash")("P.1", broken)("P.1", sigpipe)("P.1", by_sigpipe).told() ==
        Told{});
  ToldRun given = parent_and_child();
  given("P.1", event::Exec{"/usr/bin/head", {"head"}});
  given("P.1", fact::ExecutedWith{{{0, "pipe:[7]", true, false}}});
  given("P", broken)("P", sigpipe)("P", by_sigpipe);
  CHECK(given.told() == Told{});
}

TEST_CASE("a shell may read itself what it has a program write") {
  ToldRun run = parent_and_child("/bin/bash");
  run("P.1", event::Exec{"/usr/bin/seq", {"seq"}});
  run("P.1", fact::ExecutedWith{{{1, "pipe:[7]", false, true}}});
  run("P", event::Read{"pipe:[7]", 5});
  run("P.1", broken)("P.1", sigpipe)("P.1", by_sigpipe);
  CHECK(run.told() == Told{});
}

TEST_CASE("so may anybody who has started a program to write, or its children") {
  const auto run = [](const Name& writer) {
    ToldRun run = parent_and_child("/usr/bin/python3");
    run("P.1", event::Exec{"/usr/bin/yes", {"yes"}});
    run("P.1", fact::ExecutedWith{{{1, "pipe:[7]", false, true}}}).fork("P.1", "P.1.1");
    return run("P", event::Read{"pipe:[7]", 5})(writer, broken)(writer, sigpipe)(writer,
                                                                                 by_sigpipe);
  };
  CHECK(run("P.1").told() == Told{});
  CHECK(run("P.1.1").told() == Told{});
  CHECK(run("P").told() == Told{"pipe-no-reader P: pipe:[7]"});
}

TEST_CASE("a program that nobody has ever read from was started in vain") {
  ToldRun run = parent_and_child();
  run("P.1", event::Exec{"/usr/bin/yes", {"yes"}});
  run("P.1", fact::ExecutedWith{{{1, "pipe:[7]", false, true}}});
  run("P.1", broken)("P.1", sigpipe)("P.1", by_sigpipe);
  CHECK(run.told() == Told{"pipe-no-reader P.1: pipe:[7]"});
}

TEST_CASE("nobody knows who reads from a pipe that came from outside") {
  ToldRun run;
  run("P", event::Start{{"./a"}, "", {}});
  run("P", fact::ExecutedWith{{{3, "pipe:[7]", false, true}}})("P", broken);
  CHECK(run.told() == Told{});
}
