// What a process waits for, and who could end it.
#include <filesystem>
#include <random>
#include <string>

#include "base/text/scratch_name.h"
#include "observed.h"

using namespace procdemo::engine;

namespace {

/// As procdemo makes one for a run: nobody from outside comes to what is in it.
struct ScratchFolder {
  std::string path = "/tmp/" + scratch_name(std::random_device()());
  ScratchFolder() { std::filesystem::create_directory(path); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() { std::filesystem::remove_all(path); }
};

using TextList = std::vector<std::string>;

const event::Deadlock* deadlock_told(const Event& event) {
  return event.as<event::Deadlock>();
}

// Both have come: neither can do more for the other.
void check_barrier(const event::Deadlock& deadlock) {
  CHECK(deadlock.on == TextList{"barrier:gate", "barrier:gate"});
  CHECK(deadlock.held_by == TextList{"", ""});
  CHECK(deadlock.circle.empty());
}

/// Who could end the child's waiting (tests/programs/enders.cpp), as it is told with it.
std::string ender_of(const std::string& way) {
  How how = ordered();
  how.schedule = "child-first";
  const Seen seen = observed({"enders", way}, how);
  for (const Event& event : seen.events) {
    const auto* lock = event.as<event::Lock>();
    if (lock && lock->blocked) return lock->held_by.value_or("?");
    const auto* block = event.as<event::Block>();
    if (block && event.process != "P") return block->held_by.value_or("?");
  }
  return "nobody waits";
}

}  // namespace

TEST_CASE("whoever opens a FIFO waits for somebody who opens its other end") {
  const ScratchFolder folder;
  const std::string path = folder.path;
  const Seen seen = observed({"fifos", path}, ordered());
  REQUIRE(seen.outcome.deadlock);
  const event::Deadlock deadlock = *one<event::Deadlock>(seen).as<event::Deadlock>();
  CHECK(deadlock.waiting == TextList{"P", "P.1"});
  CHECK(deadlock.on == TextList{"writer:" + path + "/two", "writer:" + path + "/one"});
  CHECK(deadlock.held_by == TextList{"P.1", "P"});
  CHECK(deadlock.circle == TextList{"P", "P.1"});
  CHECK(one<event::Block>(seen, "P.1").as<event::Block>()->on == "writer:" + path + "/one");
}

TEST_CASE("whoever has lent its memory to a child waits for that child's program or end") {
  const Seen seen = observed({"vfork"}, ordered());
  const std::vector<Event> blocked = all<event::Block>(seen, "P");
  REQUIRE(!blocked.empty());
  CHECK(blocked[0].as<event::Block>()->on == "vfork:P.1");
}

TEST_CASE("a reader of a FIFO waits for whoever has its other end open, perhaps for itself") {
  const ScratchFolder folder;
  const Seen seen = observed({"fifos", folder.path, "kept"}, ordered());
  const Event told = one<event::Deadlock>(seen);
  CHECK(told.as<event::Deadlock>()->held_by == TextList{"P"});
  CHECK(told.as<event::Deadlock>()->circle == TextList{"P"});
}

TEST_CASE("a barrier is told by its name, live as in order: who waits there waits for the others") {
  check_barrier(*deadlock_told(one<event::Deadlock>(observed({"meeting", "barrier"}, ordered()))));
  How how;
  how.settings.limits.seconds = 60;
  Running live({"meeting", "barrier"}, how);
  REQUIRE(live.until(deadlock_told));
  check_barrier(*deadlock_told(live.events().back()));
}

TEST_CASE("a word that a program waits for is told by its variable: its threads could wake it") {
  const Event told = one<event::Deadlock>(observed({"meeting", "word"}, ordered()));
  CHECK(deadlock_told(told)->on == TextList{"P/t2", "futex:done"});
  CHECK(deadlock_told(told)->held_by == TextList{"P/t2", "P"});
}

TEST_CASE("with each wait it is told who could end it") {
  need_observing();
  const std::pair<const char*, const char*> enders[] = {
      {"pipe", "P"},         {"kept", "P, P.1"},
      {"full", "P"},         {"sockets", "P"},
      {"network", "P"},      {"counter", "P"},
      {"timer", "timer"},    {"lock", "P"},
      {"message", "P"},      {"semaphore", "P"},
      {"signal", "anyone"},  {"alarm", "timer, anyone"},
      {"stopped", "anyone"}, {"connection", "anyone"},
      {"word", "P"}};
  for (const auto& [way, who] : enders) {
    CAPTURE(way);
    CHECK(ender_of(way) == who);
  }
}

TEST_CASE("who waits for any child is told with those that it has, where they are few") {
  const std::vector<Event> waits = all<event::Wait>(observed({"enders", "any"}, ordered()), "P");
  REQUIRE(waits.size() == 2);
  CHECK(waits[0].as<event::Wait>()->held_by == "P.1, P.2");
  const Seen groups = observed({"enders", "group"}, ordered());
  CHECK(one<event::Wait>(groups, "P").as<event::Wait>()->held_by == "P.1");
}

TEST_CASE("a run that nobody reads tells what a wait is for, and does not look who could end it") {
  How how = ordered();
  how.settings.helpers = false;
  const Seen seen = observed({"enders", "kept"}, how);
  for (const Event& event : all<event::Block>(seen, "P.1")) {
    CHECK_FALSE(event.as<event::Block>()->held_by);
  }
}
