// A lesson gone through alone: forward, back, to any part, asked on the way.
#include <poll.h>

#include <csignal>
#include <string>
#include <vector>

#include "base/fd.h"
#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"
#include "cli/course/learner.h"
#include "cli/desk.h"
#include "machine.h"

namespace procdemo::cli::test {

TEST_CASE("a number beside a question is no answer, and does not lead to another lesson") {
  const Learner learner;
  const Result run = learner("exit", "predict 2 q");
  CHECK(has(run.out, "'2' is no answer here"));
  CHECK(has(run.out, "You are in 'exit'"));
}

TEST_CASE("a claim that is looked at before any run is shown with PIDs, not with placeholders") {
  const Learner learner;
  const Result run = learner("fork", "claims n n q");
  CHECK(has(run.out, "in P and 0 in P.1"));
  CHECK_FALSE(has(run.out, "[pid"));
}

TEST_CASE("a lesson that needs the real clock offers no steps, and says why") {
  const Learner learner;
  const Result run = learner("schedule", "run step q");
  CHECK_FALSE(has(run.out, "step: you say who goes next"));
  CHECK(has(run.out, "procdemo schedule --record run.jsonl"));
  CHECK(run.err.empty());
}

TEST_CASE("a lesson is gone through by keys: forward, back, to any part; its place is kept") {
  const Learner learner;
  const Result result = learner("pid", "n b b s n n n n n claims n task hint hint nonsense q");
  CHECK(result.status == 0);
  for (const char* part : {"Look at", "The program, pid.cpp", "This is the beginning", "Predict",
                           "Now run it: procdemo pid", "2 processes", "What it shows", "Claim 1 of",
                           "✓", "Your task", "Hint 1 of 2", "Hint 2 of 2",
                           "'nonsense' means nothing here", "You are in 'pid', at task:1"}) {
    INFO(part);
    CHECK(has(result.out, part));
  }
  CHECK(has(learner.progress(), "pid  at: task:1"));

  const Result again = learner("pid", "n n");  // nobody types any more
  CHECK(again.status == 0);
  CHECK(has(again.out, "On with 'pid'"));
  CHECK_FALSE(has(again.out, "The program, pid.cpp"));
}

TEST_CASE("a lesson is asked about on the way; how it was answered is remembered") {
  const Learner learner;
  const Result result =
      learner("pid", "predict hint 4 2 n run n c a n a n q");  // each may be changed
  CHECK(result.status == 0);
  for (const char* part : {"There is no hint here", "4: Enter if that is your answer",
                           "Watch the run: it will tell", "Right: a, P's", "You were asked",
                           "Right: 2.", "Not so: a, yes", "2 of 3 questions right"}) {
    INFO(part);
    CHECK(has(result.out + learner.progress(), part));
  }
  const std::string marks = procdemo({"progress", "--json"}, learner.desk).out;
  CHECK(has(marks, R"("how-often": {)"));
  CHECK(has(marks, R"("tries": 1)"));
}

TEST_CASE("what was foretold is kept until a run has told, also by another procdemo") {
  const Learner learner;
  CHECK(has(learner("pid", "predict 3 n q").out, "it will tell"));
  CHECK_FALSE(has(learner.progress(), "questions"));
  const Result later = learner("pid", "run n n n q");
  CHECK(has(later.out, "You were asked"));
  CHECK(has(later.out, "Not so: 3."));
  CHECK(has(later.out, "2 processes, 0.00 s of virtual time"));  // as an order is told elsewhere
  CHECK(has(learner.progress(), "0 of 1 question"));
}

TEST_CASE("what is foretold after a run is told by another one") {
  const Learner learner;
  const std::string keys = "predict 1 n run n n n predict 2 n n q";
  const std::string out = learner("pid", keys).out;
  CHECK(has(out, "Not so: 1"));
  CHECK(has(out.substr(out.find("Not so: 1")), "Enter runs it"));
}

TEST_CASE("what was foretold stands when its question is come back to") {
  const std::string out = Learner()("pid", "predict 3 n b predict n q").out;
  const std::size_t again = out.rfind("Question:");
  REQUIRE(again != out.npos);
  CHECK(has(out.substr(again), "3: Enter if that is your answer"));
  CHECK_FALSE(has(out.substr(again), "Not answered"));
}

TEST_CASE("a question is left by a command, which is no answer to it") {
  const Learner learner;
  const Result result = learner("fork", "predict b n predict shows run n s q");
  CHECK(has(result.out, "Not so: b, the child, always."));
  CHECK(has(result.out, "What it shows"));
  CHECK_FALSE(has(result.out, "2 processes"));  // s leaves the run where it is
  CHECK(has(result.out, "You are in 'fork', at shows:1"));
}

TEST_CASE("hints of a task go on where they were, also for another procdemo") {
  const Learner learner;
  CHECK(has(learner("pid", "task hint q").out, "Hint 1 of 2"));
  const std::string again = learner("pid", "task hint q").out;
  CHECK(has(again, "Hint 2 of 2"));
  CHECK_FALSE(has(again, "Hint 1 of 2"));
  CHECK_FALSE(has(again, "These are all"));
  CHECK(has(learner("pid", "task hint q").out, "These are all the hints"));
}

TEST_CASE("a lesson's run in steps is in a world of its own, as it is elsewhere") {
  const Learner learner;
  const std::string steps = procdemo({"pid", "--step", "lines", "--keys", "q"}, learner.desk).out;
  const std::string learnt = learner("pid", "run step q").out;
  CHECK(has(learnt, "starts as PID "));
  CHECK(has(learnt, "starts as PID 10000") == has(steps, "starts as PID 10000"));
}

TEST_CASE("at its end a lesson is done, and the next one begins") {
  const Learner learner;
  const Result result = learner("pid", "next n q");
  CHECK(has(result.out, "Enter begins the next lesson: exit"));
  CHECK(has(result.out, "'pid' is done"));
  CHECK(has(result.out, "You are in 'exit', at look:1"));
  CHECK(has(learner.progress(), "pid   done"));
  CHECK(has(learner("4", "q").out, "fork: called once"));
  CHECK(has(learner("17", "next n 18 next n").out, "That was the last lesson"));
}

TEST_CASE("procdemo alone, at a terminal, goes on by one key; killed, it has kept the place") {
  const Learner learner;
  {
    Terminal terminal({}, 80, learner.desk);
    terminal.read_until("Enter begins with 'program'");
    terminal.type("pid\n");
    terminal.read_until("look 1/");
    terminal.type("\n");
    terminal.read_until("look 2/");
    terminal.type("shows\n");
    terminal.read_until("shows 1/");
    terminal.send(SIGKILL);
    CHECK(terminal.finish().status == 128 + SIGKILL);
  }
  Terminal terminal({}, 80, learner.desk);
  terminal.read_until("Enter goes on with 'pid'");
  terminal.type("\n");
  terminal.read_until("On with 'pid'");
  terminal.read_until("shows 1/");
  terminal.type("q\n");
  const Result result = terminal.finish();
  CHECK(result.status == 0);
  CHECK(terminal.echoes());
}

TEST_CASE("where a question has no hint, no further one is spoken of") {
  const std::string out = Learner()("pid", "predict ? q").out;
  CHECK(has(out, "There is no hint here."));
  CHECK_FALSE(has(out, "further hint"));
  CHECK(has(Learner()("multi-fork", "predict ? ? q").out, "There is no further hint."));
}

TEST_CASE("whoever leaves is told that the place is not kept, where it can't be") {
  Learner learner;
  learner.desk.environment = {{"XDG_STATE_HOME", learner.home.write("file", "")}};
  const Result result = learner("pid", "n q");
  CHECK(result.status == 0);
  CHECK(has(result.err, "progress is not kept"));
  CHECK(has(result.out, "and that is not kept. To go on: procdemo learn pid"));
}

TEST_CASE("procdemo alone asks again where what was typed is no lesson") {
  const Learner learner;
  Terminal terminal({}, 80, learner.desk);
  terminal.read_until("Enter begins with 'program'");
  terminal.type("frok\n");
  terminal.read_until("did you mean");
  terminal.read_until("Enter begins with 'program'", 2);
  terminal.type("4\n");
  terminal.read_until("fork: called once");
  terminal.type("q\n");
  CHECK(terminal.finish().status == 0);
}

TEST_CASE("killed while its reader steps through a run, it leaves nobody at the terminal") {
  need_tracing();
  const Learner learner;
  Terminal terminal({"learn", "pid"}, 80, learner.desk);
  terminal.read_until("look 1/");
  terminal.type("run\nstep\n");
  terminal.read_until("Who goes next?");
  const std::vector<pid_t> steps = children_of(terminal.pid());
  REQUIRE(steps.size() == 1);
  const Fd process = open_process(steps.front());
  terminal.send(SIGKILL);
  pollfd end{process.get(), POLLIN, 0};
  constexpr int patience = 10'000;  // ms
  CHECK(::poll(&end, 1, patience) == 1);
}

TEST_CASE("Ctrl-C ends learning, and the place is kept") {
  const Learner learner;
  Terminal terminal({"learn", "pid"}, 80, learner.desk);
  terminal.read_until("look 1/");
  terminal.type("\x03");
  const Result result = terminal.finish();
  CHECK(result.status == 128 + SIGINT);
  CHECK(has(result.out, "You are in 'pid', at look:1"));
}

TEST_CASE("an Enter that was typed before a question was shown does not pass it") {
  need_tracing();
  const Learner learner;
  Terminal terminal({"learn", "pid"}, 80, learner.desk);
  terminal.read_until("?: keys > ");
  terminal.type("predict\r\r \r\r");  // the last ones while the question is not there yet
  terminal.read_until("Enter passes)> ");
  terminal.type("3\r\r");
  const std::string shown = terminal.read_until("it will tell");
  CHECK_FALSE(has(shown, "Not answered"));
  terminal.type("q\r");
  CHECK(terminal.finish().status == 0);
}

TEST_CASE("what is typed ahead of a quiz is no answer to it either") {
  need_tracing();
  Terminal terminal({"pid", "--quiz"}, 80);
  terminal.type("\r\r\r\r");
  terminal.read_until("Enter passes)> ");
  terminal.type("3\r\r");
  const std::string shown = terminal.read_until([](const std::string& shown) {
    return has(shown, "it will tell") || has(shown, "Not answered");
  });
  CHECK_FALSE(has(shown, "Not answered"));
  terminal.send(SIGTERM);
  terminal.finish();
}

}  // namespace procdemo::cli::test
