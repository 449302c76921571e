// Controlled runs: chosen orders, virtual time, deadlocks.
#include <sched.h>

#include <algorithm>
#include <filesystem>

#include "base/fd.h"
#include "machine.h"
#include "observed.h"
#include "sanitized.h"

using namespace procdemo::engine;

namespace {

How under(const std::string& schedule) {
  How how;
  how.schedule = schedule;
  return how;
}

const std::vector<std::string> schedules = {"parent-first", "child-first", "round-robin",
                                            "random:1", "random:2"};

// What happened, without what differs from run to run.
std::vector<std::string> steps(const Seen& seen) {
  std::vector<std::string> all;
  for (const Event& event : seen.events) {
    std::string line =
        std::to_string(event.time) + " " + event.process + " " + std::string(event.kind());
    if (const auto* print = event.as<event::Print>()) line += " " + without_pids(print->text);
    all.push_back(line);
  }
  return all;
}

const event::Deadlock* deadlock_of(const Seen& seen) {
  for (const Event& event : seen.events)
    if (const auto* deadlock = event.as<event::Deadlock>()) return deadlock;
  return nullptr;
}

struct TwoFiles {
  char folder[32] = "/tmp/procdemo-control-XXXXXX";
  TwoFiles() { check("mkdtemp", ::mkdtemp(folder) ? 0 : -1); }
  TwoFiles(const TwoFiles&) = delete;
  TwoFiles& operator=(const TwoFiles&) = delete;
  ~TwoFiles() { std::filesystem::remove_all(folder); }
  std::string path(const char* name) const { return std::string(folder) + "/" + name; }
};

}  // namespace

TEST_CASE("all of a run is on one processor, and the program does not notice") {
  cpu_set_t before, after;
  REQUIRE(::sched_getaffinity(0, sizeof before, &before) == 0);
  const std::string all = "may use " + std::to_string(CPU_COUNT(&before));
  const std::vector<std::string> live = lines_of(observed({"processors"}));
  REQUIRE(live.size() == 2);
  CHECK(live[0] == all);

  const std::vector<std::string> lines = lines_of(observed({"processors"}, under("parent-first")));
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == all);
  CHECK(lines[1].find_first_of(",-") == std::string::npos);  // "is on 1"
  REQUIRE(::sched_getaffinity(0, sizeof after, &after) == 0);
  CHECK(CPU_EQUAL(&before, &after));
}

TEST_CASE("a processor that the program has chosen is the one that it is told") {
  const std::vector<std::string> lines =
      lines_of(observed({"processors", "choose"}, under("round-robin")), "P.1");
  REQUIRE(!lines.empty());
  CHECK(lines[0] == "may use 1");
}

// Alone these end after a second, or at once.
TEST_CASE("whoever asks the same again and again lets time pass, and the others go first") {
  const std::string policy = GENERATE("parent-first", "child-first", "round-robin", "random:3");
  for (const char* what :
       {"time", "gettimeofday", "clock", "times", "getrusage", "getppid", "kill"}) {
    const Seen seen = observed({"asks", what}, under(policy));
    CAPTURE(policy, what);
    CHECK(lines_of(seen) == std::vector<std::string>{"rang"});
    CHECK(seen.outcome.limit.empty());
  }
  for (const char* whose : {"parent", "sleeping-parent"}) {
    const Seen seen = observed({"asks", whose}, under(policy));
    CAPTURE(policy, whose);
    CHECK(lines_of(seen, "P.1") == std::vector<std::string>{"orphan"});
    CHECK(seen.outcome.limit.empty());
  }
}

TEST_CASE("who looks again and again sees also what is so for a while") {
  How how = under("round-robin");
  how.settings.limits.seconds = 20;
  const Seen seen = observed({"asks", "lock"}, how);
  CHECK(lines_of(seen, "P") == std::vector<std::string>{"locked"});
  CHECK(seen.outcome.limit.empty());
}

TEST_CASE("time passes for whoever prints until an alarm rings") {
  for (const bool terminal : {true, false}) {
    How how = under("round-robin");
    how.settings.terminal = terminal;
    const Seen seen = observed({"asks", "print"}, how);
    CHECK(lines_of(seen).back() == "rang");
    CHECK(seen.outcome.limit.empty());
  }
}

TEST_CASE("who counts signals in a loop gets each when it comes, and none that comes later") {
  for (const char* how : {"alarms", "asked", "child"}) {
    const Seen seen = observed({"counting", how}, under("round-robin"));
    INFO(how);
    CHECK(lines_of(seen) == std::vector<std::string>{"3 signals"});
  }
}

TEST_CASE("a program does under control what it does alone") {
  const std::vector<std::vector<std::string>> programs = {{"pipes"},
                                                          {"reaping", "zombie"},
                                                          {"reaping", "ignored"},
                                                          {"reaping", "nohang"},
                                                          {"reaping", "group"},
                                                          {"signals"},

                                                          {"threads"},
                                                          {"thread_exec"},
                                                          {"leader_exit"},
                                                          {"vfork"},
                                                          {"exec_chain"},
                                                          {"clones"},
                                                          {"copies"},
                                                          {"interrupted", "ignored"},
                                                          {"interrupted", "caught"}};
  for (const auto& command : programs)
    for (const char* schedule : {"round-robin", "random:1"})
      same_as_alone(command, under(schedule));
}

