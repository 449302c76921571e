// Programs that do on purpose, or harmlessly, what is a mistake elsewhere: nothing is found, and
// what is wrong with their twins is.
#include <string>
#include <vector>

#include "catch.h"
#include "cli/desk.h"
#include "cli/told_findings.h"
#include "own_folder.h"

namespace procdemo::cli::test {

// Of several vectors; of pieces between which the other was asked to write; and at places of its
// own.
TEST_CASE("a record in one piece, in turns or at a place of its own is no torn one") {
  for (const Words& how : {in_parallel, in_turn}) {
    for (const char* right : {"vectors", "turns", "places", "seeks"}) {
      INFO(right);
      CHECK(findings_told(how, {programs + "wrong_torn_record", right}) == Words{});
    }
  }
}

TEST_CASE("who has another change a file, and waits for that, neither loses nor tears anything") {
  const OwnFolder folder;
  folder.write("log.py",
               "import subprocess\n"
               "subprocess.run(['true'])\n"
               "with open('log', 'w') as log:\n"
               "    log.write('kernel: ')\n"
               "    log.flush()\n"
               "    subprocess.run(['uname', '-r'], stdout=log)\n"
               "    log.write('end\\n')\n");
  for (const Words& how : {in_parallel, in_turn}) {
    CHECK(findings_told(how, {programs + "wrong_lost_update", "turns"}) == Words{});
    CHECK(findings_told(how,
                        {"sh", "-c", "sleep 0; { printf 'kernel: '; uname -r; echo end; } > f"}) ==
          Words{});
    CHECK(findings_told(how, {PYTHON, folder.path() + "/log.py"}) == Words{});
  }
  const std::string unasked =
      "sleep 0; { printf 'kernel: '; (uname -r; sleep 1) & sleep 0.5; echo end; wait; } > f";
  CHECK(findings_told(in_turn, {"sh", "-c", unasked}) == Words{"torn-record P"});
}

TEST_CASE("who has read enough of what a program writes may close the pipe") {
  const OwnFolder folder;
  folder.write("enough.py",
               "import subprocess, sys\n"
               "yes = subprocess.Popen(['yes'], stdout=subprocess.PIPE)\n"
               "if len(sys.argv) > 1:\n"
               "    yes.stdout.read(1)\n"
               "yes.stdout.close()\n"
               "yes.wait()\n");
  const std::string script = folder.path() + "/enough.py";
  for (const Words& how : {in_parallel, in_turn}) {
    CHECK(findings_told(how, {PYTHON, script, "reads"}) == Words{});
    const Words told = findings_told(how, {PYTHON, script});
    REQUIRE(told.size() == 1);
    CHECK(told[0].starts_with("pipe-no-reader P."));
  }
}

TEST_CASE("a pipeline that ends early is well, and so are a shell's locks") {
  const Words commands = {"yes | head -1", "seq 100000 | while read line; do break; done",
                          "echo a | :", "(flock 9; (flock 9; echo a)) 9> lock",
                          "for i in 1 2 3; do echo $i & done; wait"};
  for (const std::string& command : commands) {
    for (const Words& how : {in_parallel, in_turn}) {
      INFO(command);
      CHECK(findings_told(how, {"bash", "-c", command}) == Words{});
    }
  }
}

TEST_CASE("who is refused a lock that would be a deadlock may give back its own, and begin again") {
  const std::string program = programs + "wrong_deadlock_refused";
  for (const Words& how : {in_parallel, in_turn}) {
    const Words told = findings_told(how, {program});
    REQUIRE(!told.empty());
    CHECK(told[0].starts_with("deadlock-refused P"));
    for (const char* right : {"mended", "retry"}) {
      INFO(right);
      CHECK(findings_told(how, {program, right}) == Words{});
    }
  }
}

// nohup(1) makes it ignore SIGHUP; and an exit status of 127 says that a program was not found.
TEST_CASE("what was left behind, or has failed, with its author's knowledge is no mistake") {
  const std::string looks_first =
      "import os\n"
      "if os.fork() == 0:\n"
      "    try:\n"
      "        os.execvp('no-such-program', ['no-such-program'])\n"
      "    except OSError:\n"
      "        os.system('true')\n"
      "        os._exit(STATUS)\n"
      "os.wait()\n";
  const auto ending = [&](const std::string& status) {
    std::string script = looks_first;
    return script.replace(script.find("STATUS"), 6, status);
  };
  for (const Words& how : {in_parallel, in_turn}) {
    CHECK(findings_told(how, {"bash", "-c", "nohup sleep 1 > /dev/null 2>&1 &"}) == Words{});
    CHECK(findings_told(how, {"bash", "-c", "sleep 1 > /dev/null 2>&1 &"}) ==
          Words{"left-running P"});
    CHECK(findings_told(how, {PYTHON, "-c", ending("127")}) == Words{});
    CHECK(findings_told(how, {PYTHON, "-c", ending("1")}) == Words{"exec-failed-went-on P.1"});
    CHECK(findings_told(how, {programs + "wrong_lock_shared", "handed"}) == Words{});
  }
  CHECK(findings_told(in_turn, {programs + "wrong_lock_shared", "kept"}).size() == 1);
}

// What all wait for may come: by a handler, a timer, a timeout; or by who knows a FIFO's name.
TEST_CASE("who may still be signalled, or opened for, is in no deadlock") {
  const std::string program = programs + "wrong_may_still_come";
  const std::vector<std::string> ways = {"pipe",    "semaphore", "alarm", "itimer", "timer",
                                         "timerfd", "receive",   "send",  "fifo"};
  for (const std::string& way : ways) {
    INFO(way);
    for (const Words& how : {Words{"--timeout", "3"}, in_turn}) {
      CHECK(findings_told(how, {program, "right", way}) == Words{});
    }
    CHECK(findings_told(in_turn, {program, "wrong", way}).size() == 1);
  }
}

}  // namespace procdemo::cli::test
