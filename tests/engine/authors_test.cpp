// Who ended a process, and who was told of it.
#include <csignal>

#include "base/pidfd.h"
#include "observed.h"

using namespace procdemo::engine;

namespace {

// Live, and one process at a time.
How either_way() {
  How how;
  how.schedule = GENERATE("", "round-robin", "random:1");
  return how;
}

std::optional<std::string> killer_of(const Seen& seen, const Name& process) {
  return one<event::Exit>(seen, process).as<event::Exit>()->by;
}

}  // namespace

TEST_CASE("a thread's end is told, and that the kernel kills whom it made") {
  const Seen seen = observed({"authors", "thread"}, either_way());
  CHECK(one<event::ThreadEnd>(seen).process == "P/t2");
  CHECK(killer_of(seen, "P.1") == "end-of:P/t2");
}

TEST_CASE("a process's end is that of its threads, and a first thread may end before the others") {
  CHECK(all<event::ThreadEnd>(observed({"leader_exit"}, either_way()), "P").size() == 1);
  CHECK(all<event::ThreadEnd>(observed({"thread_exec"}, either_way())).empty());
}

TEST_CASE("whoever sends SIGKILL is named at the end of whom it kills") {
  CHECK(killer_of(observed({"authors", "killed"}, either_way()), "P.1") == "P");

  How limited = either_way();
  limited.settings.limits.seconds = 1;  // by then it runs, also on a loaded machine
  CHECK(killer_of(observed({"endless"}, limited), "P") == "procdemo");
}

TEST_CASE("nobody of the run has killed whom somebody else has") {
  need_observing();
  Running run({"sleep", "1000"}, {});
  REQUIRE(run.until([](const Event& event) { return event.as<event::Sleep>() != nullptr; }));
  const pid_t sleeper = static_cast<pid_t>(static_cast<std::int64_t>(run.events().front().pid));
  CHECK(send_signal(open_process(sleeper), SIGKILL) == 0);
  CHECK(killer_of(run.finish(), "P") == "outside");
}

TEST_CASE("the children of a process that ignores SIGCHLD vanish, and nobody can wait for them") {
  for (const char* how : {"ignored", "no-zombies"}) {
    const Seen seen = observed({"authors", how}, either_way());
    CAPTURE(how);
    CHECK(lines_of(seen) == std::vector<std::string>{"ECHILD"});
    CHECK(one<event::Vanish>(seen).as<event::Vanish>()->parent == "P");
    CHECK(one<event::Vanish>(seen).process == "P.1");
    const Event none = one<event::NoChild>(seen, "P");
    CHECK(none.as<event::NoChild>()->target == "P.1");
    CHECK(none.as<event::NoChild>()->ignores);
    CHECK(all<event::Reap>(seen).empty());
    CHECK(all<event::Zombie>(seen).empty());
  }
}

TEST_CASE("who asks again for a child that is gone is told so") {
  const Seen seen = observed({"authors", "no-child"}, either_way());
  CHECK_FALSE(one<event::NoChild>(seen, "P").as<event::NoChild>()->ignores);
  CHECK(all<event::Reap>(seen).size() == 1);
}

TEST_CASE("a child's stop and its going on are news to who asks for them") {
  const Seen seen = observed({"authors", "news"}, either_way());
  const std::vector<Event> news = all<event::Notice>(seen, "P");
  REQUIRE(news.size() == 2);
  CHECK(news[0].as<event::Notice>()->stopped == "SIGSTOP");
  CHECK(news[1].as<event::Notice>()->stopped == std::nullopt);
  CHECK(all<event::Continue>(seen, "P.1").size() == 1);
  CHECK(all<event::Reap>(seen).size() == 1);
}
