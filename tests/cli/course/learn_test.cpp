// The course: a lesson gone through alone, and in front of a class.
#include <poll.h>

#include <algorithm>
#include <csignal>
#include <string>
#include <vector>

#include "base/fd.h"
#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"
#include "cli/desk.h"
#include "machine.h"
#include "own_folder.h"
#include "show/terminal/glyph.h"

namespace procdemo::cli::test {
namespace {

bool shows(const std::string& text, const std::string& part) {
  return text.find(part) != text.npos;
}

struct Learner {
  OwnFolder home;
  Desk desk{.environment = {{"XDG_STATE_HOME", home.path()}}};

  Result operator()(const std::string& lesson, const std::string& keys,
                    const std::string& language = "en") const {
    return procdemo({"learn", lesson, "--lang", language, "--keys", keys}, desk);
  }
  std::string progress() const { return procdemo({"progress"}, desk).out; }
};

}  // namespace

TEST_CASE("no prompt and no key's meaning is wider than the screen") {
  Learner learner;
  learner.desk.environment["COLUMNS"] = "60";
  for (const char* language : {"en", "zh"}) {
    const Result run = learner("multi-fork", "? predict n n n n n n n n n q", language);
    CHECK(has(run.out, "multi-fork --no-tty"));  // the questions of after the run have come
    for (const std::string& line : lines_of(run.out)) CHECK(columns_of(line) <= 60);
  }
}

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
    CHECK(shows(result.out, part));
  }
  CHECK(shows(learner.progress(), "pid  at: task:1"));

  const Result again = learner("pid", "n n");  // nobody types any more
  CHECK(again.status == 0);
  CHECK(shows(again.out, "On with 'pid'"));
  CHECK_FALSE(shows(again.out, "The program, pid.cpp"));
}

TEST_CASE("a lesson is asked about on the way; how it was answered is remembered") {
  const Learner learner;
  const Result result =
      learner("pid", "predict hint 4 2 n run n c a n a n q");  // each may be changed
  CHECK(result.status == 0);
  for (const char* part : {"There is no further hint", "4: Enter if that is your answer",
                           "Watch the run: it will tell", "Right: a, P's", "You were asked",
                           "Right: 2.", "Not so: a, yes", "2 of 3 questions right"}) {
    INFO(part);
    CHECK(shows(result.out + learner.progress(), part));
  }
  const std::string marks = procdemo({"progress", "--json"}, learner.desk).out;
  CHECK(shows(marks, R"("how-often": {)"));
  CHECK(shows(marks, R"("tries": 1)"));
}

TEST_CASE("what was foretold is kept until a run has told, also by another procdemo") {
  const Learner learner;
  CHECK(shows(learner("pid", "predict 3 n q").out, "it will tell"));
  CHECK_FALSE(shows(learner.progress(), "questions"));
  const Result later = learner("pid", "run n n n q");
  CHECK(shows(later.out, "You were asked"));
  CHECK(shows(later.out, "Not so: 3."));
  CHECK(shows(learner.progress(), "0 of 1 question"));
}

TEST_CASE("what is foretold after a run is told by another one") {
  const Learner learner;
  const std::string keys = "predict 1 n run n n n predict 2 n n q";
  const std::string out = learner("pid", keys).out;
  CHECK(shows(out, "Not so: 1"));
  CHECK(shows(out.substr(out.find("Not so: 1")), "Enter runs it"));
}

TEST_CASE("what was foretold stands when its question is come back to") {
  const std::string out = Learner()("pid", "predict 3 n b predict n q").out;
  const std::size_t again = out.rfind("Question:");
  REQUIRE(again != out.npos);
  CHECK(shows(out.substr(again), "3: Enter if that is your answer"));
  CHECK_FALSE(shows(out.substr(again), "Not answered"));
}

TEST_CASE("a question is left by a command, which is no answer to it") {
  const Learner learner;
  const Result result = learner("fork", "predict b n predict shows run n s q");
  CHECK(shows(result.out, "Not so: b, the child, always."));
  CHECK(shows(result.out, "What it shows"));
  CHECK_FALSE(shows(result.out, "2 processes"));  // s leaves the run where it is
  CHECK(shows(result.out, "You are in 'fork', at shows:1"));
}

TEST_CASE("a run goes past no screen without a key") {
  const Learner learner;
  Terminal terminal({"learn", "fork"}, 80, learner.desk);
  terminal.resize(80, 16);
  terminal.read_until("look 1/");
  terminal.type("run\n\n");
  terminal.read_until("Your answer");
  terminal.type("\n");
  terminal.read_until("Your answer", 2);
  terminal.type("\n");
  terminal.read_until("-- Enter: more");
  terminal.type("20\n");  // nothing: it is asked again
  terminal.read_until("'20' means nothing here");
  terminal.read_until("-- Enter: more", 2);
  terminal.type("\n\n");  // once more before the question, for which there is no room
  terminal.read_until("Now with --rounds 5");
  terminal.type("q\n");
  CHECK(terminal.finish().status == 0);
}

