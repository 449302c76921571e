// Who waits for each other without one circle.
#include "trace/knot.h"

#include "catch.h"

using namespace procdemo::trace;

namespace {

using Names = std::vector<Name>;

/// Three, each of whom either of the others could wake; and their parent.
event::Deadlock ring() {
  return {.waiting = {"P", "P.1", "P.2", "P.3"},
          .on = {"child", "semaphore", "semaphore", "semaphore"},
          .held_by = {"P.1, P.2, P.3", "P.2, P.3", "P.1, P.3", "P.1, P.2"},
          .needs = {{"", "post", "post", "post"}}};
}

}  // namespace

TEST_CASE("those of whom each could be woken by another one of them alone are a knot") {
  CHECK(knot_in(ring()) == Names{"P.1", "P.2", "P.3"});
}

TEST_CASE("so are those of whom each waits for somebody to add to its event counter") {
  event::Deadlock deadlock = ring();
  deadlock.needs = {{"", "add", "add", "add"}};
  CHECK(knot_in(deadlock) == Names{"P.1", "P.2", "P.3"});
}

TEST_CASE("where one of them may be woken by somebody else, it is none") {
  event::Deadlock deadlock = ring();
  deadlock.on[3] = "signal";
  deadlock.held_by[3] = "";
  CHECK(knot_in(deadlock) == Names{});
  deadlock = ring();
  deadlock.held_by[1] += ", P.4";  // who does not wait
  CHECK(knot_in(deadlock) == Names{});
}

TEST_CASE("what a circle says need not be said again, and no semaphore is no knot") {
  event::Deadlock deadlock = ring();
  deadlock.circle = {"P.1", "P.2"};
  CHECK(knot_in(deadlock) == Names{});
  deadlock = ring();
  deadlock.needs.reset();
  CHECK(knot_in(deadlock) == Names{});
}
