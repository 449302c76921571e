// The canonical form: what differs from run to run is gone, and nothing else.
#include "trace/canonical.h"

#include "catch.h"
#include "trace/json.h"

using namespace procdemo::trace;

namespace {

// A run in which P has PID 20001 and P.1 20002.
class CanonicalRun {
 public:
  explicit CanonicalRun(std::string schedule = "round-robin")
      : canonical_({"/tmp/run", "/opt/lessons/01-demo", "/tmp/run/s", 19'999}) {
    Run run;
    run.schedule = std::move(schedule);
    canonical_.run(run);
    (*this)("P", 20'001, event::Start{{"./demo"}, "", {}});
    (*this)("P", 20'001, event::Fork{"P.1", 20'002, "fork", 20'002});
  }

  Event operator()(const Name& process, pid_t pid, event::Any what) {
    return canonical_.event({++seq_, 0.5, process, pid, std::move(what)});
  }

  // What becomes of a line that P prints.
  std::string line(const std::string& text) {
    return (*this)("P", 20'001, event::Line{1, text, false, false}).as<event::Line>()->text;
  }

  Canonical& operator*() { return canonical_; }

 private:
  Canonical canonical_;
  std::uint64_t seq_ = 0;
};

}  // namespace

TEST_CASE("PIDs of the run stand as names in fields") {
  CanonicalRun run;
  const Event fork = run("P.1", 20'002, event::Fork{"P.1.1", 20'003, "fork", 20'003});
  CHECK(fork.pid.text() == "[pid P.1]");
  CHECK(fork.as<event::Fork>()->child_pid.text() == "[pid P.1.1]");
  CHECK(fork.as<event::Fork>()->returned.text() == "[pid P.1.1]");
  CHECK(run("P.1/t2", 20'002, event::Sleep{1}).pid.text() == "[pid P.1]");
  CHECK(run("P", 20'001, event::Value{"child", 20'002, "", ""}).as<event::Value>()->value.text() ==
        "[pid P.1]");
  CHECK(run("P", 20'001, event::Fork{"P.2", 6, "fork", 6}).as<event::Fork>()->returned.text() ==
        "[pid P.2]");  // in a namespace of its own
}

TEST_CASE("PIDs of the run stand as names where a text has them as whole numbers") {
  CanonicalRun run;
  CHECK(run.line("20001") == "[pid P]");
  CHECK(run.line("pid=20002, parent 20001.") == "pid=[pid P.1], parent [pid P].");
  CHECK(run.line("/proc/20002/stat -20001") == "/proc/[pid P.1]/stat -[pid P]");
  CHECK(run.line("进程20001号") == "进程[pid P]号");
  CHECK(run.line("started by 19999") == "started by [pid procdemo]");
  CHECK(run.line("20001.5 3.20001 20001a a20001 120001 200010 20003 0x20001") ==
        "20001.5 3.20001 20001a a20001 120001 200010 20003 0x20001");
}

TEST_CASE("a small number in a text is never a PID") {
  CanonicalRun run;
  run("P.2", 6, event::Start{{}, "P", 0});
  CHECK(run.line("num = 6") == "num = 6");
  CHECK(run.line("99999999999999999999999999") == "99999999999999999999999999");
}

TEST_CASE("numbers as round as 9999 and 10000 are PIDs where the text speaks of one") {
  Canonical canonical({"", "", "", 9'999});
  canonical.run({});
  canonical.event({1, 0, "P", 10'000, event::Start{{"./demo"}, "", {}}});
  const auto line = [&](const std::string& text) {
    const Event told = canonical.event({2, 0, "P", 10'000, event::Line{1, text, false, false}});
    return told.as<event::Line>()->text;
  };
  CHECK(line("counted to 10000, wanted 9999") == "counted to 10000, wanted 9999");
  CHECK(line("pid 10000, parent 9999") == "pid [pid P], parent [pid procdemo]");
}

TEST_CASE("what is about to happen is told likewise, and teaches nothing") {
  CanonicalRun run;
  const RunStatus told = (*run).status(
      {.ready = {{.name = "P.1",
                  .does = intention::Print{1, "20002 of 20001, pipe:[7] 0x7fff00000000"}}}});
  CHECK(std::get<intention::Print>(told.ready[0].does).text ==
        "[pid P.1] of [pid P], pipe:[1] [addr 1]");
  CHECK((*run).evidence({.process = "P", .call = "kill(20002, SIGTERM)"}).call ==
        "kill([pid P.1], SIGTERM)");
  CHECK(run.line("pipe:[8] 0x7fff11111111") == "pipe:[1] [addr 1]");
}

TEST_CASE("an orphan's new parent is whoever it is on this machine") {
  CanonicalRun run;
  const Event event = run("P.1", 20'002, event::Orphan{"systemd", 1});
  CHECK(event.as<event::Orphan>()->parent == "[init]");
  CHECK(event.as<event::Orphan>()->parent_pid.text() == "[orphan P.1]");
  const Event line = run("P.1", 20'002, event::Line{1, "my parent: 1", false, false});
  CHECK(line.as<event::Line>()->text == "my parent: [orphan P.1]");
  const Event mark = run("P.1", 20'002, event::Line{1, "---1---", false, false});
  CHECK(mark.as<event::Line>()->text == "---1---");
  CHECK(run.line("my parent: 1") == "my parent: 1");
  run("P.2", 20'005, event::Orphan{"systemd", 15'230});
  const Event large = run("P.2", 20'005, event::Line{1, "now 15230", false, false});
  CHECK(large.as<event::Line>()->text == "now [orphan P.2]");
  End end;
  end.claims = {{"id", true, {"count", {"", "1", "child: parent 1"}, {}}}};
  CHECK((*run).end(end).claims[0].why.args ==
        std::vector<std::string>{"", "1", "child: parent [orphan P.1]"});
  const Event inside = run("P.1.1", 20'004, event::Orphan{"P", 20'001});
  CHECK(inside.as<event::Orphan>()->parent == "P");
  CHECK(inside.as<event::Orphan>()->parent_pid.text() == "[pid P]");
}

TEST_CASE("addresses are those of variables, or numbered") {
  CanonicalRun run;
  const Event value = run("P", 20'001, event::Value{"g_num", 100, "0x555555558000", "shared"});
  CHECK(value.as<event::Value>()->address == "[addr g_num]");
  CHECK(value.as<event::Value>()->value == 100);
  CHECK(run.line("&g_num = 0x555555558000") == "&g_num = [addr g_num]");
  CHECK(run.line("0x7ffe00001234 0x7ffe00005678 0x7ffe00001234") == "[addr 1] [addr 2] [addr 1]");
  CHECK(run.line("flags 0x1f 0xdeadbeef") == "flags 0x1f 0xdeadbeef");
  const Event moved = run("P.1", 20'002, event::Value{"g_num", 1, "0x666666668000", ""});
  CHECK(moved.as<event::Value>()->address == "[addr g_num 2]");
}

TEST_CASE("pipes and sockets are numbered, each kind by itself") {
  CanonicalRun run;
  const auto object = [&](const std::string& name) {
    return run("P", 20'001, event::Write{name, 5}).as<event::Write>()->object;
  };
  CHECK(object("pipe:[4711]") == "pipe:[1]");
  CHECK(object("socket:[99]") == "socket:[1]");
  CHECK(object("pipe:[4712]") == "pipe:[2]");
  CHECK(object("pipe:[4711]") == "pipe:[1]");
  CHECK(run.line("/dev/pts/7 /dev/pts/3 /dev/pts/7") == "/dev/pts/[1] /dev/pts/[2] /dev/pts/[1]");
  CHECK(run.line("fd 3 is pipe:[4712]; a pipe: [x]") == "fd 3 is pipe:[2]; a pipe: [x]");
}

TEST_CASE("the run's directory is the same everywhere") {
  CanonicalRun run;
  CHECK(run.line("in /tmp/run: /tmp/run/a.txt") == "in [dir]: [dir]/a.txt");
  CHECK(run.line("/tmp/running /tmp/run-2") == "/tmp/running /tmp/run-2");
  CHECK(run.line("file /opt/lessons/01-demo/demo") == "file [lesson]/demo");
  CHECK(run.line("/tmp/run/s/a /tmp/run/st") == "[scratch]/a [dir]/st");
  const Event lock = run("P", 20'001, event::Lock{"/tmp/run/lock", "exclusive", false});
  CHECK(lock.as<event::Lock>()->path == "[dir]/lock");
  const Event exec = run("P", 20'001, event::Exec{"/tmp/run/x", {"./x", "/tmp/run/y"}});
  CHECK(exec.as<event::Exec>()->argv.back() == "[dir]/y");
}

TEST_CASE("a session's input in memory is told as what its user would have the program read") {
  const std::string memory(Canonical::input_in_memory);
  for (const auto& [own, told] :
       {std::pair("/dev/null", "fd 0 /dev/null"), std::pair("pipe:[4711]", "fd 0 pipe:[1]"),
        std::pair("/tmp/run/input", "fd 0 [dir]/input"), std::pair("", memory.c_str())}) {
    CAPTURE(own);
    Canonical canonical({.folder = "/tmp/run", .input = own});
    const Event event = canonical.event(
        {.seq = 1, .process = "P", .what = event::Line{1, "fd 0 " + memory, false}});
    CHECK_THAT(event.as<event::Line>()->text, Catch::Matchers::EndsWith(told));
  }
}

TEST_CASE("virtual time stays, real time and what was measured go") {
  CanonicalRun run;
  const Event summary = run("P", 20'001, event::Summary{2, 2, 0, 0.123, ""});
  CHECK(run.line("0.123") == "0.123");
  CHECK(summary.time == 0.5);
  CHECK_FALSE(summary.as<event::Summary>()->wall.has_value());
  CanonicalRun live("live");
  CHECK(live("P", 20'001, event::Sleep{3}).time == 0);
  End end;
  end.wall = 0.1;
  end.claims = {{"id", true, {"count", {"", "20001"}, {"born: 20002", "出生：20002"}}},
                {"fast", true, {"count", {"wall=0.123"}, {"after 0.123 s", "0.1234 秒"}}}};
  const End told = (*run).end(end);
  CHECK_FALSE(told.wall.has_value());
  CHECK(told.claims[0].why.args[1] == "[pid P]");
  CHECK(told.claims[0].why.evidence.zh == "出生：[pid P.1]");
  CHECK(told.claims[1].why.args[0] == "wall=[wall]");
  CHECK(told.claims[1].why.evidence == Wording{"after [wall] s", "0.1234 秒"});
}

TEST_CASE("a figure that is measured by chance is not taken for what was measured") {
  Canonical canonical({.evidence_is_canonical = true});
  canonical.event({1, 0, "P", 20'001, event::Summary{2, 2, 0, 1.1, ""}});
  End end;
  end.claims = {{"id", true, {"count", {"#1 P.2.1.1 line", "wall=1.1"}, {"at 1.1 s", "1.1 秒"}}}};
  const auto why = canonical.end(end).claims[0].why;
  CHECK(why.args == std::vector<std::string>{"#1 P.2.1.1 line", "wall=[wall]"});
  CHECK(why.evidence == Wording{"at 1.1 s", "1.1 秒"});
}

TEST_CASE("a run of one second sharp has no other text") {
  Canonical canonical({.evidence_is_canonical = true});
  canonical.event({1, 0, "P", 20'001, event::Summary{1, 1, 0, 1.0, ""}});
  End end;
  end.claims = {{"id", true, {"count", {"#1 P summary processes=1 wall=1 limit="}, {}}}};
  CHECK(canonical.end(end).claims[0].why.args[0] == "#1 P summary processes=1 wall=[wall] limit=");
}

TEST_CASE("what is canonical stays as it is") {
  CanonicalRun first;
  const Event raw{9, 0.5, "P.1", 20'002,
                  event::Exec{"/tmp/run/x", {"20001", "pipe:[77]", "0x7ffe00001234"}}};
  const Event once = (*first).event(raw);
  Canonical second({});
  second.run({.schedule = "round-robin"});
  CHECK(to_line(second.event(once)) == to_line(once));
}

TEST_CASE("whoever a trace calls by what is no name keeps the PID, and is read again") {
  CanonicalRun run;
  for (const Event& event : {run("R.1", 20'003, event::Exec{"/bin/true", {"20003"}}),
                             run("R.1", 20'003, event::Orphan{"[init]", 20'009}),
                             run("P", 20'001, event::Fork{"R.2", 20'004, "fork", 20'004})}) {
    CHECK(to_line(event_from_line(to_line(event))) == to_line(event));
  }
}
