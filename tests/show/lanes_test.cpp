#include <algorithm>

#include "catch.h"
#include "show/narrated.h"
#include "show/terminal/grid.h"
#include "show/traces.h"

using namespace procdemo::show;

namespace {

std::string lanes(const Trace& trace, int width = 80) {
  return narrated(trace, Format::lanes, {Language::en, false, width});
}

// The column in which `words` stands in the first line that has it, or -1.
int column_of(const std::string& text, const std::string& words) {
  for (const std::string& line : lines_of(text)) {
    const std::size_t at = line.find(words);
    if (at != std::string::npos) return terminal_columns(line.substr(0, at));
  }
  return -1;
}

std::size_t count(const std::string& text, const std::string& words) {
  std::size_t found = 0;
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
    ++found;
  }
  return found;
}

TraceMaker two() {
  TraceMaker make;
  make("P", event::Start{{"./two"}, "", std::nullopt}).fork("P", "P.1");
  return make;
}

}  // namespace

TEST_CASE("lanes are generous where there is room, and four fit into 80 columns") {
  CHECK(Grid(80, false).lanes() == 2);
  CHECK_FALSE(Grid(80, false).narrow());
  CHECK(Grid(80, false).grown().lanes() == 4);
  CHECK(Grid(80, false).grown().lane_width() >= Grid::narrowest_lane);
  CHECK_FALSE(Grid(80, false).grown().can_grow());
  CHECK(Grid(200, false).lanes() == 4);
  CHECK_FALSE(Grid(200, false).narrow());
  for (const bool lines : {false, true}) {
    CHECK(Grid(Grid::narrowest(lines), lines).lanes() == 2);
    for (int width = Grid::narrowest(lines); width <= 300; ++width) {
      for (Grid grid(width, lines);; grid = grid.grown()) {
        CHECK(grid.spine(grid.lanes() - 1) + grid.lane_width() <= width);
        if (!grid.can_grow()) break;
      }
    }
  }
}

TEST_CASE("a fork's line leads to the birth, and a reaping's to the end") {
  const auto lines = lines_of(lanes(multi_fork_trace()));
  const auto has = [&](const char* row) {
    return std::ranges::any_of(lines, [&](const auto& line) { return line.ends_with(row); });
  };
  CHECK(has("├ fork() returned 4212 here ────────● P.1 4212"));
  CHECK(has("├ fork() = 4213 ──┼─────────────────● P.2 4213"));
  CHECK(has("├ reaps P.1.1: 0 ─┼─────────────────×"));
  CHECK(has("├ reaps P.1: 0 ───×"));
}

TEST_CASE("a column is used again after its process is gone") {
  TraceMaker make = two();
  make.exits("P.1")("P", event::Reap{"P.1", 0, std::nullopt}).fork("P", "P.2");
  make.prints("P.2", "here");
  const std::string text = lanes(make.trace());
  CHECK(column_of(text, "● P.2") == column_of(text, "● P.1"));
  CHECK(column_of(text, "▌here") == column_of(text, "● P.1"));
}

TEST_CASE("a zombie's column is not used before it is reaped") {
  TraceMaker make = two();
  make.exits("P.1")("P.1", event::Zombie{"P"}).fork("P", "P.2");
  const std::string text = lanes(make.trace());
  CHECK(column_of(text, "● P.2") > column_of(text, "╭"));
}

TEST_CASE("who ends as an orphan leaves its column at once; nobody of the run asks for it") {
  TraceMaker make = two();
  make.exits("P")("P.1", event::Orphan{"systemd", 1}).fork("P.1", "P.1.1").exits("P.1");
  make.fork("P.1.1", "P.1.1.1");
  const std::string text = lanes(make.trace());
  CHECK(column_of(text, "● P.1.1 ") == column_of(text, "● P 4211"));
  CHECK(column_of(text, "● P.1.1.1") == column_of(text, "● P.1 4212"));
}

