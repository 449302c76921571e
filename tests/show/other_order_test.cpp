// What a live run's end says of another order: only what would be so.
#include "show/other_order.h"

#include <vector>

#include "catch.h"

using namespace procdemo::show;

namespace {

using Hint = OtherOrder::Hint;

Event by(const Name& process, event::Any what) {
  return {.process = process, .what = std::move(what)};
}

Event fork_of(const Name& parent, const Name& child, const char* call = "fork") {
  return by(parent, event::Fork{child, 2, call, 2});
}

Event print_of(const Name& process) {
  return by(process, event::Line{1, "x", false, false});
}

OtherOrder learned(const std::vector<Event>& events) {
  OtherOrder order;
  for (const Event& event : events) order.learn(event);
  return order;
}

}  // namespace

TEST_CASE("who printed second, and did nothing else, would come first where it goes first") {
  const OtherOrder child = learned({fork_of("P", "P.1"), print_of("P"), print_of("P.1")});
  CHECK(child.hint() == Hint::child_first);
  CHECK(child.first() == "P");
  CHECK(child.other() == "P.1");

  const OtherOrder parent = learned({fork_of("P", "P.1"), print_of("P.1"), print_of("P")});
  CHECK(parent.hint() == Hint::parent_first);
  CHECK(parent.other() == "P");
}

TEST_CASE("who is first whose line is complete first, as a reader sees it") {
  const Event piece = by("P.1", event::Print{1, "chi"});
  const OtherOrder order = learned({fork_of("P", "P.1"), piece, print_of("P"), print_of("P.1")});
  CHECK(order.hint() == Hint::child_first);
  CHECK(order.first() == "P");
}

TEST_CASE("what may have ordered the two says nothing of another order") {
  const std::vector<event::Any> deeds = {event::Sleep{1}, event::Wait{"any", false},
                                         event::Read{"pipe:[1]", 1}, event::Lock{"/l", "exclusive"},
                                         event::Signal{"SIGUSR1", "P"}};
  for (const event::Any& deed : deeds) {
    CHECK(learned({fork_of("P", "P.1"), print_of("P"), by("P.1", deed), print_of("P.1")}).hint() ==
          Hint::none);
    CHECK(learned({fork_of("P", "P.1"), by("P", deed), print_of("P.1"), print_of("P")}).hint() ==
          Hint::none);
  }
}

TEST_CASE("only the first print of each after the fork counts, and who has printed before it") {
  CHECK(learned({print_of("P"), fork_of("P", "P.1"), print_of("P.1")}).hint() == Hint::none);
  CHECK(learned({fork_of("P", "P.1"), print_of("P"), print_of("P")}).hint() == Hint::none);
  CHECK(learned({fork_of("P", "P.1", "vfork"), print_of("P.1"), print_of("P")}).hint() ==
        Hint::none);
}

TEST_CASE("where nobody could go on, other orders are the question") {
  event::Deadlock still;
  still.still = 1.5;
  CHECK(learned({by("P", still)}).hint() == Hint::explore);
  CHECK(learned({by("P", event::Deadlock())}).hint() == Hint::none);  // of an order that was chosen
}
