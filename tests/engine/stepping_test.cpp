// A run that goes step by step: Engine::start, step, state, stop.
#include <algorithm>
#include <csignal>

#include "base/procfs.h"
#include "engine/stop_queue.h"
#include "observed.h"
#include "stepped.h"

using namespace procdemo::engine;

namespace {

const std::vector<std::string> makes_child = {"sh", "-c", "(true | true; exit 3); echo done"};

// What is told, without numbers that differ from run to run.
std::vector<std::string> told(const std::vector<Event>& events) {
  std::vector<std::string> kinds;
  for (const Event& event : events) {
    kinds.push_back(event.process + " " + std::to_string(event.what.index()));
  }
  return kinds;
}

}  // namespace

TEST_CASE("between two steps it is known who can go on, and who waits for whom") {
  need_observing();
  Stepped run(makes_child);
  run.engine.start();
  CHECK(run.engine.state().ready.size() == 1);
  CHECK(run.engine.state().ready.at(0).name == "P");
  bool waited = false;
  while (run.engine.step()) {
    const RunStatus state = run.engine.state();
    REQUIRE(!state.ready.empty());
    waited = waited || std::ranges::any_of(state.waiting, [](const Blocked& task) {
               return task.name == "P" && task.call == "wait" && !task.on.empty();
             });
  }
  CHECK(waited);
  CHECK(run.engine.state().ready.empty());
  CHECK(run.engine.stop().survivors == 0);
}

TEST_CASE("a stepped run tells the same as one that runs to its end") {
  need_observing();
  const auto events_of = [](bool stepwise) {
    Stepped run(makes_child);
    if (!stepwise) {
      run.engine.run();
    } else {
      run.engine.start();
      while (run.engine.step()) continue;
      run.engine.stop();
    }
    return told(run.sink.events);
  };
  CHECK(events_of(true) == events_of(false));
}

TEST_CASE("what a program said is passed on while it loops on a call, and says no more") {
  need_observing();
  Stepped run({"loops", "ignore"});
  run.engine.start();
  while (all<event::Line>(run.sink.events).empty()) REQUIRE(run.engine.step());
  while (run.sink.passed_on < run.sink.events.size()) REQUIRE(run.engine.step());
  CHECK(run.engine.stop().limit.empty());
}

TEST_CASE("a run that is stopped halfway leaves nobody") {
  need_observing();
  Stepped run(makes_child);
  run.engine.start();
  const auto has_forked = [&] { return !all<event::Fork>(run.sink.events).empty(); };
  while (!has_forked()) REQUIRE(run.engine.step());
  const Outcome outcome = run.engine.stop();
  CHECK(outcome.survivors == 0);
  CHECK(count_traced_by(::gettid()) == 0);
}

TEST_CASE("a newcomer that is killed before its maker tells of it has ended, not stopped") {
  constexpr pid_t newcomer = 4242, stranger = 4243;
  const WaitStatus stopped((SIGSTOP << 8) | 0x7f);
  const WaitStatus killed(SIGKILL);
  TraceeSignals signals;
  StopQueue queue(signals);
  queue.keep_newcomer({newcomer, stopped});
  queue.end_newcomer({newcomer, killed});
  queue.end_newcomer({stranger, killed});
  queue.meet_newcomer(newcomer);
  queue.meet_newcomer(stranger);
  const auto report = queue.next();
  REQUIRE(report);
  CHECK(report->tid == newcomer);
  CHECK(report->status.has_ended());
  CHECK(queue.empty());
}