TEST_CASE("every way to let time pass takes its time by the program's clock, and none by ours") {
  for (const std::string& schedule : schedules) {
    const Seen seen = observed({"sleepers", "1000"}, under(schedule));
    const std::string out = seen.output();
    CHECK(std::count(out.begin(), out.end(), '\n') == 3);  // 1 h of virtual time is the limit
    CHECK(out.find("usleep 1000.000") != out.npos);
    CHECK(seen.outcome.limit == "virtual-seconds");
  }
  const Seen seen = observed({"sleepers", "4"}, under("round-robin"));
  for (const std::string& line : lines_of(seen)) {
    INFO(line);
    CHECK(line.ends_with(" 4.000"));
  }
  CHECK(lines_of(seen).size() == 27);
}

TEST_CASE("the same schedule gives the same events") {
  for (const std::string& schedule : schedules) {
    const auto first = steps(observed({"family", "2", "2"}, under(schedule)));
    for (int i = 0; i < 3; ++i)
      CHECK(steps(observed({"family", "2", "2"}, under(schedule))) == first);
  }
  CHECK(steps(observed({"family"}, under("random:1"))) !=
        steps(observed({"family"}, under("random:2"))));
}

TEST_CASE("seeded runs of fork, exit and wait end, and none is called a deadlock") {
  for (int seed = 0; seed < 50; ++seed) {
    const Seen seen = observed({"family", "2", "2"}, under("random:" + std::to_string(seed)));
    CHECK(deadlock_of(seen) == nullptr);
    CHECK(seen.outcome.wait_status == WaitStatus::of_exit(12));
  }
}

TEST_CASE("a reader that keeps the writing end open is a deadlock of its own") {
  const Seen seen = observed({"open_end"}, under("round-robin"));
  CHECK(seen.outcome.deadlock);
  REQUIRE(deadlock_of(seen));
  CHECK(deadlock_of(seen)->waiting == std::vector<std::string>{"P", "P.1"});
  CHECK(deadlock_of(seen)->circle == std::vector<std::string>{"P.1"});
  CHECK(seen.outcome.survivors == 0);
}

TEST_CASE("locks taken crosswise: some orders are a deadlock, and it names the circle") {
  const TwoFiles files;
  int deadlocks = 0;
  for (int seed = 0; seed < 20; ++seed) {
    const Seen seen = observed({"crossed_locks", files.path("a"), files.path("b")},
                               under("random:" + std::to_string(seed)));
    const event::Deadlock* deadlock = deadlock_of(seen);
    CHECK(seen.outcome.deadlock == (deadlock != nullptr));
    if (!deadlock) {
      CHECK(lines_of(seen) == std::vector<std::string>{"both", "both"});
      continue;
    }
    ++deadlocks;
    CHECK(deadlock->circle == std::vector<std::string>{"P.1", "P.2"});
  }
  CHECK(deadlocks > 0);
  CHECK(deadlocks < 20);
}

TEST_CASE("where the kernel sees the circle itself, one of them is told EDEADLK") {
  const TwoFiles files;
  bool told = false;
  for (int seed = 0; seed < 20; ++seed) {
    const Seen seen = observed({"crossed_locks", files.path("a"), files.path("b"), "fcntl"},
                               under("random:" + std::to_string(seed)));
    CHECK_FALSE(seen.outcome.deadlock);
    for (const std::string& line : lines_of(seen)) told = told || line == "EDEADLK";
  }
  CHECK(told);
}

TEST_CASE("who waits in a loop waits no longer than for what it waits for") {
  for (const char* how : {"wait", "clock", "file", "unlink", "memory"})
    for (const std::string& schedule : schedules) {
      const Seen seen = observed({"busy", how}, under(schedule));
      INFO(how << " " << schedule);
      CHECK(lines_of(seen) == std::vector<std::string>{std::string(how) + ": child exited 5"});
      const bool inexact = !all<event::Note>(seen).empty();
      if (how != std::string("memory")) CHECK_FALSE(inexact);
    }
}

TEST_CASE("a timer goes off for whoever sees its time pass by its own looks at clocks") {
  const auto lines = lines_of(observed({"busy", "timer"}, under("round-robin")));
  CHECK(std::ranges::count(lines, "3 s") == 1);
  CHECK(std::ranges::count(lines, "works") >= 12);
}

TEST_CASE("a nap takes no less than the slack of the kernel's timers") {
  const auto lines = lines_of(observed({"busy", "naps"}, under("child-first")));
  REQUIRE_FALSE(lines.empty());
  CHECK(lines.front() == "196 naps");  // 10 ms of 50 us and a look of 1 us each
}

