// What is wrong with programs that share buffers, pipes, locks and files: each says its own, live
// and in an order, and its mended twin nothing.
#include <cstdlib>
#include <string>
#include <vector>

#include "catch.h"
#include "cli/desk.h"
#include "cli/told_findings.h"
#include "own_folder.h"

namespace procdemo::cli::test {
namespace {

struct SharingCase {
  std::string program, expected;
};

const std::vector<SharingCase> sharing_cases = {
    {"printed_twice", "printed-twice P"},         {"pipe_end_open", "pipe-end-open P.1"},
    {"pipe_no_reader", "pipe-no-reader P"},       {"deadlock", "deadlock P"},
    {"lost_update", "lost-update P.1"},           {"torn_record", "torn-record P.1"},
    {"lock_dropped", "lock-dropped P"},           {"lock_shared", "lock-shared P"},
    {"lock_of_the_dead", "lock-of-the-dead P.1"}, {"descriptor_leaked", "descriptor-leaked P.2"},
};

}  // namespace

TEST_CASE("what is wrong with what processes share is said, and not once it is mended", "[plain]") {
  for (const auto& [name, expected] : sharing_cases) {
    const std::string program = programs + "wrong_" + name;
    for (const Words& how : {in_parallel, in_turn}) {
      INFO(name << " " << how.front());
      CHECK(findings_told(how, {program}) == Words{expected});
      CHECK(findings_told(how, {program, "mended"}) == Words{});
    }
  }
}

// A socket and its peer are for a reader what the ends of a pipe are; and a thread's end leaves its
// locks behind as a process's does.
TEST_CASE("what is wrong with pipes and locks is said of sockets and of threads' locks, too") {
  const Words live = {"--timeout", "3"};
  const std::string reads = programs + "wrong_pipe_end_open",
                    locks = programs + "wrong_lock_of_the_dead";
  for (const Words& how : {live, in_turn}) {
    CHECK(findings_told(how, {reads, "wrong", "sockets"}) == Words{"pipe-end-open P.1"});
    CHECK(findings_told(how, {reads, "mended", "sockets"}) == Words{});
    CHECK(findings_told(how, {locks, "ended"}) == Words{"lock-of-the-dead P"});
  }
  CHECK(findings_told(in_turn, {locks, "ended-rwlock"}) == Words{"lock-of-the-dead P"});
}

// Nobody owns a semaphore: that each of several could be woken by the others alone is known.
TEST_CASE("who waits for semaphores that only those have who wait, too, is in a deadlock") {
  const std::string program = programs + "semaphores";
  CHECK(findings_told(in_turn, {program, "crossed"}) == Words{"deadlock P"});
  CHECK(findings_told(in_turn, {program, "ring"}) == Words{"deadlock P.1"});
  CHECK(findings_told(in_turn, {program, "mended"}) == Words{});
}

// Nor an event counter, which all have who have it open, also where two threads of one process do.
TEST_CASE(
    "who waits for counters, or messages, that only those could send who wait, too, as well") {
  const std::string program = programs + "wrong_deadlock_counters";
  for (const Words& how : {Words{"--timeout", "3"}, in_turn}) {
    CHECK(findings_told(how, {program}) == Words{"deadlock P"});
    CHECK(findings_told(how, {program, "mended"}) == Words{});
  }
  CHECK(findings_told(in_turn, {program, "wrong", "ring"}) == Words{"deadlock P.1"});
  for (const char* what : {"threads", "queues"}) {
    INFO(what);
    CHECK(findings_told(in_turn, {program, "wrong", what}) == Words{"deadlock P"});
    CHECK(findings_told(in_turn, {program, "mended", what}) == Words{});
  }
  CHECK(findings_told(in_turn, {program, "mended", "ring"}) == Words{});
}

TEST_CASE("an update is lost by a renamed copy, too, in an order and where orders are explored") {
  const std::string program = programs + "wrong_lost_update_renamed";
  CHECK(findings_told(in_turn, {program}) == Words{"lost-update P.1"});
  CHECK(findings_told(in_turn, {program, "mended"}) == Words{});
  const Words either = {"lost-update", "lost-update"};  // whoever comes last has lost it
  CHECK(findings_explored({program, "wrong", "free"}) == either);
  CHECK(findings_explored({program, "mended"}) == Words{});
}

TEST_CASE("a buffer is found into a pipe, too, and in a program that has the library linked in") {
  CHECK(findings_told({"--no-tty", "--schedule", "round-robin"},
                      {programs + "wrong_printed_twice_static"}) == Words{"printed-twice P"});
}

// A stream of C++ is global there, or on the stack; the library is linked in, or not.
TEST_CASE("so is that of a file's stream") {
  for (const char* name : {"wrong_printed_twice", "wrong_printed_twice_static"}) {
    for (const char* stream : {"fopen", "ofstream"}) {
      INFO(name << " " << stream);
      CHECK(findings_told(in_turn, {programs + name, "wrong", stream}) == Words{"printed-twice P"});
      CHECK(findings_told(in_turn, {programs + name, "mended", stream}) == Words{});
    }
  }
}

// Static, such a program can't have another locale than "C": then it prints nothing of that text.
TEST_CASE("so is one of wide characters") {
  const std::string program = programs + "wrong_printed_twice";
  for (const Words& how : {in_parallel, Words{"--no-tty"}, in_turn}) {
    CHECK(findings_told(how, {program, "wrong", "wide"}) == Words{"printed-twice P"});
    CHECK(findings_told(how, {program, "mended", "wide"}) == Words{});
  }
}

TEST_CASE("so is that of std::cout") {
  for (const char* name : {"wrong_printed_twice", "wrong_printed_twice_static"}) {
    const std::string program = programs + name;
    for (const Words& how : {Words{"--no-tty"}, in_turn}) {
      CHECK(findings_told(how, {program, "wrong", "cout"}) == Words{"printed-twice P"});
      CHECK(findings_told(how, {program, "mended", "cout"}) == Words{});
    }
  }
}

TEST_CASE("so is Python's") {
  const Result minor = run_command({PYTHON, "-c", "import sys; print(sys.version_info[1])"});
  const int version = std::atoi(minor.out.c_str());
  constexpr int first_known = 11, last_known = 13;
  if (version < first_known || version > last_known) SKIP_TEST("another Python: 3." + minor.out);
  const std::string program = programs + "wrong_printed_twice.py";
  for (const Words& how : {Words{"--no-tty"}, Words{"--no-tty", "--schedule", "round-robin"}}) {
    CHECK(findings_told(how, {PYTHON, program}) == Words{"printed-twice P"});
    CHECK(findings_told(how, {PYTHON, program, "mended"}) == Words{});
  }
  for (const char* file : {"file", "bytes"}) {
    INFO(file);
    CHECK(findings_told(in_turn, {PYTHON, program, "wrong", file}) == Words{"printed-twice P"});
    CHECK(findings_told(in_turn, {PYTHON, program, "mended", file}) == Words{});
    // Of what is printed there is no buffer then.
    CHECK(findings_told(in_turn, {PYTHON, "-u", program, "wrong", file}) ==
          Words{"printed-twice P"});
    CHECK(findings_told(in_turn, {PYTHON, "-u", program, "mended", file}) == Words{});
  }
  CHECK(findings_told(in_turn, {PYTHON, "-u", program}) == Words{});
}

TEST_CASE("a lock leaks as the end of a pipe does, and is that of who has the open file") {
  const std::string program = programs + "wrong_descriptor_leaked";
  CHECK(findings_told(in_turn, {program, "wrong", "lock"}) == Words{"descriptor-leaked P.1"});
  CHECK(findings_told(in_turn, {program, "mended", "lock"}) == Words{});
}

TEST_CASE("Python's locks are semaphores: two taken crosswise are a deadlock", "[plain]") {
  const std::string program = programs + "wrong_deadlock.py";
  CHECK(findings_told(in_turn, {PYTHON, program}) == Words{"deadlock P.1"});
  CHECK(findings_told(in_turn, {PYTHON, program, "mended"}) == Words{});
  CHECK(findings_told(in_turn, {PYTHON, program, "mended", "threads"}) == Words{});
}

// Where a thread was last stopped, if ever, it is no more: taking a lock stops nobody in a live
// run.
TEST_CASE("of each thread that waits a live run names the line in which it does", "[plain]") {
  const OwnFolder folder;
  folder.write("late.py",
               "import threading, time\n"
               "def take(one, other):\n"
               "    with one:\n"
               "        time.sleep(0.2)\n"
               "        with other:\n"
               "            pass\n"
               "a, b = threading.Lock(), threading.Lock()\n"
               "for locks in ((a, b), (b, a)):\n"
               "    threading.Thread(target=take, args=locks).start()\n");
  const auto places = [&](const Words& script) {
    Words all = {"watch", "--format", "jsonl", "--timeout", "2", "--", PYTHON};
    all.insert(all.end(), script.begin(), script.end());
    const std::string told = procdemo(all, {.folder = folder.path()}).out;
    const std::size_t begin = told.find("\"places\":");
    return begin == told.npos ? "" : told.substr(begin, told.find(']', begin) - begin);
  };
  CHECK_THAT(places({"late.py"}), contains(R"("late.py:5","late.py:5")"));
  const std::string never_stopped = programs + "wrong_deadlock.py", line = "wrong_deadlock.py:14";
  CHECK_THAT(places({never_stopped, "wrong", "threads"}),
             contains("\"" + line + "\",\"" + line + "\""));
}

// What each does between its two locks is seen in an order.
TEST_CASE("files locked in both orders at once are told of, and not where they never are at once") {
  const std::string files = programs + "wrong_lock_order";
  CHECK(findings_told(in_turn, {files}) == Words{"lock-order P.1"});
  for (const char* right : {"mended", "ordered", "polled"}) {
    INFO(right);
    CHECK(findings_told(in_turn, {files, right}) == Words{});
    CHECK(findings_told(in_parallel, {files, right}) == Words{});
  }
}

TEST_CASE("so are bytes of one file, whose locks are an open file's, or a process's") {
  const std::string program = programs + "wrong_lock_order";
  for (const char* bytes : {"bytes", "posix"}) {
    INFO(bytes);
    CHECK(findings_told(in_turn, {program, "wrong", bytes}) == Words{"lock-order P.1"});
    for (const char* right : {"mended", "ordered"}) {
      CHECK(findings_told(in_turn, {program, right, bytes}) == Words{});
    }
  }
}

// What a thread finds in memory between its two locks nobody sees: an exploration has to come to
// the order in which they wait for each other.
TEST_CASE("mutexes locked in both orders are told of by an exploration that comes to the deadlock",
          "[plain]") {
  const std::string program = programs + "wrong_lock_order_threads";
  const Words found = {"deadlock", "lock-order"};
  CHECK(findings_told(in_turn, {program}) == Words{});
  CHECK(findings_explored({program}) == found);
  CHECK(findings_explored({program, "wrong", "processes"}) == found);
  CHECK(findings_explored({programs + "homework_philosophers"}) == found);  // three, of files
  for (const char* right : {"gate", "condition", "polled"}) {
    INFO(right);
    CHECK(findings_explored({program, right}) == Words{});
  }
  CHECK(findings_explored({program, "polled", "processes"}) == Words{});
}

TEST_CASE("an exploration says once what is wrong, beside the order that it shows", "[plain]") {
  const Result explored = procdemo({"explore", "--", programs + "wrong_deadlock"});
  const std::string heading = "What to look at\n";
  const std::size_t first = explored.out.find(heading);
  REQUIRE(first != std::string::npos);
  CHECK(explored.out.find(heading, first + 1) == std::string::npos);
  CHECK(explored.out.find("waits in a circle", first) != std::string::npos);
}

}  // namespace procdemo::cli::test
