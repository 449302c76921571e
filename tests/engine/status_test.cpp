// Between two steps: what each is about to do, where it stands, and what it waits for.
#include <algorithm>
#include <map>

#include "observed.h"
#include "own_folder.h"
#include "stepped.h"

using namespace procdemo::engine;

namespace {

// What an intention says will be told, and what was: comparable where events have such a kind.
std::string promised(const Intention& intention) {
  return std::visit(
      Overloaded{
          [](const intention::Print& print) { return "print " + print.text; },
          [](const intention::Fork& fork) { return "fork " + fork.call; },
          [](const intention::Wait& wait) { return "wait " + wait.target; },
          [](const intention::Exit& exit) { return "exit " + std::to_string(exit.code); },
          [](const intention::Sleep& sleep) { return "sleep " + std::to_string(sleep.seconds); },
          [](const intention::Wake&) { return std::string("wake"); },
          [](const intention::Exec& exec) { return "exec " + exec.argv.at(0); },
          [](const intention::Kill& kill) { return "kill " + kill.signal + kill.target; },
          [](const intention::Lock& lock) { return "lock " + lock.how + lock.path; },
          [](const intention::Signal& signal) { return "signal " + signal.signal; },
          [](const auto&) { return std::string(); }},
      intention);
}

std::string kept(const Event& event) {
  return std::visit(
      Overloaded{
          [](const event::Print& print) { return "print " + print.text; },
          [](const event::Fork& fork) { return "fork " + fork.call; },
          [](const event::Wait& wait) { return "wait " + wait.target; },
          [](const event::Exit& exit) { return "exit " + std::to_string(exit.code.value_or(-1)); },
          [](const event::Sleep& sleep) { return "sleep " + std::to_string(sleep.seconds); },
          [](const event::Wake&) { return std::string("wake"); },
          [](const event::Exec& exec) { return "exec " + exec.argv.at(0); },
          [](const event::Kill& kill) { return "kill " + kill.signal + kill.target; },
          [](const event::Locked& lock) { return "lock " + lock.how + lock.path; },
          [](const event::Lock& lock) { return "lock " + lock.how + lock.path; },
          [](const event::Signal& signal) { return "signal " + signal.signal; },
          [](const auto&) { return std::string(); }},
      event.what);
}

// Runs it, and holds each promise of the one who went against what was told then. Returns how often
// each kind was promised.
std::map<std::string, int> promises_kept(Stepped& run) {
  std::map<std::string, int> kinds;
  run.engine.start();
  for (bool goes_on = true; goes_on;) {
    const RunStatus before = run.engine.state();
    const std::size_t told = run.sink.events.size();
    goes_on = run.engine.step();
    const std::vector<Event> news(run.sink.events.begin() + static_cast<std::ptrdiff_t>(told),
                                  run.sink.events.end());
    for (const Ready& ready : before.ready) {
      const auto is_of = [&](const Event& event) { return event.process == ready.name; };
      const std::string promise = promised(ready.does);
      if (promise.empty() || std::ranges::none_of(news, is_of)) continue;
      CAPTURE(promise, ready.name);
      CHECK(std::ranges::any_of(
          news, [&](const Event& event) { return is_of(event) && kept(event) == promise; }));
      ++kinds[promise.substr(0, promise.find(' '))];
    }
  }
  run.engine.stop();
  return kinds;
}

const Blocked* find_waiting(const RunStatus& status, const Name& name) {
  const auto found = std::ranges::find(status.waiting, name, &Blocked::name);
  return found == status.waiting.end() ? nullptr : &*found;
}

// Steps until somebody waits for `on`; fails the test where nobody ever does.
Blocked step_until_waits(Stepped& run, const Name& name) {
  run.engine.start();
  while (run.engine.step()) {
    const RunStatus status = run.engine.state();
    const Blocked* blocked = find_waiting(status, name);
    if (blocked && !blocked->on.empty()) return *blocked;
  }
  FAIL("nobody waits");
  return {};
}

}  // namespace

TEST_CASE("what a process is about to do is what is told when it has done it") {
  need_observing();
  Stepped shell({"sh", "-c", "sleep 2; (exit 3); echo done; kill -TERM $$"});
  const auto kinds = promises_kept(shell);
  for (const char* kind : {"sleep", "wake", "fork", "exec", "wait", "exit", "print", "kill"}) {
    INFO(kind);
    CHECK(kinds.contains(kind));
  }
  Stepped pieces({"lines"});
  CHECK(promises_kept(pieces)["print"] > 3);
}

TEST_CASE("who asks for a lock says which, and who waits for it says who has it") {
  need_observing();
  const procdemo::OwnFolder folder;
  const std::string one = folder.at("one"), two = folder.at("two");
  Stepped crossed({"crossed_locks", one, two});
  CHECK(promises_kept(crossed)["lock"] >= 4);
  Stepped again({"crossed_locks", one, two});
  const Blocked blocked = step_until_waits(again, "P.2");
  CHECK(blocked.on == two);
  CHECK(blocked.held_by == "P.1");
}

// One run after another: an engine waits for the end of all that this process traces.
TEST_CASE("who waits for a child, a pipe or a moment says so, and who could end it") {
  need_observing();
  SECTION("for a child") {
    Stepped run({"sh", "-c", "(true; exit 3); true"});
    const Blocked parent = step_until_waits(run, "P");
    CHECK(parent.call == "wait");
    CHECK(parent.on == "child");
    CHECK(parent.held_by == "P.1");
  }
  SECTION("for a pipe") {
    Stepped run({"sh", "-c", "sleep 1 | cat"});
    const Blocked reader = step_until_waits(run, "P.2");
    CHECK(reader.needs == "write");
    CHECK(reader.held_by.find("P.1") != std::string::npos);
    CHECK_FALSE(reader.holds);
  }
  SECTION("for a moment") {
    Stepped run({"sh", "-c", "sleep 4 & sleep 1"});
    run.engine.start();
    bool slept = false;
    while (run.engine.step()) {
      const RunStatus status = run.engine.state();
      const Blocked* sleeper = find_waiting(status, "P.1");
      const bool until_4 = sleeper && sleeper->until && *sleeper->until == Approx(4.0);
      slept = slept || (until_4 && sleeper->on.empty());
    }
    CHECK(slept);
  }
}

TEST_CASE("each process has its line between two steps, also who waits in a call") {
  need_observing();
  Stepped run({"places"}, true);
  run.engine.start();
  bool waited = false;
  int printed = 0;
  while (run.engine.step()) {
    const RunStatus status = run.engine.state();
    for (const Ready& ready : status.ready) {
      const auto* print = std::get_if<intention::Print>(&ready.does);
      if (!print) continue;
      REQUIRE(ready.place);
      CHECK(print->text == ready.place->file + ":" + std::to_string(ready.place->line) + "\n");
      ++printed;
    }
    const Blocked* parent = find_waiting(status, "P");
    if (!parent || parent->on != "child") continue;
    REQUIRE(parent->place);
    CHECK(parent->place->file == "places.cpp");
    waited = true;
  }
  CHECK(printed >= 10);
  CHECK(waited);
}
