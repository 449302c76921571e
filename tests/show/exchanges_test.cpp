// Runs of writes and reads between two processes.
#include <algorithm>

#include "catch.h"
#include "show/narrated.h"
#include "show/traces.h"

using namespace procdemo::show;

namespace {

// A question of four bytes and its answer of two, so many times.
void ping_pong(TraceMaker& make, int times, const std::string& there, const std::string& here,
               const std::string& back_there, const std::string& back_here) {
  for (int i = 0; i < times; ++i) {
    make("P", event::Write{there, 4});
    make("P.1", event::Read{here, 4});
    make("P.1", event::Write{back_there, 2});
    make("P", event::Read{back_here, 2});
  }
}

std::vector<std::string> rows_about(const Trace& trace, const std::string& what,
                                    Format format = Format::plain) {
  std::vector<std::string> rows;
  for (std::string& row : lines_of(narrated(trace, format, {Language::en, false, 80}))) {
    if (row.find(what) != row.npos) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

TEST_CASE("writes and reads between two processes are one row that counts") {
  TraceMaker make;
  make.fork("P", "P.1");
  ping_pong(make, 100, "pipe:[1]", "pipe:[1]", "pipe:[2]", "pipe:[2]");
  make.prints("P", "done");
  const auto rows = rows_about(make.trace(), "pipe:");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0] ==
        "   0.000  P        with P.1: writes: 200 (600 bytes), reads: 200 (600 bytes), "
        "through pipe:[1], pipe:[2]");
  CHECK(rows_about(make.trace(), "\"event\":\"read\"", Format::jsonl).size() == 200);
}

TEST_CASE("the two ends of a connection have two names, and are one row, too") {
  TraceMaker make;
  make.fork("P", "P.1").fork("P", "P.2");
  for (int i = 0; i < 10; ++i) {
    ping_pong(make, 1, "socket:[1]", "socket:[2]", "socket:[2]", "socket:[1]");
    make("P", event::Write{"socket:[3]", 8});
    make("P.2", event::Read{"socket:[4]", 8});
  }
  make.prints("P", "done");
  const auto rows = rows_about(make.trace(), "socket:");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].find("P        with P.1: writes: 20 (60 bytes)") != std::string::npos);
  CHECK(rows[1].find("P        with P.2: writes: 10 (80 bytes)") != std::string::npos);
}

TEST_CASE("a wait within an exchange is counted with it, and so is the one that comes again") {
  TraceMaker make;
  make.fork("P", "P.1");
  make("P.1", event::Block{"pipe:[1]"});
  for (int i = 0; i < 3; ++i) {
    make("P", event::Write{"pipe:[1]", 4})("P", event::Block{"pipe:[2]"});
    make("P.1", event::Read{"pipe:[1]", 4});
    make("P.1", event::Probe{"multiprocess", "queue_put", {"managed-1", "1", "4"}});
    make("P.1", event::Write{"pipe:[2]", 2})("P.1", event::Block{"pipe:[1]"});
    make("P", event::Read{"pipe:[2]", 2});
  }
  make.prints("P", "done");
  const auto rows = rows_about(make.trace(), "P");
  const auto count = [&](const std::string& what) {
    return std::ranges::count_if(
        rows, [&](const std::string& row) { return row.find(what) != row.npos; });
  };
  CHECK(count("blocked: waits on pipe:[1]") == 1);  // before the first
  CHECK(count("blocked: waits on pipe:[2]") == 0);
  CHECK(count("writes: 6 (18 bytes), reads: 6 (18 bytes)") == 1);
  CHECK(count("puts item 1 into managed-1") == 3);
}

TEST_CASE("a wait that nothing has ended is told behind its exchange") {
  TraceMaker make;
  make.fork("P", "P.1");
  ping_pong(make, 3, "pipe:[1]", "pipe:[1]", "pipe:[2]", "pipe:[2]");
  make("P", event::Write{"pipe:[1]", 4})("P", event::Block{"pipe:[2]"});
  make.prints("P.1", "done");
  const auto rows = rows_about(make.trace(), "pipe:");
  REQUIRE(rows.size() == 2);
  CHECK(rows[1].ends_with("P        blocked: waits on pipe:[2]"));
}

TEST_CASE("a single message is told as it is, and so is the end of a file") {
  TraceMaker make;
  make.fork("P", "P.1");
  make("P", event::Write{"pipe:[1]", 4})("P.1", event::Read{"pipe:[1]", 4});
  make("P.1", event::Read{"pipe:[1]", 0});
  CHECK(rows_about(make.trace(), "pipe:[1]").size() == 3);
}

TEST_CASE("who writes to nobody that reads is counted alone") {
  TraceMaker make;
  for (int i = 0; i < 5; ++i) make("P", event::Write{"pipe:[1]", 4});
  const auto rows = rows_about(make.trace(), "pipe:");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].ends_with("P        writes 5 times into pipe:[1] (20 bytes)"));
}

TEST_CASE("what comes between parts a run, and so does a pause") {
  TraceMaker make;
  make.fork("P", "P.1");
  ping_pong(make, 3, "pipe:[1]", "pipe:[1]", "pipe:[2]", "pipe:[2]");
  make.prints("P.1", "half");
  ping_pong(make, 3, "pipe:[1]", "pipe:[1]", "pipe:[2]", "pipe:[2]");
  make.at(1);
  ping_pong(make, 3, "pipe:[1]", "pipe:[1]", "pipe:[2]", "pipe:[2]");
  CHECK(rows_about(make.trace(), "writes: 6 ").size() == 3);
}

TEST_CASE("what was kept back is told when nothing happens for a moment") {
  TraceMaker make;
  make("P", event::Write{"pipe:[1]", 4});
  const Trace trace = make.trace();
  std::string text;
  const auto narrator =
      make_narrator(Format::plain, {}, [&](std::string_view more) { text += more; });
  narrator->begin(trace.run);
  narrator->event(trace.events.front());
  CHECK(text.find("pipe:") == std::string::npos);
  narrator->pause(moment);
  CHECK(text.find("pipe:") != std::string::npos);
}
