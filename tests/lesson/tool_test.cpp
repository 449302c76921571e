// Tools that do not end, or have too much to say: they are stopped, with all that they have
// started.
#include "lesson/tool.h"

#include <sys/mman.h>

#include <csignal>
#include <sstream>

#include "base/interrupted.h"
#include "base/own_signal.h"
#include "base/pidfd.h"
#include "base/signal_mask.h"
#include "catch.h"

using namespace procdemo::lesson;
using namespace std::chrono_literals;

namespace {

ToolAnswer ask_shell(const std::string& script, const ToolLimits& limits = {}) {
  return ask_tool({"sh", "-c", script}, limits);
}

/// Killed, and about to end, or gone already.
bool ends(pid_t pid) {
  const Fd process = open_process(pid);
  return process ? await_end(process, 60s) : errno == ESRCH;
}

}  // namespace

TEST_CASE("how a tool ended, and what it said") {
  CHECK(ask_shell("echo well").end == ToolEnd::well);
  CHECK(ask_shell("echo well").words == "well\n");
  CHECK(ask_shell("echo no >&2; exit 3").end == ToolEnd::failed);
  CHECK(ask_shell("echo no >&2; exit 3").words == "no\n");
  CHECK_THROWS_AS(ask_tool({"/no/such/tool"}), std::system_error);
}

TEST_CASE("a tool that does not end is stopped when its time is over") {
  CHECK(ask_shell("while :; do :; done", {.time = 0s}).end == ToolEnd::too_long);
}

TEST_CASE("a tool with too much to say is stopped, with all that it has started") {
  const ToolAnswer answer =
      ask_shell("sleep 1000 & echo $!; while :; do echo more; done", {.words = 1000});
  CHECK(answer.end == ToolEnd::too_many_words);
  pid_t other = 0;
  std::istringstream(answer.words) >> other;
  REQUIRE(other > 0);
  CHECK(ends(other));
}

TEST_CASE("a tool ends by itself, too, when nobody stops it") {
  const ToolLimits limits = {.time = 7s, .memory = 1'000'000'000, .file_size = 1'024'000};
  const std::string words = ask_shell("ulimit -t; ulimit -v; ulimit -f; ulimit -c", limits).words;
  CHECK((words == "8\n976562\n2000\n0\n" || words == "8\n976562\n1000\n0\n"));  // dash; bash
}

TEST_CASE("a signal that asks procdemo to end stops the tool, and says which it was") {
  const SignalMask blocked(signal_set({SIGTERM}));
  signal_self(SIGTERM);
  try {
    ask_shell("sleep 1000");
    FAIL("it was not interrupted");
  } catch (const Interrupted& interrupted) {
    CHECK(interrupted.signal() == SIGTERM);
  }
}
