#include "questions/shown.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace procdemo::questions {
namespace {

constexpr std::size_t most_events = 8;

EventNumbers in_both(const EventNumbers& some, const EventNumbers& others) {
  EventNumbers all;
  std::ranges::set_union(some, others, std::back_inserter(all));
  return all;
}

Shown few_of(const EventNumbers& events, std::size_t most) {
  const auto end = events.begin() + static_cast<std::ptrdiff_t>(std::min(events.size(), most));
  return {.events = {events.begin(), end}, .more = {end, events.end()}};
}

/// Of both, each event once, in the order of the run.
Shown both(const Shown& some, const Shown& others) {
  Shown all{.events = in_both(some.events, others.events)};
  std::ranges::set_difference(in_both(some.more, others.more), all.events,
                              std::back_inserter(all.more));
  return all;
}

}  // namespace

Shown first_few(const EventNumbers& events) {
  return few_of(events, most_events);
}

Shown events_of(const Claim& claim, const SeenRun& run) {
  Shown all;
  for (const Pattern& pattern : claim.patterns) {
    all = both(all, first_few(matches_of(pattern, run)));
  }
  return all;
}

Shown joined(const Shown& some, const Shown& others) {
  const auto half = [](const Shown& shown) {
    Shown fewer = few_of(shown.events, most_events / 2);
    fewer.more = in_both(fewer.more, shown.more);
    return fewer;
  };
  Shown all = both(half(some), half(others));
  all.token = some.token;
  return all;
}

}  // namespace procdemo::questions
