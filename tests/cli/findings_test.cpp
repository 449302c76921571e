// What is wrong with programs: each says its own, in every order, and its mended twin nothing.
#include <unistd.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/files/user_file.h"
#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"
#include "machine.h"
#include "trace/json.h"

namespace procdemo::cli::test {
namespace {

using Words = std::vector<std::string>;

// A finding, by what it says, and where.
struct ToldFinding {
  std::string id, process;
  int line = 0;
  bool operator==(const ToldFinding&) const = default;
};

std::ostream& operator<<(std::ostream& out, const ToldFinding& told) {
  return out << told.id << " " << told.process << " line " << told.line;
}

std::vector<ToldFinding> facts_in(const std::string& trace) {
  std::vector<ToldFinding> facts;
  for (const std::string& line : lines_of(trace)) {
    const auto any = trace_line(line);
    const auto* event = std::get_if<Event>(&any);
    const auto* finding = event ? event->as<event::Finding>() : nullptr;
    if (!finding) continue;
    facts.push_back({finding->id, event->process, event->place ? event->place->line : 0});
  }
  return facts;
}

Words words(Words first, const Words& more) {
  first.insert(first.end(), more.begin(), more.end());
  return first;
}

std::vector<ToldFinding> facts_of(const Words& how, const Words& command) {
  const Words all = words(words({"watch", "--format", "jsonl"}, how), words({"--"}, command));
  const fixture::Folder folder;
  const Result run = procdemo(all, {.folder = folder.path()});
  INFO(run.err);
  REQUIRE(run.out.find("\"event\":\"summary\"") != std::string::npos);
  return facts_in(run.out);
}

struct WrongProgram {
  std::string name;
  ToldFinding expected;
  Words options = {};
};

const std::vector<WrongProgram> wrong_programs = {
    {"wait_failed", {"wait-failed", "P", 13}},
    {"wait_interrupted", {"wait-interrupted", "P", 56}},
    {"children_coalesced", {"children-coalesced", "P", 12}},
    {"never_reaped", {"never-reaped", "P", 9}},
    {"left_running", {"left-running", "P", 9}},
    {"failed_fork_as_pid", {"failed-fork-as-pid", "P", 22}, {"--max-processes", "1"}},
    {"exec_failed_went_on", {"exec-failed-went-on", "P.1", 11}},
};

const std::vector<Words> orders = {{"--speed", "20"},
                                   {"--schedule", "round-robin"},
                                   {"--schedule", "child-first"},
                                   {"--schedule", "parent-first"}};

}  // namespace

TEST_CASE("what is wrong is said, live and in every order, and not once it is mended") {
  need_terminals();
  for (const auto& [name, expected, options] : wrong_programs) {
    const std::string program = programs + "wrong_" + name;
    for (const Words& order : orders) {
      INFO(name << " " << order.back());
      const Words how = words(order, options);
      CHECK(facts_of(how, {program}) == std::vector<ToldFinding>{expected});
      CHECK(facts_of(how, {program, "mended"}) == std::vector<ToldFinding>{});
    }
  }
}

TEST_CASE("a thread's wait that was interrupted is told of with its line, as a process's is") {
  const std::string program = programs + "wrong_wait_interrupted";
  for (const Words& order : {orders[0], orders[1]}) {
    INFO(order.back());
    const std::vector<ToldFinding> expected = {{"wait-interrupted", "P", 18}};
    CHECK(facts_of(order, {program, "thread"}) == expected);
    CHECK(facts_of(order, {program, "thread", "mended"}) == std::vector<ToldFinding>{});
  }
}

TEST_CASE("it is said of Python's programs, too", "[plain]") {
  need_terminals();
  for (const std::string name : {"never_reaped", "left_running", "exec_failed_went_on"}) {
    const auto same = std::ranges::find(wrong_programs, name, &WrongProgram::name);
    const Words command = {PYTHON, programs + "wrong_" + name + ".py"};
    for (const Words& order : orders) {
      INFO(name << " " << order.back());
      const std::vector<ToldFinding> told = facts_of(order, command);
      REQUIRE(told.size() == 1);
      CHECK(told[0].id == same->expected.id);
      CHECK(told[0].process == same->expected.process);
      CHECK(facts_of(order, words(command, {"mended"})) == std::vector<ToldFinding>{});
    }
  }
}

TEST_CASE("a run ends with what to look at, where in the source, and what to do about it") {
  need_terminals();
  const Words watch = {"watch",    "--schedule", "round-robin", "--lines",
                       "--format", "plain",      "--",          programs + "wrong_never_reaped"};
  const std::string out = procdemo(watch).out;
  const std::size_t block = out.find("What to look at\n");
  REQUIRE(block != std::string::npos);
  CHECK(out.find("  ! P never waited for 1 process that it had made", block) != std::string::npos);
  CHECK(out.find("never_reaped.cpp:9)", block) != std::string::npos);
  CHECK(out.find("Call waitpid()", block) != std::string::npos);
  CHECK(procdemo(words({"watch", "--lang", "zh"}, {watch.begin() + 1, watch.end()}))
            .out.find("需要注意\n  ! P 创建的 1 个进程") != std::string::npos);
}

TEST_CASE("who does not want to be told of what is wrong is not") {
  need_terminals();
  const std::string program = programs + "wrong_never_reaped";
  CHECK(facts_of({"--schedule", "round-robin", "--no-findings"}, {program}).empty());
  const Words plain = {"watch", "--schedule", "round-robin", "--no-findings", "--", program};
  CHECK(procdemo(plain).out.find("What to look at") == std::string::npos);
}

TEST_CASE("what a lesson shows on purpose is in its trace, and not what a reader is to look at") {
  need_terminals();
  const Result trace = procdemo({"isolation", "--schedule", "child-first", "--format", "jsonl"});
  CHECK(facts_in(trace.out).size() == 1);
  CHECK(trace.out.find("\"id\":\"never-reaped\"") != std::string::npos);
  CHECK(trace.out.find("\"intended\":true") != std::string::npos);
  CHECK(procdemo({"isolation", "--schedule", "child-first"}).out.find("What to look at") ==
        std::string::npos);
}

TEST_CASE("an exploration gathers what is wrong, with the shortest order that shows it",
          "[plain]") {
  need_terminals();
  const std::string program = programs + "wrong_never_reaped";
  const Result text = procdemo({"explore", "--", program});
  CHECK(text.status == 0);
  const std::size_t block = text.out.find("What to look at\n");
  REQUIRE(block != std::string::npos);
  CHECK(text.out.find("! P never waited for", block) != std::string::npos);
  CHECK(text.out.find("the shortest order found", block) != std::string::npos);
  const Result json = procdemo({"explore", "--format", "json", "--", program});
  CHECK(json.out.find("\"id\":\"never-reaped\"") != std::string::npos);
  CHECK(procdemo({"explore", "--", program, "mended"}).out.find("What to look at") ==
        std::string::npos);
  CHECK(procdemo({"explore", "--no-findings", "--", program}).out.find("What to look at") ==
        std::string::npos);
}

TEST_CASE("an order that only sleeping makes is found where sleeps may end at any time",
          "[plain]") {
  need_terminals();
  const std::string program = programs + "wrong_ordered_by_sleep";
  const auto explored = [&](const Words& how, const Words& command) {
    return procdemo(words(words({"explore"}, how), words({"--", program}, command))).out;
  };
  const std::string id = "\"id\":\"ordered-by-sleep\"";
  const std::string json = explored({"--any-sleep", "--format", "json"}, {});
  INFO(json);
  CHECK(json.find(id) != std::string::npos);
  CHECK(json.find("\"args\":[\"P.1\"],") != std::string::npos);
  CHECK(json.find("ordered_by_sleep.cpp\",\"line\":21,") != std::string::npos);
  CHECK(json.find(":any-sleep") != std::string::npos);  // the token
  CHECK(explored({"--any-sleep", "--format", "json"}, {"mended"}).find(id) == std::string::npos);
  CHECK(explored({"--any-sleep", "--format", "json"}, {"polls"}).find(id) != std::string::npos);
  CHECK(explored({"--format", "json"}, {}).find(id) == std::string::npos);
  CHECK(explored({"--any-sleep", "--no-findings", "--format", "json"}, {}).find(id) ==
        std::string::npos);

  const std::string text = explored({"--any-sleep"}, {});
  CHECK_THAT(text, contains("! P goes on after P.1 only because it sleeps") &&
                       contains("(ordered_by_sleep.cpp:21)") && contains("A sleep orders nothing"));
  CHECK_THAT(explored({"--any-sleep", "--lang", "zh"}, {}),
             contains("! P 只靠睡眠才排在 P.1 之后"));
  const Result cut_off = procdemo({"explore", "--any-sleep", "--limit", "8", "--", "sh", "-c",
                                   "(sleep 1; echo a) & echo b & echo c"});
  CHECK_THAT(cut_off.out, contains("Whether only sleeping keeps") && !contains("A sleep orders"));
}

TEST_CASE("a lesson may be about an order that only sleeping makes") {
  need_terminals();
  const fixture::Folder parent;
  const Desk desk = {.folder = parent.path()};
  REQUIRE(procdemo({"new", "mine", "--from", "isolation"}, desk).status == 0);
  const Words explore = {"explore", "./mine", "--any-sleep"};
  CHECK_THAT(procdemo(explore, desk).out, contains("only because it sleeps"));
  std::string toml = read_user_file(parent.path() / "mine/lesson.toml");
  const std::string named = "findings = [";
  toml.insert(toml.find(named) + named.size(), "\"ordered-by-sleep\", ");
  parent.write("mine/lesson.toml", toml);
  CHECK_THAT(procdemo(explore, desk).out, !contains("only because it sleeps"));
  CHECK_THAT(procdemo(words(explore, {"--format", "json"}), desk).out,
             contains("\"id\":\"ordered-by-sleep\"") && contains("\"intended\":true"));
}

TEST_CASE("a claim may ask that nothing of a kind is wrong") {
  need_terminals();
  const fixture::Folder folder;
  const std::string claims = folder.write(
      "claims.toml",
      "[[claim]]\nid = \"reaps\"\nwords = \"It waits for its children\"\n"
      "count = { event = \"finding\", id = \"never-reaped\", args = [\"P.1\"] }\nequals = 0\n");
  const Words watch = {"watch",
                       "--schedule",
                       "round-robin",
                       "--claims",
                       claims,
                       "--",
                       programs + "wrong_never_reaped"};
  CHECK(procdemo(watch).status == 1);
  CHECK(procdemo(words(watch, {"mended"})).status == 0);
}

TEST_CASE("nothing is wrong with what others have written well", "[plain]") {
  need_terminals();
  const fixture::Folder folder;
  const std::string makefile = folder.write("Makefile", "all: a b c d\na b c d:\n\t@echo $@\n");
  const std::string lock = folder.write("lock", "");
  std::vector<Words> commands = {
      {"sh", "-c", "seq 1000 | sort | head -1; x=$(echo a | cat); echo $x; (echo b)"},
      {"bash", "-c", "seq 1000 | sort | head -1; cat <(echo a); sleep 0.1 & wait"},
      {"flock", lock, "true"},
      {"xargs", "-P2", "-n1", "-a", makefile, "echo"},
      {"nohup", "true"},
      {"bash", "-c", "cat <(echo a)"},               // becomes cat
      {"bash", "-c", "echo a > >(cat); sleep 0.2"},  // and sleep
      {"bash", "-c", "sleep 0.1 & true & wait -n; wait; coproc cat; exec {COPROC[1]}>&-; wait"},
      {"bash", "-c", "trap 'echo ended' CHLD; sleep 0.1 & wait; wait"},
      {"env", "timeout", "5", "no-such-program"},
      {programs + "daemon"},  // forks twice
      {programs + "spawn"},   // posix_spawn(3)
      {programs + "family"},
      {programs + "reaping", "subreaper"},
      {PYTHON, programs + "multiprocess.py"},
      {PYTHON, "-c", "import os\nfor _ in range(2): print(os.popen('echo a').read())"},
      {PYTHON, "-c",
       "import asyncio as a\nasync def run():\n"
       "  p = await a.create_subprocess_shell('echo a', stdout=-1)\n"
       "  print(await p.communicate())\na.run(run())"},
      {PYTHON, "-c",
       "import subprocess as s; s.run(['true']); s.run('echo a | cat', shell=True)\n"
       "try: s.run(['no-such-program'])\nexcept OSError: print('none')\n"
       "p = s.Popen(['cat'], stdin=s.PIPE, stdout=s.PIPE); print(p.communicate(b'x'))"},
      {PYTHON, "-c",
       "import os, signal, time; signal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
       "for _ in range(3):\n  if os.fork() == 0: os._exit(0)\ntime.sleep(0.3)"},
      {PYTHON, "-c",
       "import os\nfor _ in range(3):\n  child = os.fork()\n  if child == 0: os._exit(1)\n"
       "  os.waitpid(child, 0)  # and starts it anew"}};
  if (::access("/usr/bin/make", X_OK) == 0)
    commands.push_back({"make", "-s", "-j4", "-f", makefile});
  for (const Words& command : commands) {
    INFO(command[0] << " " << command.back());
    CHECK(facts_of({"--speed", "1"}, command) == std::vector<ToldFinding>{});
    CHECK(facts_of({"--schedule", "round-robin"}, command) == std::vector<ToldFinding>{});
  }
}

TEST_CASE("lessons show nothing wrong but what they name", "[plain]") {
  need_terminals();
  for (const char* lesson :
       {"program", "fork", "pid", "exit", "isolation", "multi-fork", "process", "join", "subclass",
        "pool", "apply", "queue", "manager", "copy", "locked-write"}) {
    for (const char* order : {"round-robin", "child-first", "parent-first"}) {
      const Result run = procdemo({lesson, "--schedule", order, "--format", "jsonl"});
      INFO(lesson << " " << order);
      REQUIRE(run.out.find("\"event\":\"summary\"") != std::string::npos);
      for (const std::string& line : lines_of(run.out)) {
        if (line.find("\"event\":\"finding\"") == std::string::npos) continue;
        INFO(line);
        CHECK(line.find("\"intended\":true") != std::string::npos);
      }
    }
  }
}

}  // namespace procdemo::cli::test
