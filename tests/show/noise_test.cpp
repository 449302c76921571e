// What a reader would have to skip.
#include "show/noise.h"

#include "catch.h"
#include "show/narrated.h"
#include "show/traces.h"

using namespace procdemo::show;

namespace {

// How many of these events of one process are shown.
int shown(const std::vector<event::Any>& events) {
  NoiseFilter filter;
  int count = 0;
  for (const event::Any& what : events) {
    if (filter.of(Event{.process = "P", .what = what}) == Noise::none) ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("a wait is one row, however often it is looked at again") {
  std::vector<event::Any> looks;
  for (int i = 0; i < 20; ++i) {
    looks.push_back(event::Block{"futex"});
    looks.push_back(event::Unblock{"futex"});
    looks.push_back(event::Probe{"multiprocess", "touch", {"queue-1"}});
  }
  CHECK(shown(looks) == 1);
  CHECK(shown({event::Block{"futex"}, event::Unblock{"futex"}, event::Sleep{1},
               event::Block{"futex"}}) == 3);
  CHECK(shown({event::Block{"futex"}, event::Block{"signal"}, event::Block{"futex"}}) == 2);
}

TEST_CASE("to wait for a child and to be blocked by it is one row") {
  CHECK(shown({event::Wait{"P.1"}, event::Block{"P.1"}, event::Unblock{"P.1"}}) == 1);
  CHECK(shown({event::Wait{"any"}, event::Block{"child"}, event::Unblock{"child"}}) == 1);
  CHECK(shown({event::Wait{"P.1"}, event::Block{"P.2"}}) == 2);
  CHECK(shown({event::Wait{"any"}, event::Wait{"group"}, event::Wait{"any"}}) == 2);
  CHECK(shown({event::Lock{"/a", "exclusive", true}, event::Block{"/a"}, event::Unblock{"/a"},
               event::Locked{"/a", "exclusive"}}) == 2);
}

TEST_CASE("who waits for a process waits for it in the same words, whatever the call") {
  const auto told = [](event::Any what) {
    TraceMaker make;
    make("P", std::move(what));
    return lines_of(narrated(make.trace(), Format::plain, {})).at(2);
  };
  CHECK(told(event::Wait{"P.1"}) == told(event::Block{"P.1"}));
}

TEST_CASE("a loop that asks for its children in turn is told once for each") {
  std::vector<event::Any> looks;
  for (int i = 0; i < 20; ++i) {
    looks.push_back(event::Wait{"P.1", true});
    looks.push_back(event::Wait{"P.2", true});
  }
  CHECK(shown(looks) == 2);
}
