// Where ptrace is denied, a lesson still runs, unobserved, and says so.
#include <sys/stat.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"
#include "machine.h"
#include "world/mark.h"

namespace procdemo::cli::test {
namespace {

// A lesson whose program is a script of one's own.
class ScriptLesson {
 public:
  explicit ScriptLesson(const std::string& script) {
    std::string toml = fixture::changed("demo.cpp\"", "demo.sh\"");
    toml.erase(toml.find("watch = "), std::string("watch = [\"g_num\"]").size());
    folder_ = fixture::write_lesson(parent_, "01-demo", toml);
    parent_.write("01-demo/demo.sh", script + "\nexit\n" + fixture::good_program);
    ::chmod((folder_ + "/demo.sh").c_str(), 0755);
  }
  const std::string& folder() const { return folder_; }

 private:
  fixture::Folder parent_;
  std::string folder_;
};

}  // namespace

TEST_CASE("a lesson runs unobserved, says so and why, and skips its claims") {
  const Result result = procdemo({"pid"}, denied);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.err, contains("does not allow ptrace") && contains("procdemo doctor"));
  CHECK_THAT(result.out, contains("PIDs: who am I"));
  CHECK_THAT(result.out, contains("not checked: the program ran unobserved"));
  CHECK_THAT(result.out, !contains("✓"));

  const Result chinese = procdemo({"pid", "--lang", "zh"}, denied);
  CHECK_THAT(chinese.err, contains("不允许 ptrace"));
}

TEST_CASE("where seccomp filters are denied, they are named, and not the program") {
  const Desk no_filter = {.seccomp_denied = true};
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"fork"}, {"watch", "--", "true"}}) {
    const Result result = procdemo(words, no_filter);
    CAPTURE(result.out, result.err);
    CHECK(result.status == (words.size() == 1 ? 3 : 125));
    CHECK_THAT(result.err, contains("does not allow seccomp filters") && contains("doctor"));
    CHECK_THAT(result.err, !contains("could not be executed"));
  }
}

TEST_CASE("its trace stays a trace: the program's own words go to standard error") {
  const Result result = procdemo({"fork", "--rounds", "1", "--format", "jsonl"}, denied);
  CHECK(result.status == 0);
  const std::vector<std::string> lines = lines_of(result.out);
  REQUIRE(lines.size() == 2);
  const nlohmann::json end = nlohmann::json::parse(lines[1]);
  CHECK(end["survivors"] == 0);
  for (const auto& claim : end["claims"]) CHECK(claim["holds"].is_null());
  CHECK_THAT(result.err, contains("--1--") && contains("--2--"));
}

TEST_CASE("its time is limited as ever, and nobody is left behind") {
  const Result result = procdemo({"fork", "--timeout", "0.2"}, denied);
  CAPTURE(result.out);
  CHECK(result.status == 4);
  CHECK_THAT(result.out, contains("ended by the limit of 0.2 seconds") && contains("2 processes"));
}

namespace {

/// Two processes sleep beside the script that goes on with `deed`.
void check_end_is_told(const std::string& deed, const std::string& limit, double value,
                       const std::vector<std::string>& options) {
  const ScriptLesson lesson("#!/bin/sh\nsleep 1000 & sleep 1000 & " + deed + "wait");
  std::vector<std::string> words = {"run", lesson.folder(), "--format", "jsonl"};
  words.insert(words.end(), options.begin(), options.end());
  const Result result = procdemo(words, denied);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 4);
  const std::vector<std::string> lines = lines_of(result.out);
  REQUIRE(lines.size() == 3);
  const nlohmann::json told = nlohmann::json::parse(lines[1]);
  CHECK(told["limit"] == limit);
  CHECK(told["value"] == value);
  const nlohmann::json end = nlohmann::json::parse(lines[2]);
  CHECK(end["events"] == 1);
  CHECK(end["processes"] >= 3);
}

}  // namespace

TEST_CASE("that its time ended an unobserved run is told, and who was alive counts") {
  check_end_is_told("", "seconds", 0.5, {"--timeout", "0.5"});
}

// The keeper is inside, too: a sanitizer's memory would make it the largest, which the kernel ends.
TEST_CASE("that memory ended an unobserved run is told, and who was alive counts") {
  need_no_sanitizer();
  const std::string much = "x=$(head -c 60000000 /dev/zero | tr '\\0' x); ";
  check_end_is_told(much, "memory", 30'000'000, {"--max-memory", "30000000"});
}

