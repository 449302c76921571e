// --speed: sleeps and timed waits are scaled, and the program's own clocks run at the same rate.
#include <cmath>
#include <sstream>

#include "observed.h"

using namespace procdemo::engine;

namespace {

How at_speed(double speed) {
  How how;
  how.settings.mode = LiveMode{speed};
  return how;
}

struct Figure {
  std::string name;
  double seconds;
};

std::vector<Figure> figures(const Seen& seen) {
  std::vector<Figure> found;
  std::istringstream text(seen.output());
  for (Figure figure; text >> figure.name >> figure.seconds;) found.push_back(figure);
  return found;
}

}  // namespace

TEST_CASE("every way to let time pass takes its time by the program's clock, less by ours") {
  const Seen seen = observed({"sleepers", "4"}, at_speed(20));
  const std::vector<Figure> ways = figures(seen);
  REQUIRE(ways.size() == 27);
  for (const Figure& way : ways) {
    INFO(way.name);
    CHECK(way.seconds > 3.99);
    CHECK(way.seconds < 40);  // at speed 1 it were 80: room for a loaded machine
  }
  CHECK(seen.outcome.wall < 27 * 4 / 4.0);
}

TEST_CASE("a slower run takes longer, and the program does not notice") {
  const Seen seen = observed({"sleepers", "1", "nanosleep"}, at_speed(0.5));
  CHECK(figures(seen).at(0).seconds > 0.99);
  CHECK(figures(seen).at(0).seconds < 1.9);
  CHECK(seen.outcome.wall > 1.99);
}

TEST_CASE("all clocks but the processor's run at the speed of the run") {
  const Seen seen = observed({"clocks", "10"}, at_speed(20));
  for (const Figure& clock : figures(seen)) {
    INFO(clock.name);
    if (clock.name == "after" || clock.seconds == 0) continue;
    if (clock.name == "processor") {
      CHECK(clock.seconds < 1);
    } else {
      CHECK(clock.seconds > 8.99);  // time(2) counts whole seconds
      CHECK(clock.seconds < 100);   // at speed 1 it were 200
    }
  }
  CHECK(seen.output().find("after 2020: yes") != std::string::npos);
}

TEST_CASE("at speed 1 no sleep is changed") {
  const Seen seen = observed({"sleepers", "1", "until-realtime"});
  CHECK(figures(seen).at(0).seconds > 0.99);
  CHECK(seen.outcome.wall > 0.99);
}

TEST_CASE("a sleep is told with what was asked, and what it took by the program's clock") {
  const Seen seen = observed({"sleepers", "4", "nanosleep"}, at_speed(4));
  CHECK(one<event::Sleep>(seen).as<event::Sleep>()->seconds == Approx(4));
  const Event wake = one<event::Wake>(seen);
  CHECK(wake.as<event::Wake>()->seconds > 3.99);
  CHECK(wake.as<event::Wake>()->seconds < 14);  // at speed 1 it were 16
  CHECK(wake.time - one<event::Sleep>(seen).time > 3.99);
  CHECK(std::abs(figures(seen).at(0).seconds - wake.as<event::Wake>()->seconds) < 2);
}

TEST_CASE("interrupted calls are the same at another speed") {
  for (const char* how : {"ignored", "caught"}) same_as_alone({"interrupted", how}, at_speed(0.8));
}

TEST_CASE("Python's sleep is scaled like any other") {
  const Seen seen = observed({PROCDEMO_PYTHON, "-c",
                              "import time; a = time.monotonic(); time.sleep(6);"
                              "print('slept', round(time.monotonic() - a, 3))"},
                             at_speed(20));
  CHECK(figures(seen).at(0).seconds > 5.99);
  CHECK(seen.outcome.wall < 6);  // and the sleep alone at speed 1: 6
}
