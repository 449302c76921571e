// What 03-concurrency draws is what it has measured.
#include "../../lessons/03-concurrency/timeline.h"

#include <memory>
#include <vector>

#include "catch.h"

namespace {

std::unique_ptr<Timeline> timeline(const std::vector<Slice>& a, const std::vector<Slice>& b) {
  auto both = std::make_unique<Timeline>();
  for (const Slice& slice : a) both->a.add(slice);
  for (const Slice& slice : b) both->b.add(slice);
  return both;
}

/// Columns in which both rows have a #.
std::size_t columns_of_both(const Chart& chart) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < chart.a.size(); ++i) {
    if (chart.a[i] == '#' && chart.b.at(i) == '#') ++columns;
  }
  return columns;
}

}  // namespace

TEST_CASE("who ran at the same moment is marked, however short that was") {
  const auto busy = timeline({{0, 10'000}, {40'000, 50'000}}, {{20'000, 30'000}, {49'900, 60'000}});
  CHECK(busy->both_at_once() == 100);
  const Chart chart = busy->chart(60'000 / 14 + 1);
  CHECK(columns_of_both(chart) == 1);
  CHECK(chart.a.size() == 14);
}

TEST_CASE("who takes turns within a column has never run at the same moment") {
  std::vector<Slice> a, b;
  for (long at = 0; at < 100'000; at += 1'000) {
    a.push_back({at, at + 500});
    b.push_back({at + 500, at + 1'000});
  }
  const auto turns = timeline(a, b);
  CHECK(turns->both_at_once() == 0);
  CHECK(columns_of_both(turns->chart(7'143)) == 0);
}

TEST_CASE("what is no longer than a gap that is taken for none proves nothing") {
  const auto noise = timeline({{0, 1'000}}, {{500, 510}, {1'000, 2'000}});
  CHECK(noise->both_at_once() == 0);
  CHECK(columns_of_both(noise->chart(100)) == 0);
}
