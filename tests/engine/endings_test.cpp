// However a run ends, nobody of it is left: asked of /proc, by environment, group and tracer.
#include <sys/wait.h>

#include <csignal>
#include <random>

#include "base/pidfd.h"
#include "observed.h"

using namespace procdemo::engine;

namespace {

constexpr unsigned seed = 20;

// Reads so many events, or to the end.
void read_events(Running& running, int count) {
  while (count-- > 0 && running.until([](const Event&) { return true; })) {
  }
}

How for_a_bomb() {
  How how;
  how.fenced = true;
  how.settings.limits.processes = 16;
  return how;
}

}  // namespace

TEST_CASE("what is alive during a run is found by its marks") {
  Running running({"deathless"}, {});
  REQUIRE(running.until(ready));
  CHECK(running.alive().size() == 8);  // P, six children and a vforked grandchild; not the zombie
}

TEST_CASE("a signal to the observer ends a run whose processes ignore every signal") {
  for (const int signal : {SIGTERM, SIGHUP}) {
    Running running({"deathless"}, {});
    REQUIRE(running.until(ready));
    send_signal(open_process(running.observer()), signal);
    running.until([](const Event& event) { return event.as<event::Summary>() != nullptr; });
    CHECK(running.alive().empty());  // at once: the observer waited for them
    const Seen seen = running.finish();
    CHECK(seen.outcome.signal == signal);
    CHECK(seen.outcome.survivors == 0);
  }
}

TEST_CASE("a killed observer leaves nobody alive") {
  Running running({"deathless"}, {});
  REQUIRE(running.until(ready));
  send_signal(open_process(running.observer()), SIGKILL);
  CHECK(running.all_end());
  CHECK(running.finish().trouble == "killed: Killed");
}

TEST_CASE("an observer that dies of a fault leaves nobody alive") {
  Running running({"deathless"}, {});
  REQUIRE(running.until(ready));
  send_signal(open_process(running.observer()), SIGSEGV);
  CHECK(running.all_end());
}

TEST_CASE("whatever ends the observer at whatever moment, nobody is left") {
  std::mt19937 random(seed);
  for (int round = 0; round < 40; ++round) {
    const std::vector<std::vector<std::string>> commands = {{"deathless"},
                                                            {"family", "3", "3"},
                                                            {"series", "50"},
                                                            {"threads", "8"},
                                                            {"exec_chain", "9"}};
    const auto& command = commands[random() % commands.size()];
    const int signal = std::vector{SIGKILL, SIGTERM, SIGINT, SIGHUP}[random() % 4];
    const int moment = static_cast<int>(random() % 30);
    INFO(command[0] << ", signal " << signal << " after " << moment << " events");
    Running running(command, {});
    read_events(running, moment);
    send_signal(open_process(running.observer()), signal);
    if (signal == SIGINT)
      send_signal(open_process(running.observer()), SIGKILL);  // it was the program's
    CHECK(running.all_end());
  }
}

TEST_CASE("an observer killed in the middle of a bomb leaves nobody alive") {
  std::mt19937 random(seed);
  for (const char* name : {"bomb_loop", "bomb_sessions", "bomb_vfork", "bomb_threads"}) {
    const FencedProgram bomb(name);
    Running running({bomb.path()}, for_a_bomb());
    read_events(running, static_cast<int>(random() % 100));
    send_signal(open_process(running.observer()), SIGKILL);
    INFO(name);
    CHECK(running.all_end());
  }
}

TEST_CASE("a run ends when its last process has ended, not its first") {
  const Seen seen = observed({"reaping", "last"});
  CHECK(one<event::Exit>(seen, "P").seq < one<event::Exit>(seen, "P.1").seq);
  CHECK(lines_of(seen, "P.1") == std::vector<std::string>{"the first has ended: 1"});
}