TEST_CASE("a line may lead to the left") {
  TraceMaker make = two();
  make.exits("P")("P.1", event::Orphan{"systemd", 1}).fork("P.1", "P.1.1");
  CHECK(lanes(make.trace()).find("● P.1.1 4213 ──") != std::string::npos);
  CHECK(lanes(make.trace()).find("──┤ fork() returned 4213 here") != std::string::npos);
}

TEST_CASE("those without a column share the last one, named with each text") {
  const std::string text = lanes(crowd_trace(6));
  CHECK(text.find("║ P.6 ▌hello") != std::string::npos);
  CHECK(text.find("■ P.6 ends: 0") != std::string::npos);
  CHECK(text.find("║ P.3 P.4\n") != std::string::npos);  // the head says who is there
  CHECK(count(text, "hello") == 6);
  // Once they are gone, the column is one process's again.
  CHECK(text.find("│ P.7") == std::string::npos);
}

TEST_CASE("many processes: all are told, none is lost") {
  const std::string text = lanes(crowd_trace(100));
  CHECK(count(text, "▌hello") == 100);
  CHECK(count(text, "reaps P.") == 101);
}

TEST_CASE("a child's first stop may be told before its parent's fork") {
  TraceMaker make;
  make("P", event::Start{{"./x"}, "", std::nullopt})("P.1", event::Start{{}, "P", 0});
  make("P", event::Fork{"P.1", make.pid("P.1"), "fork", make.pid("P.1")});
  const std::string text = lanes(make.trace());
  CHECK(count(text, "● P.1 4212") == 1);
  CHECK(text.find("fork() returned 4212 here") != std::string::npos);
}

TEST_CASE("somebody of whom nothing was told yet, and somebody long gone, may speak") {
  TraceMaker make = two();
  make.prints("P.7", "who am I").exits("P.1")("P", event::Reap{"P.1", 0, std::nullopt});
  make.prints("P.1", "after all");
  const std::string text = lanes(make.trace());
  CHECK(text.find("● P.7") != std::string::npos);
  CHECK(text.find("▌who am I") != std::string::npos);
  CHECK(text.find("▌after all") != std::string::npos);
}

TEST_CASE("a thread speaks in its process's column") {
  TraceMaker make = two();
  make("P.1", event::Thread{"P.1/t2"})("P.1/t2", event::Sleep{2}).prints("P.1/t2", "out");
  const std::string text = lanes(make.trace());
  CHECK(column_of(text, "▌out") == column_of(text, "● P.1 4212"));
  CHECK(text.find("│ t2: sleeps 2 s") != std::string::npos);
  CHECK(text.find("● P.1/t2") == std::string::npos);
}

TEST_CASE("zombies and orphans are seen on every row while they are there") {
  TraceMaker make = two();
  make.exits("P.1")("P.1", event::Zombie{"P"}).prints("P", "one").prints("P", "two");
  const std::string text = lanes(make.trace());
  for (const std::string& line : lines_of(text)) {
    if (line.find("▌one") != std::string::npos || line.find("▌two") != std::string::npos) {
      CHECK(line.ends_with(" Z"));
    }
  }
  CHECK(lanes(orphan_trace()).find("◌ is an orphan") != std::string::npos);
  CHECK(lanes(orphan_trace()).find("┊ wakes") != std::string::npos);
}

TEST_CASE("long output goes on in its own column, behind a thinner bar") {
  TraceMaker make = two();
  make.prints("P.1", std::string(70, 'x'));
  std::size_t shown = 0;
  for (const std::string& line : lines_of(lanes(make.trace()))) {
    if (line.find('x') == std::string::npos) continue;
    shown += static_cast<std::size_t>(std::ranges::count(line, 'x'));
    CHECK(line.find(shown <= 40 ? "▌x" : "▎x") != std::string::npos);
  }
  CHECK(shown == 70);
}

TEST_CASE("names and PIDs are shown again after a screen of rows") {
  TraceMaker make = two();
  for (int i = 0; i < 100; ++i) make.prints("P", "row");
  CHECK(count(lanes(make.trace()), "P 4211") == 4);
}
