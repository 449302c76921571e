// A search is complete where nothing was missed, and only there.
#include "explore/missed.h"

#include "catch.h"

using namespace procdemo::explore;

namespace {

std::vector<Missed> missed(const Explorer::Ended& ended) {
  return missed_by(ended, Outcomes());
}

}  // namespace

TEST_CASE("whatever ends a search early, or cuts its runs off, is why it is not complete") {
  CHECK(missed({.complete = true}).empty());
  CHECK(missed({.signal = 2, .complete = true}) == std::vector{Missed::stopped});
  CHECK(missed({.at_limit = true}) == std::vector{Missed::at_limit});
  CHECK(missed({.at_time = true}) == std::vector{Missed::at_time});
  CHECK(missed({.complete = true, .cut_off = 1}) == std::vector{Missed::cut_off});
  CHECK(missed({.complete = true, .too_long = 1}) == std::vector{Missed::too_long});
}

TEST_CASE(
    "a search that looked through all it was to, and left some out, has left it out by its bound") {
  CHECK(missed({}) == std::vector{Missed::at_bound});
}
