// The course: a lesson gone through alone, and in front of a class.
#include <csignal>
#include <string>
#include <vector>

#include "base/fd.h"
#include "catch.h"
#include "cli/desk.h"
#include "own_folder.h"

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

TEST_CASE("a lesson is gone through by keys: forward, back, to any part; its place is kept") {
  const Learner learner;
  const Result result = learner("pid", "n b b s n n claims n task hint hint nonsense q");
  CHECK(result.status == 0);
  for (const char* part :
       {"Look at", "The program, pid.cpp", "This is the beginning", "Now it runs: procdemo pid",
        "2 processes", "What it shows", "Claim 1 of", "✓", "Your task", "Hint 1 of 2",
        "Hint 2 of 2", "'nonsense' means nothing here", "You are in 'pid', at task:1"}) {
    INFO(part);
    CHECK(shows(result.out, part));
  }
  CHECK(shows(learner.progress(), "pid  at: task:1"));

  const Result again = learner("pid", "n n");  // nobody types any more
  CHECK(again.status == 0);
  CHECK(shows(again.out, "On with 'pid'"));
  CHECK_FALSE(shows(again.out, "The program, pid.cpp"));
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
  for (const char* part : {"结论 1/", "提示", "回车、n    继续", "停在“pid”的 task:1"}) {
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

TEST_CASE("Ctrl-C ends learning, and the place is kept") {
  const Learner learner;
  Terminal terminal({"learn", "pid"}, 80, learner.desk);
  terminal.read_until("look 1/");
  terminal.type("\x03");
  const Result result = terminal.finish();
  CHECK(result.status == 128 + SIGINT);
  CHECK(shows(result.out, "You are in 'pid', at look:1"));
}

TEST_CASE("in front of a class nothing is shown before a key, and a clicker goes on and back") {
  const Learner learner;
  Terminal terminal({"learn", "pid", "--class"}, 80, learner.desk);
  const std::string first = terminal.read_until("left: back");
  CHECK_FALSE(shows(first, "Look at"));
  CHECK_FALSE(terminal.echoes());
  terminal.type(" ");
  terminal.read_until("Look at");
  terminal.type("\x1bOC");  // right
  terminal.read_until("#include");
  terminal.type("\x1b[6~");  // PgDn
  terminal.read_until("further down");
  terminal.type("s");
  terminal.read_until("procdemo pid");
  terminal.type("\x1bOB");  // down: the run, a step at a time
  CHECK_FALSE(shows(terminal.read_until("born"), "ends with code"));
  terminal.type("s");
  terminal.read_until("getppid()");
  terminal.type("\x1bOD");  // left: the run to its end, as it was
  terminal.read_until("ends with code");
  terminal.type("q");
  CHECK(terminal.finish().status == 0);
  CHECK(terminal.echoes());
  CHECK(shows(procdemo({"learn", "pid", "--class"}, learner.desk).err, "60 columns by 16 rows"));
}

}  // namespace procdemo::cli::test
