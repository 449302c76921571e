// What is behind an event, and behind how a process stands: the call, the place, the kernel's word.
#include <algorithm>
#include <regex>

#include "observed.h"
#include "own_folder.h"
#include "stepped.h"

using namespace procdemo::engine;

namespace {

template <class Kind>
const Event& first(const Stepped& run, const Name& process = "") {
  const auto found = std::ranges::find_if(run.sink.events, [&](const Event& event) {
    return event.as<Kind>() && (process.empty() || event.process == process);
  });
  REQUIRE(found != run.sink.events.end());
  return *found;
}

Evidence why(const Stepped& run, const Event& event) {
  const auto evidence = run.engine.why(event.seq);
  REQUIRE(evidence);
  CHECK(evidence->process == event.process);
  return *evidence;
}

// A process's PID as it sees it itself, and so as its calls have it.
std::string pid_of(const Stepped& run, const Name& process) {
  const auto told = std::ranges::find(run.sink.events, process, &Event::process);
  REQUIRE(told != run.sink.events.end());
  return std::to_string(told->pid);
}

void run_to_end(Stepped& run) {
  run.engine.start();
  while (run.engine.step()) continue;
}

bool has_line(const Evidence& evidence, const std::string& what) {
  return std::ranges::any_of(evidence.kernel, [&](const std::string& line) {
    return line.find(what) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("behind an event is its call, as strace writes it, with its result") {
  need_observing();
  Stepped run({"sh", "-c", "sleep 2; (exit 3); echo done; kill -TERM $$"}, true);
  run_to_end(run);
  CHECK(why(run, first<event::Print>(run)).call == R"(write(1, "done\n", 5) = 5)");
  CHECK(why(run, first<event::Reap>(run)).call ==
        "wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = " + pid_of(run, "P.1"));
  const std::string sleep = why(run, first<event::Sleep>(run)).call;
  // Debian 13's sleep(1) asks for a nanosecond more.
  CHECK(sleep.starts_with("clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=2, tv_nsec="));
  CHECK(sleep.ends_with(") = 0"));
  CHECK(why(run, first<event::Exec>(run, "P.1")).call.starts_with("execve("));
  CHECK(why(run, first<event::Fork>(run)).call.ends_with(") = " + pid_of(run, "P.1")));
  CHECK(why(run, first<event::Kill>(run)).call == "kill(" + pid_of(run, "P") + ", SIGTERM)");
  const Evidence exit = why(run, first<event::Exit>(run, "P.2"));
  CHECK(exit.call == "exit_group(3)");
  CHECK_FALSE(run.engine.why(100'000));
  CHECK_FALSE(run.engine.why("P.9"));
}

TEST_CASE("bytes that were read stand in the call that has read them") {
  need_observing();
  Stepped run({"sh", "-c", "echo abc | cat; true"}, true);
  run_to_end(run);
  const std::string read = why(run, first<event::Read>(run)).call;
  CHECK(read.starts_with(R"(read(0, "abc\n", )"));
  CHECK(read.ends_with(") = 4"));
  const auto eof = std::ranges::find_if(run.sink.events, [](const Event& event) {
    return event.as<event::Read>() && event.as<event::Read>()->bytes == 0;
  });
  REQUIRE(eof != run.sink.events.end());
  CHECK(why(run, *eof).call.starts_with(R"(read(0, "", )"));
}

TEST_CASE("behind an event is where its call was made, and who called that") {
  need_observing();
  Stepped run({"places"}, true);
  run_to_end(run);
  const auto line_of = [](const Event& event) { return event.as<event::Print>()->text; };
  bool in_function = false;
  for (const Event& event : run.sink.events) {
    if (!event.as<event::Print>()) continue;
    const Evidence evidence = why(run, event);
    REQUIRE(!evidence.stack.empty());
    const StackFrame& innermost = evidence.stack.front();
    CHECK(innermost.place.file + ":" + std::to_string(innermost.place.line) + "\n" ==
          line_of(event));
    CHECK(innermost.place == event.place);
    if (innermost.function.find("say_in_a_function") == std::string::npos) continue;
    REQUIRE(evidence.stack.size() == 2);
    CHECK(evidence.stack[1].function == "main");
    in_function = true;
  }
  CHECK(in_function);
}

TEST_CASE("the kernel says in which state a process is, and who holds the lock") {
  need_observing();
  const procdemo::OwnFolder folder;
  Stepped run({"crossed_locks", folder.at("one"), folder.at("two")}, true);
  run.engine.start();
  bool waited = false;
  while (run.engine.step()) {
    for (const Blocked& blocked : run.engine.state().waiting) {
      if (!blocked.on.starts_with(folder.path())) continue;
      const Evidence evidence = run.engine.why(blocked.name).value();
      CHECK(std::regex_match(evidence.call, std::regex(R"(flock\([34], LOCK_EX\))")));
      CHECK(has_line(evidence, "FLOCK"));
      CHECK(has_line(evidence, "(" + blocked.held_by + ")"));
      waited = true;
    }
    const auto parent = run.engine.state().waiting;
    if (parent.empty() || parent[0].name != "P") continue;
    CHECK(has_line(run.engine.why("P").value(), "State: S (sleeping)"));
    CHECK(run.engine.why("P").value().call == "wait4(-1, NULL, 0, NULL)");
  }
  CHECK(waited);
  for (const Event& event : run.sink.events) {
    if (event.as<event::Zombie>()) CHECK(has_line(why(run, event), "State: Z (zombie)"));
  }
}

TEST_CASE("where nobody wants evidence, none is kept") {
  need_observing();
  Stepped run({"sh", "-c", "echo a"});
  run_to_end(run);
  CHECK_FALSE(run.engine.why(first<event::Print>(run).seq));
}
