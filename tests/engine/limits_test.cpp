// Limits: what a run may use, and how it ends that uses more. (Bombs: bombs_test.cpp.)
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "base/child.h"
#include "long_enough.h"
#include "observed.h"
#include "sanitized.h"

using namespace procdemo::engine;

namespace {

How at_most(std::int64_t processes) {
  How how;
  how.settings.limits.processes = processes;
  return how;
}

}  // namespace

TEST_CASE("more processes at once than allowed are refused with EAGAIN, and the run goes on") {
  const Seen seen = observed({"crowd", "100"}, at_most(8));
  CHECK(lines_of(seen, "P") == std::vector<std::string>{"made 7: EAGAIN", "reaped 7"});
  const Event refuse = one<event::Refuse>(seen);
  CHECK(refuse.process == "P");
  CHECK(refuse.as<event::Refuse>()->call == "fork");
  CHECK(refuse.as<event::Refuse>()->limit == "processes");
  CHECK(seen.outcome.peak == 8);
  CHECK(seen.outcome.limit == "");
}

TEST_CASE("threads count as processes") {
  const Seen seen = observed({"crowd", "100", "threads"}, at_most(8));
  CHECK(lines_of(seen, "P") == std::vector<std::string>{"made 7: EAGAIN", "reaped 0"});
  CHECK(seen.outcome.peak == 8);
  CHECK(seen.outcome.processes == 1);
}

TEST_CASE("exactly as many as allowed are not refused") {
  const Seen seen = observed({"crowd", "7"}, at_most(8));
  CHECK(lines_of(seen, "P") == std::vector<std::string>{"made 7: no refusal", "reaped 7"});
  CHECK(all<event::Refuse>(seen).empty());
}

TEST_CASE("the limit on forks in all ends the run") {
  How how;
  how.settings.limits.forks = 20;
  const Seen seen = observed({"series", "1000"}, how);
  CHECK(seen.outcome.limit == "forks");
  CHECK(one<event::Limit>(seen).as<event::Limit>()->value == 20);
  CHECK(seen.outcome.processes <= 21);
  CHECK(seen.outcome.processes >= 20);
  CHECK(seen.outcome.survivors == 0);
}

TEST_CASE("the limit on seconds ends the idle, the busy and the stubborn") {
  for (const char* which : {"pause", "spin", "stubborn"}) {
    How how;
    how.settings.limits.seconds = 0.2;
    const Seen seen = observed({"endless", which}, how);
    INFO(which);
    CHECK(seen.outcome.limit == "seconds");
    CHECK(seen.outcome.wait_status == WaitStatus::of_signal(SIGKILL));
    CHECK(seen.outcome.survivors == 0);
  }
}

// The observer shares its processor with others that want all of it: then whoever waits for that
// processor waits long, at every step.
class FullProcessor {
 public:
  FullProcessor() {
    check("sched_getaffinity", ::sched_getaffinity(0, sizeof before_, &before_));
    cpu_set_t one;
    CPU_ZERO(&one);
    for (int cpu = 0; cpu < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++cpu) {
      if (CPU_ISSET(cpu, &before_)) CPU_SET(cpu, &one);
    }
    check("sched_setaffinity", ::sched_setaffinity(0, sizeof one, &one));
    for (int i = 0; i < 8; ++i) {
      others_.push_back(Child::run(kill_at_once, []() -> int {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        while (true) continue;
      }));
    }
  }
  FullProcessor(const FullProcessor&) = delete;
  FullProcessor& operator=(const FullProcessor&) = delete;
  ~FullProcessor() { ::sched_setaffinity(0, sizeof before_, &before_); }

 private:
  cpu_set_t before_;
  std::vector<Child> others_;
};

TEST_CASE("no loop of calls holds up the limit on seconds, also where the processor is full",
          "[plain]") {
  constexpr double limit = 0.25;
  std::vector<std::string> schedules = {"", "round-robin"};
  if (!procdemo::base::is_sanitized) schedules.push_back("random:1");
  for (const std::string& schedule : schedules) {
    for (const char* which : {"getppid", "write", "fork", "yield", "futex", "read", "threads",
                              "kill", "exec", "crowd"}) {
      How how;
      how.schedule = schedule;
      how.settings.limits.seconds = limit;
      const FullProcessor full;
      const Seen seen = observed({"loops", which}, how);
      INFO(which << " " << schedule);
      CHECK(seen.outcome.limit == "seconds");
      CHECK(seen.outcome.wall >= limit);
      CHECK(seen.outcome.wall < long_enough.count());  // late by what others take of this machine
      CHECK(seen.outcome.survivors == 0);
    }
  }
}

TEST_CASE("the limit on output cuts what never ends") {
  How how;
  how.settings.limits.output = 10'000;
  const Seen seen = observed({"endless", "output"}, how);
  CHECK(seen.outcome.limit == "output");
  CHECK(seen.output().size() >= 10'000 - 2);
  CHECK(seen.output().size() <= 10'000 + 2);
  const Seen yes = observed({"yes"}, how);
  CHECK(yes.outcome.limit == "output");
  CHECK(yes.outcome.survivors == 0);
}

namespace {

// Ended by that limit, which was told once, and nobody is left.
void check_limit(const std::vector<std::string>& command, const How& how, const std::string& limit,
                 double value) {
  const Seen seen = observed(command, how);
  INFO(command[1] << (how.fenced ? ", no cgroup" : ""));
  CHECK(seen.outcome.limit == limit);
  CHECK(seen.outcome.survivors == 0);
  const Event event = one<event::Limit>(seen);
  CHECK(event.as<event::Limit>()->limit == limit);
  CHECK(event.as<event::Limit>()->value == value);
}

}  // namespace

TEST_CASE("the limit on memory ends a run, of one process or of many, with a cgroup and without") {
  for (const bool fenced : {false, true}) {
    How how;
    how.fenced = fenced;
    how.settings.limits.memory = 100'000'000;
    for (const char* what : {"memory", "shared", "children"}) {
      const FencedProgram hungry("hungry");
      check_limit({hungry.path(), what, "400000000"}, how, "memory", 100'000'000);
    }
  }
}

TEST_CASE("memory that is shared after a fork is no reason to end a run") {
  for (const bool fenced : {false, true}) {
    How how;
    how.fenced = fenced;
    how.settings.limits.memory = 200'000'000;
    const FencedProgram crowd("crowd");
    const Seen seen = observed({crowd.path(), "7"}, how);
    CHECK(seen.outcome.limit == "");
  }
}

TEST_CASE("the limit on a file ends the run, also where the program ignores the signal") {
  for (const char* how_it_ends : {"dying", "ignoring"}) {
    for (const char* what : {"file", "memfd"}) {
      How how;
      how.settings.limits.file = 50'000;
      check_limit({"hungry", what, "60000", how_it_ends}, how, "file", 50'000);
    }
  }
}

TEST_CASE("a file as large as allowed is no reason to end a run") {
  How how;
  how.settings.limits.file = 61'440;
  const Seen seen = observed({"hungry", "file", "61440"}, how);
  CHECK(seen.outcome.limit == "");
  CHECK(lines_of(seen, "P") == std::vector<std::string>{"wrote 61440 bytes"});
}
