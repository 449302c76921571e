// Nobody moves: who waits for what is told, in a live run too, which goes on.
#include <algorithm>
#include <chrono>
#include <csignal>

#include "base/pidfd.h"
#include "observed.h"
#include "own_folder.h"

using namespace procdemo::engine;

namespace {

using Texts = std::vector<std::string>;

How for_seconds(double seconds) {
  How how;
  how.settings.limits.seconds = seconds;
  return how;
}

std::vector<event::Deadlock> standstills(const Seen& seen) {
  std::vector<event::Deadlock> found;
  for (const Event& event : seen.events) {
    if (const auto* deadlock = event.as<event::Deadlock>()) found.push_back(*deadlock);
  }
  return found;
}

bool is_standstill(const Event& event) {
  return event.as<event::Deadlock>();
}

/// What one of them waits for, who could end that, and by what.
Texts wait_with_help(const event::Deadlock& deadlock, const Name& who) {
  const auto at =
      static_cast<std::size_t>(std::ranges::find(deadlock.waiting, who) - deadlock.waiting.begin());
  if (at == deadlock.waiting.size()) return {};
  return {deadlock.on[at], deadlock.held_by[at], deadlock.needs->at(at)};
}

/// Two that fill each other's pipes.
void check_circle(const event::Deadlock& deadlock, bool closed) {
  CHECK(deadlock.waiting == Texts{"P", "P.1"});
  CHECK(deadlock.circle == Texts{"P", "P.1"});
  CHECK(deadlock.needs == Texts{"read", "read"});
  CHECK(deadlock.holds == (closed ? Texts{"", ""} : Texts{"read", "read"}));
  CHECK(deadlock.held_by == (closed ? Texts{"P.1", "P"} : Texts{"P, P.1", "P, P.1"}));
}

}  // namespace

TEST_CASE("two full pipes are a deadlock of two, whoever holds which end") {
  for (const bool closed : {false, true}) {
    const Seen seen = observed({"still", closed ? "closed" : "full"}, ordered());
    CHECK(seen.outcome.deadlock);
    const auto found = standstills(seen);
    REQUIRE(found.size() == 1);
    check_circle(found.front(), closed);
    CHECK_FALSE(found.front().still);
  }
}

TEST_CASE("a live run says who waits for what as soon as nobody moves, and before its limit") {
  const Seen seen = observed({"still", "closed"}, for_seconds(4));
  CHECK_FALSE(seen.outcome.deadlock);
  CHECK(seen.outcome.limit == "seconds");
  const auto found = standstills(seen);
  REQUIRE(found.size() == 2);
  for (const event::Deadlock& deadlock : found) check_circle(deadlock, true);
  CHECK(found.front().still >= 1.0);
  const auto limit = std::ranges::find_if(
      seen.events, [](const Event& event) { return event.as<event::Limit>() != nullptr; });
  REQUIRE(limit != seen.events.end());
  CHECK(is_standstill(*std::prev(limit)));
}

TEST_CASE("locks and FIFOs that two want crosswise are told with their circle, live as in order") {
  for (const std::string what : {"locks", "fifos"})
    for (const bool live : {false, true}) {
      CAPTURE(what, live);
      const procdemo::OwnFolder files;
      const std::string one = files.at("one"), another = files.at("another");
      const auto found =
          standstills(observed({"still", what, one, another}, live ? for_seconds(3) : ordered()));
      REQUIRE_FALSE(found.empty());
      const event::Deadlock& deadlock = found.front();
      // The parent has the lock "one" and wants the other; the FIFO "another" it opens first.
      const std::string before = what == "locks" ? "" : "writer:";
      CHECK(deadlock.on == Texts{before + another, before + one});
      CHECK(deadlock.held_by == Texts{"P.1", "P"});
      CHECK(deadlock.circle == Texts{"P", "P.1"});
    }
}

TEST_CASE("who waits for a semaphore is told with who could post it, live as in order") {
  for (const bool live : {true, false}) {
    CAPTURE(live);
    How how = live ? for_seconds(60) : ordered();
    Running running({"semaphores", "all"}, how);
    REQUIRE(running.until(is_standstill));
    const auto& told = *running.events().back().as<event::Deadlock>();
    CHECK(wait_with_help(told, "P.1") == Texts{"semaphore", "P.1.1", "post"});
    CHECK(wait_with_help(told, "P.1.1") == Texts{"semaphore", "P.1", "post"});
    CHECK(wait_with_help(told, "P.2.1") == Texts{"semaphore", "P.2.2, P.2.3", "post"});
    CHECK(wait_with_help(told, "P.3.1") ==
          Texts{live ? "semaphore:wait_for_copy()::done" : "semaphore", "", "share"});
    CHECK(wait_with_help(told, "P.4") == Texts{"lost-rwlock", "", ""});
    CHECK(told.circle == Texts{"P.1", "P.1.1"});
  }
}

TEST_CASE("semaphores taken in one order are no standstill") {
  for (const bool live : {true, false}) {
    CHECK(standstills(observed({"semaphores", "mended"}, live ? How() : ordered())).empty());
  }
}

TEST_CASE("a live run in which nobody moves goes on when a signal comes") {
  Running running({"still", "signal"}, for_seconds(60));
  REQUIRE(running.until(is_standstill));
  const Event& told = running.events().back();
  CHECK(told.as<event::Deadlock>()->on.front() == "signal");
  CHECK(told.as<event::Deadlock>()->holds == Texts{"", ""});
  CHECK(told.as<event::Deadlock>()->needs == Texts{"", "write"});
  REQUIRE(send_signal(open_process(static_cast<pid_t>(told.pid)), SIGUSR1) == 0);
  const Seen seen = running.finish();
  CHECK(seen.output() == "it came\nchild: exited 0\n");
  CHECK(seen.outcome.limit.empty());
}

TEST_CASE("who waits for time has not come to a standstill") {
  const Seen seen = observed({"still", "asleep"});
  CHECK(seen.output() == "child: exited 0\n");
  CHECK(standstills(seen).empty());
}

TEST_CASE("nobody types into the terminal of a program's own output: that is told") {
  const auto is_note = [](const Event& event) {
    const auto* note = event.as<event::Note>();
    return note && note->note == "own-output";
  };
  const Seen controlled = observed({"still", "keys"}, ordered());
  CHECK(controlled.outcome.deadlock);
  CHECK(std::ranges::count_if(controlled.events, is_note) == 1);
  Running live({"still", "keys"}, for_seconds(60));
  CHECK(live.until(is_note));
  CHECK(live.until(is_standstill));

  How piped = ordered();
  piped.settings.terminal = false;
  const Seen at_pipe = observed({"still", "reader"}, piped);
  CHECK(std::ranges::count_if(at_pipe.events, is_note) == 0);
  CHECK(at_pipe.outcome.deadlock);
}