TEST_CASE("the time of an unobserved run is limited while procdemo is stopped") {
  const ScriptLesson lesson("#!/bin/sh\necho I am $$\nsleep 1000");
  Terminal terminal({"run", lesson.folder(), "--timeout", "0.5"}, 80, denied);
  const std::string shown = terminal.read_until("I am ");
  terminal.send(SIGSTOP);
  for (const pid_t pid : descendants_of(terminal.pid())) {
    const Fd process = open_process(pid);
    if (command_of(pid).find("demo.sh") == std::string::npos) continue;
    CHECK(await_end(process, std::chrono::seconds(30)));
  }
  terminal.send(SIGCONT);
  // A stopped leader of a session whose last child ends gets SIGHUP.
  const Result result = terminal.finish();
  CAPTURE(result.out);
  CHECK((result.status == 4 || result.status == 128 + SIGHUP));
  CHECK_THAT(result.out, contains("ended by the limit of 0.5 seconds"));
}

TEST_CASE("an unobserved procdemo whose program took the foreground goes on") {
  const ScriptLesson lesson("#!/bin/sh\necho ready\nread line");
  Terminal terminal({"run", lesson.folder()}, 80, denied);
  terminal.read_until("ready");
  for (const int signal : {SIGTTIN, SIGTTOU}) terminal.send(signal);
  terminal.type("on\n");
  CHECK(terminal.finish().status == 0);
}

TEST_CASE("whoever of an unobserved run was to write too much, that is told") {
  const fixture::Folder folder;
  const std::string write = "head -c 100000 /dev/zero > " + (folder.path() / "file").string();
  for (const std::string& script : {"exec " + write, "(" + write + " &)\nexit 0"}) {
    const ScriptLesson lesson("#!/bin/sh\n" + script);
    const Result result = procdemo({"run", lesson.folder(), "--max-file", "5000"}, denied);
    CAPTURE(script, result.out, result.err);
    CHECK(result.status == 4);
    CHECK_THAT(result.out, contains("bytes for one file"));
  }
}

TEST_CASE("what is too large for a limit of the program's own is its own affair") {
  const fixture::Folder folder;
  const ScriptLesson lesson("#!/bin/sh\n(ulimit -f 1; exec head -c 100000 /dev/zero > " +
                            (folder.path() / "file").string() + ")\necho ended with $?\nexit 0");
  const Result result = procdemo({"run", lesson.folder(), "--max-file", "5000"}, denied);
  CAPTURE(result.out, result.err);
  CHECK(result.status == 0);
  CHECK_THAT(result.out + result.err, contains("ended with 153"));
}

TEST_CASE("a program that cannot be executed is told") {
  const ScriptLesson lesson("#!/no/such/shell");
  const Result result = procdemo({"run", lesson.folder()}, denied);
  CAPTURE(result.out);
  CHECK(result.status == 3);
  CHECK_THAT(result.err, contains("demo.sh: could not be executed: No such file or directory"));
}

TEST_CASE("SIGTERM, and a SIGINT that nobody typed, end an unobserved run at once") {
  for (const int signal : {SIGTERM, SIGINT}) {
    Terminal terminal({"fork", "--rounds", "100"}, 80, denied);
    terminal.read_until("--2--");
    terminal.send(signal);
    CHECK(terminal.finish().status == 128 + signal);
  }
}

TEST_CASE("the fork bomb and watch refuse instead") {
  for (const std::string language : {"en", "zh"}) {
    const Result bomb = procdemo({"fork-bomb", "--lang", language}, denied);
    CHECK(bomb.status == 3);
    CHECK(bomb.out.empty());
    CHECK_THAT(bomb.err, contains("procdemo doctor"));

    const Result watch = procdemo({"watch", "--lang", language, "echo", "hi"}, denied);
    CHECK(watch.status == 125);
    CHECK(watch.out.empty());
    CHECK_THAT(watch.err, contains("ptrace") && contains("procdemo doctor"));
  }
}

TEST_CASE("procdemo inside procdemo: the inner one runs its lesson unobserved") {
  const Result result = procdemo({"watch", "--", procdemo_path(), "pid"});
  CAPTURE(result.out);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("does not allow ptrace"));
  CHECK_THAT(result.out, contains("becomes another program"));
}

TEST_CASE("doctor says what is denied, with status 3") {
  const Result result = procdemo({"doctor"}, denied);
  CAPTURE(result.out);
  CHECK(result.status == 3);
  CHECK_THAT(result.out, contains("✗"));
  CHECK(procdemo({"doctor"}).status == 0);
}

}  // namespace procdemo::cli::test