TEST_CASE("whatever is shown, nothing has gone past the screen when the next key is asked for") {
  constexpr int columns = 60, rows = 14;
  const Learner learner;
  Terminal terminal({"learn", "fork", "--color", "never"}, columns, learner.desk);
  terminal.resize(columns, rows);
  std::string shown;
  const auto asks = [&](const std::string& all) {
    const std::string last = all.substr(all.rfind('\n') + 1);
    const bool prompt = has(last, "[fork: ") || has(last, "passes)") || has(last, "-- Enter");
    return all.size() > shown.size() && prompt && last.ends_with("> ");
  };
  constexpr int most = 100;
  int keys = 0;
  for (; keys < most && !has(shown, "[fork: next 1/1]"); ++keys) {
    const std::string all = terminal.read_until(asks);
    std::string since = all.substr(shown.size());
    std::erase(since, '\r');
    int used = 0;
    for (const std::string& line : lines_of(since)) {
      used += std::max(1, (columns_of(line) + columns - 1) / columns);
    }
    INFO(since);
    CHECK(used - (keys == 0 ? 0 : 1) <= rows);  // the first one ends the row of the prompt
    shown = all;
    terminal.type(keys % 2 == 0 ? "\n" : "n\n");
  }
  CHECK(keys < most);
  terminal.type("q\n");
  terminal.finish();
}

TEST_CASE("hints of a task go on where they were, also for another procdemo") {
  const Learner learner;
  CHECK(shows(learner("pid", "task hint q").out, "Hint 1 of 2"));
  const std::string again = learner("pid", "task hint q").out;
  CHECK(shows(again, "Hint 2 of 2"));
  CHECK_FALSE(shows(again, "Hint 1 of 2"));
  CHECK_FALSE(shows(again, "These are all"));
  CHECK(shows(learner("pid", "task hint q").out, "These are all the hints"));
}

TEST_CASE("a lesson's run in steps is in a world of its own, as it is elsewhere") {
  const Learner learner;
  const std::string steps = procdemo({"pid", "--step", "lines", "--keys", "q"}, learner.desk).out;
  const std::string learnt = learner("pid", "run step q").out;
  CHECK(shows(learnt, "starts as PID "));
  CHECK(shows(learnt, "starts as PID 10000") == shows(steps, "starts as PID 10000"));
}

TEST_CASE("at its end a lesson is done, and the next one begins") {
  const Learner learner;
  const Result result = learner("pid", "next n q");
  CHECK(shows(result.out, "Enter begins the next lesson: exit"));
  CHECK(shows(result.out, "'pid' is done"));
  CHECK(shows(result.out, "You are in 'exit', at look:1"));
  CHECK(shows(learner.progress(), "pid   done"));
  CHECK(shows(learner("4", "q").out, "fork: called once"));
  CHECK(shows(learner("17", "next n 18 next n").out, "That was the last lesson"));
}

TEST_CASE("a lesson is learnt in Chinese, and in few columns") {
  const Learner learner;
  const Result result = learner("pid", "claims task ? q", "zh");
  for (const char* part : {"结论 1/", "提示", "回车、n  继续", "停在“pid”的 task:1"}) {
    INFO(part);
    CHECK(shows(result.out, part));
  }
  Desk narrow = learner.desk;
  narrow.environment["COLUMNS"] = "60";
  const Result few = procdemo({"learn", "pid", "--keys", "look n n n task next q"}, narrow);
  for (const std::string& line : lines_of(few.out)) {
    INFO(line);
    CHECK(line.size() <= 62);  // bytes: a mark or two are longer than a column
  }
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

TEST_CASE("what was reached in a lesson stands beside its title, as far as there is room") {
  const Learner learner;
  const std::string marks = R"({"version": 1, "at": "pid", "lessons": {
    "fork": {"done": true, "questions": {"a": {"answer": "x", "right": true, "tries": 1},
                                         "b": {"answer": "y", "right": false, "tries": 2}},
             "task": {"solved": true, "in": "cpp", "hints": 0, "seen_solution": false}},
    "pid": {"place": "claims:2"}}})";
  procdemo({"progress", "--import", learner.home.write("marks", marks)}, learner.desk);
  const auto overview = [&](int columns) {
    Terminal terminal({}, columns, learner.desk);
    terminal.read_until("'pid'");
    terminal.type("q\n");
    return terminal.finish().out;
  };
  const std::string wide = overview(100);
  CHECK(shows(wide,
              " ✓  4  fork          fork: called once, returns twice · 1/2 right · task solved"));
  CHECK(shows(wide, ">   5  pid           PIDs: who am I, who is my parent?"));
  CHECK(shows(overview(66), "fork: called once, returns twice · 1/2 right\r"));
  CHECK(shows(overview(40), ">   5  pid           PIDs: who am I, wh…"));
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
  CHECK(shows(result.out, "You are in 'pid', at look:1"));
}

}  // namespace procdemo::cli::test
