// Controlled runs have a world of their own: the same PIDs in each, and nothing of another's.
#include <filesystem>
#include <nlohmann/json.hpp>

#include "catch.h"
#include "cli/desk.h"
#include "lesson/fixture.h"
#include "machine.h"

namespace procdemo::cli::test {
namespace {

using nlohmann::json;

Result in_order(const std::string& script) {
  return procdemo({"watch", "--no-tty", "--schedule", "round-robin", "--", "sh", "-c", script});
}

/// On a machine that allows no PID namespace: a user namespace in which there may be none.
Result without_world(std::vector<std::string> words) {
  std::vector<std::string> all = {"unshare",
                                  "-r",
                                  "sh",
                                  "-c",
                                  "echo 0 > /proc/sys/user/max_pid_namespaces && exec \"$@\"",
                                  "sh",
                                  procdemo_path()};
  all.insert(all.end(), words.begin(), words.end());
  return run_command(all);
}

bool machine_has_worlds() {
  return run_command({"unshare", "-Urpf", "--mount-proc", "true"}).status == 0;
}

void need_worlds() {
  if (!machine_has_worlds()) SKIP_TEST("the kernel allows no world of namespaces");
}

}  // namespace

TEST_CASE("PIDs are the same in every controlled run: P is 10000, its parent 9999, an orphan's 1") {
  need_worlds();
  const std::string script = "echo $$ $PPID; sleep 1 & exit 0";
  const Result once = in_order(script), again = in_order(script);
  INFO(once.out << once.err);
  CHECK_THAT(once.out, contains("starts as PID 10000") && contains("| 10000 9999") &&
                           contains("PID 10001, a child of P") && contains("PID 1\n"));
  CHECK(once.out == again.out);
}

// In the table of a PID namespace there is no such lock (run/locks/left_behind.h).
TEST_CASE("a lock that flock(1) has taken for a shell is the shell's, until it closes the file") {
  need_worlds();
  const fixture::Folder folder;
  const std::string file = folder.path() / "l";
  const Result result = in_order("(flock 9; flock -w 1 " + file + " true; echo inner $?) 9>" +
                                 file + "; flock -n " + file + " true; echo after $?");
  INFO(result.out << result.err);
  CHECK_THAT(result.out, contains("blocked, it is held by P.1") &&
                             contains("   1.000  P.1      | inner 1") && contains("| after 0"));
  CHECK(result.out.find("P.1.1    releases the lock") > result.out.find("| inner 1"));
}

// The lock is given back when the run says that it waits for it.
TEST_CASE("who waits for a lock that somebody outside of the run holds says so, and gets it") {
  const std::string script =
      "exec 9>l; flock 9; \"$@\" watch --no-tty --schedule round-robin --timeout 30 -- "
      "flock l echo got 9>&- | while read -r line; do echo \"$line\"; "
      "case $line in *'outside this run'*) flock -u 9;; esac; done";
  const std::string no_worlds =
      "unshare -r sh -c 'echo 0 > /proc/sys/user/max_pid_namespaces; exec \"$@\"' sh \"$@\"";
  for (const bool world : {true, false}) {
    CAPTURE(world);
    const fixture::Folder folder;
    folder.write("procdemo", "#!/bin/sh\nset -- " + std::string(procdemo_path()) +
                                 " \"$@\"\nexec " + (world ? "\"$@\"" : no_worlds) + "\n");
    const Result result = run_command(
        {"sh", "-c", "cd " + folder.path().string() + " && " + script, "sh", "sh", "./procdemo"});
    INFO(result.out << result.err);
    CHECK_THAT(result.out, contains("blocked, another process holds it") && contains("| got"));
  }
}

TEST_CASE("P leads a group of its own, with a terminal, in a session that its parent leads") {
  need_worlds();
  need_terminals();
  const std::string script =
      "read a b c d group session e foreground rest </proc/self/stat; "
      "echo group $group, session $session, foreground $foreground; read word; echo got $word";
  Terminal terminal({"watch", "--schedule", "round-robin", "--", "sh", "-c", script}, 100);
  terminal.read_until("group 10000, session 9999, foreground 10000");
  terminal.type("\x1a");  // without a shell nobody would continue what is stopped
  terminal.read_until("^Z");
  terminal.type("text\n");
  terminal.read_until("got text");
  CHECK(terminal.finish().status == 0);
  const Result without = procdemo({"watch", "--schedule", "round-robin", "--", "sh", "-c", script});
  CHECK_THAT(without.out, contains("group 10000, session 9999, foreground 10000"));
}

TEST_CASE("groups and sessions are as under a shell, in order, too") {
  need_worlds();
  need_terminals();
  const Result result = procdemo({"watch", "--schedule", "parent-first", "--", PROGRAMS "/groups"});
  CAPTURE(result.out);
  CHECK(result.status == 0);
  CHECK_THAT(result.out, contains("| P: leads a group 1, setsid EPERM") &&
                             contains("| child: leads a group 0, setsid a session") &&
                             contains("| hung up"));
}

TEST_CASE("what is typed is for the program, whichever terminal it reads") {
  need_worlds();
  need_terminals();
  const std::string asks =
      "cat | (read one; echo $one; read word </dev/tty; echo got $word >/dev/tty)";
  const std::string run = " watch --schedule round-robin -- sh -c '" + asks + "'";
  Terminal terminal({"-c", "echo asked | " + procdemo_path() + run}, 80, {.program = "/bin/sh"});
  terminal.read_until("asked");
  terminal.type("text\n");
  terminal.read_until("got text");
  CHECK(terminal.finish().status == 0);
  CHECK(terminal.echoes());
}

TEST_CASE("where nobody can type, a run's terminal is at its end, and so in each run") {
  need_worlds();
  need_terminals();
  const std::vector<std::string> script = {"sh", "-c", "read word </dev/tty; echo status $?"};
  std::vector<std::string> words = {"watch", "--schedule", "round-robin", "--"};
  words.insert(words.end(), script.begin(), script.end());
  const Result once = procdemo(words), again = procdemo(words);
  CAPTURE(once.out);
  CHECK_THAT(once.out, contains("| status 1") && !contains("outside this run"));
  CHECK(once.out == again.out);
  words = {"explore", "--format", "json", "--"};
  words.insert(words.end(), script.begin(), script.end());
  CHECK(json::parse(procdemo(words).out)["complete"] == true);
}

TEST_CASE("runs of an exploration do not meet in what has a fixed name, and leave nothing") {
  need_worlds();
  const std::string folder = "/tmp/procdemo_worlds_test";
  const Result result =
      procdemo({"explore", "--format", "json", "--jobs", "4", "--limit", "40", "--", "sh", "-c",
                "mkdir " + folder +
                    " /dev/shm/procdemo_worlds_test || echo taken; echo a & echo b; "
                    "wait; echo $$"});
  INFO(result.out << result.err);
  REQUIRE(result.status == 0);
  const json found = json::parse(result.out);
  CHECK_FALSE(found.contains("shared_world"));
  CHECK(found["runs"] > 1);
  for (const json& output : found["outputs"]) {
    CHECK_THAT(output["text"].get<std::string>(), !contains("taken") && contains("10000\n"));
  }
  CHECK_FALSE(std::filesystem::exists(folder));
  CHECK_FALSE(std::filesystem::exists("/dev/shm/procdemo_worlds_test"));
}

TEST_CASE("what a command line names in /tmp stays there") {
  need_worlds();
  const std::filesystem::path folder = "/tmp/procdemo_named_in_test", file = folder.string() + "_f";
  std::filesystem::create_directory(folder);
  for (const std::filesystem::path& path : {folder / "f", file}) {
    in_order("echo text > " + path.string());
    CHECK(std::filesystem::exists(path));
  }
  std::filesystem::remove_all(folder);
  std::filesystem::remove(file);
}

TEST_CASE(
    "nobody outside knows a FIFO in a /tmp that is the run's own: its only reader waits for ever") {
  need_worlds();
  const fixture::Folder folder;
  const std::string script =
      folder.write("own.sh", "cd /tmp; mkfifo own; exec 3<>own; read x <&3\n").string();
  const Result run =
      procdemo({"watch", "--no-tty", "--schedule", "round-robin", "--", "sh", script});
  INFO(run.out << run.err);
  CHECK_THAT(run.out, contains("DEADLOCK"));
}

TEST_CASE("nor opens anybody one there: who waits for that is in a deadlock") {
  need_worlds();
  const fixture::Folder folder;
  const std::string program = programs + "wrong_may_still_come right fifo";
  const std::string script = folder.write("own.sh", "cd /tmp; exec " + program + "\n").string();
  const Result run = procdemo({"watch", "--schedule", "round-robin", "--", "sh", script});
  INFO(run.out << run.err);
  CHECK_THAT(run.out, contains("waits in a circle"));
}

TEST_CASE("where the kernel allows no world, runs go one at a time, PIDs vary, and that is told") {
  if (without_world({"list"}).status != 0) SKIP_TEST("no user namespace to be had");
  const Result explored = without_world({"explore", "--", "sh", "-c", "echo a & echo b; wait"});
  INFO(explored.out << explored.err);
  CHECK(explored.status == 0);
  CHECK_THAT(explored.out, contains("Runs were made one at a time") && contains("(unshare: No"));
  const Result run =
      without_world({"watch", "--no-tty", "--schedule", "round-robin", "--", "true"});
  CHECK(run.status == 0);
  CHECK_THAT(run.out, contains("PIDs differ from run to run"));
  CHECK_THAT(in_order("true").out, !contains("PIDs differ"));
}

TEST_CASE("behind a guard P has the same PID, too, where that is no PID namespace of its own") {
  need_worlds();
  const Result result = procdemo(
      {"fork-bomb", "--schedule", "round-robin", "--max-processes", "4", "--format", "jsonl"});
  INFO(result.err);
  const auto lines = lines_of(result.out);
  REQUIRE(lines.size() > 2);
  const json guards = json::parse(lines[0])["guards"];
  if (guards == json::array({"pid-namespace"})) SKIP_TEST("no other guard is to be had");
  CHECK(json::parse(lines[1])["pid"] == 10000);
}

TEST_CASE("whoever works in /tmp itself finds there what is there, and leaves what is made") {
  need_worlds();
  procdemo({"watch", "--schedule", "round-robin", "--", "sh", "-c", "echo > procdemo_here_test"},
           {.folder = "/tmp"});
  CHECK(std::filesystem::remove("/tmp/procdemo_here_test"));
}

}  // namespace procdemo::cli::test