TEST_CASE("processor time is virtual, whoever asks for it") {
  const std::vector<std::string> told = lines_of(observed({"usage"}, under("round-robin")));
  REQUIRE(told.size() == 6);
  CHECK(told[0].starts_with("child 2"));  // 20 ms and a little: a child's looks are its time
  CHECK(told[0].ends_with(" 0 0 0"));
  CHECK(told[1] == told[0]);
  CHECK(told[2].starts_with("children 5"));
  CHECK(told[3].starts_with("times 1000"));  // hundredths of a second since the machine began
  CHECK(told[5] == "up 1000, load 0, free 1");
  for (int i = 0; i < 3; ++i) {
    CHECK(lines_of(observed({"usage"}, under("round-robin"))) == told);
  }
}

TEST_CASE("the processor's counter of time is a clock, and counts virtual nanoseconds") {
#if defined(__x86_64__)
  const Seen seen = observed({"counter"}, under("round-robin"));
  CHECK(lines_of(seen) == std::vector<std::string>{"it counts", "1.0 s to a billion",
                                                   "2.0 billion in a sleep of 2 s"});
  CHECK(all<event::Signal>(seen).empty());
#endif
}

TEST_CASE("a run says where it stops being exact") {
  need_observing();
  const auto notes = [](const std::vector<std::string>& command) {
    std::vector<std::string> said;
    const Seen seen = observed(command, under("round-robin"));
    for (const Event& event : all<event::Note>(seen)) said.push_back(event.as<event::Note>()->note);
    return said;
  };
  CHECK(notes({"usage"}).empty());
  CHECK(notes({"usage", "machine"}) == std::vector<std::string>{"inexact-machine"});
  CHECK(notes({"threads"}) == std::vector<std::string>{"elsewhere"});  // by a std::barrier
  CHECK(notes({"beside"}) == std::vector<std::string>{"elsewhere", "inexact-threads"});
}

TEST_CASE("a run says where another compiler or C library may make another run of it") {
  need_observing();
  const auto is_told = [](const std::vector<std::string>& command) {
    const Seen seen = observed(command, under("round-robin"));
    return std::ranges::any_of(all<event::Note>(seen), [](const Event& event) {
      return event.as<event::Note>()->note == "elsewhere";
    });
  };
  CHECK(is_told({"atomic_wait"}));
  CHECK(is_told({"mutexes_stripped", "ordered"}));  // its locks are not seen
  CHECK_FALSE(is_told({"mutexes", "ordered"}));
  CHECK_FALSE(is_told({"mutexes", "wakeup"}));
  CHECK_FALSE(is_told({"mutexes_static", "wakeup"}));
  CHECK_FALSE(is_told({"family"}));
}

TEST_CASE("the time limit ends a controlled run, too") {
  need_observing();
  How how = under("round-robin");
  how.settings.limits.seconds = 0.3;
  CHECK(observed({"endless", "spin"}, how).outcome.limit == "seconds");
}

TEST_CASE("random bytes come from the seed") {
  need_observing();
  const auto drawn = [](const std::string& schedule) {
    return observed({PROCDEMO_PYTHON, "-c",
                     "import os, random; print(os.urandom(4).hex(), random.random(), "
                     "open('/dev/urandom', 'rb', 0).read(4).hex(), hash('text'))"},
                    under(schedule))
        .output();
  };
  CHECK(drawn("random:1") == drawn("random:1"));
  CHECK(drawn("random:1") != drawn("random:2"));
}

TEST_CASE("Python's processes end under control as they do alone") {
  for (const char* kind : {"process", "pool", "queue", "manager"}) {
    for (const char* schedule : {"round-robin", "parent-first", "random:1"}) {
      INFO(kind << " " << schedule);
      const Seen seen =
          observed({PROCDEMO_PYTHON, program("controlled.py"), kind}, under(schedule));
      CHECK(seen.output() == std::string(kind) + " 0 1 4 9\n");
      CHECK(seen.outcome.wait_status.is_success());
    }
  }
}

TEST_CASE("stopped processes wait for SIGCONT, and go on") {
  const Alone expected = alone({"stop"});
  for (const std::string& schedule : schedules) {
    const Seen seen = observed({"stop"}, under(schedule));
    CHECK(sorted_lines(seen.output()) == sorted_lines(expected.out));
  }
}

TEST_CASE("a sleeper whom a write or a message wakes is seen to wake, the same in every run") {
  for (const char* by : {"write", "message"}) {
    const auto expected = sorted_lines(alone({"woken", by}).out);
    REQUIRE(std::ranges::count(expected, "woken") == 1);
    for (const std::string& schedule : schedules) {
      const Seen first = observed({"woken", by}, under(schedule));
      CHECK(sorted_lines(first.output()) == expected);
      for (int i = 0; i < (procdemo::base::is_sanitized ? 2 : 10); ++i) {
        CHECK(steps(observed({"woken", by}, under(schedule))) == steps(first));
      }
    }
  }
}
