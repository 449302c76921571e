#include "claims/verbs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/text/number_in.h"
#include "claims/field.h"

namespace procdemo::claims {

namespace {

// --- how findings are told ---

std::string figure(const std::optional<double>& bound) {
  return bound ? text_of(*bound) : "";
}

std::string figure(std::size_t count) {
  return std::to_string(count);
}

std::string list(const Matches& events) {
  constexpr std::size_t shown = 5;
  std::vector<std::string> texts;
  for (const Event* event : events) {
    if (texts.size() == shown) {
      texts.push_back("...");
      break;
    }
    texts.push_back(describe(*event));
  }
  return fmt::format("{}", fmt::join(texts, ", "));
}

// --- what a field says in the events that have it ---

struct Said {
  std::string value;
  const Event* event;
};

std::vector<Said> values_of(const Matches& events, const std::string& field) {
  std::vector<Said> values;
  for (const Event* event : events) {
    const FieldValue value = field_of(*event, field);
    if (!is_there(value)) continue;
    for (std::string& element : elements_of(value)) values.push_back({std::move(element), event});
  }
  return values;
}

// --- count, distinct ---

VerbResult count(const Claim& claim, const Matches& events, const Placeholders& placeholders) {
  const Range range = range_of(claim.bounds, placeholders);
  return {range.contains(static_cast<double>(events.size())),
          "count",
          {figure(events.size()), figure(range.at_least), figure(range.at_most), list(events)}};
}

VerbResult distinct(const Claim& claim, const Matches& events, const Placeholders& placeholders) {
  // As they come up in the run: which of two PIDs is larger is another in the next one.
  std::vector<std::string> values;
  std::set<std::string> known;
  for (Said& said : values_of(events, claim.fields[0])) {
    if (known.insert(said.value).second) values.push_back(std::move(said.value));
  }
  if (values.empty()) return missing(claim, 1);
  const Range range = range_of(claim.bounds, placeholders);
  return {range.contains(static_cast<double>(values.size())),
          "distinct",
          {figure(values.size()), figure(range.at_least), figure(range.at_most), claim.fields[0],
           fmt::format("{}", fmt::join(values, ", "))}};
}

// --- before ---

// Each of A before each of B: the last of A before the first of B.
VerbResult before(const Event& last_a, const Event& first_b) {
  return {last_a.seq < first_b.seq, "before", {describe(last_a), describe(first_b)}};
}

// --- overlap ---

// An interval's beginning or end, and whose it is.
struct Edge {
  bool opens;
  std::string owner;
  const Event* event;
};

// Where one event ends an interval and begins another, the end comes first.
std::vector<Edge> edges_of(const Claim& claim, const Matches& opens, const Matches& closes) {
  std::vector<Edge> edges;
  for (Said& said : values_of(closes, claim.fields[1])) {
    edges.push_back({false, std::move(said.value), said.event});
  }
  for (Said& said : values_of(opens, claim.fields[0])) {
    edges.push_back({true, std::move(said.value), said.event});
  }
  std::ranges::sort(edges, {},
                    [](const Edge& edge) { return std::pair(edge.event->seq, edge.opens); });
  return edges;
}

// The openings of the intervals that were open when most of them were.
Matches most_at_once(const std::vector<Edge>& edges) {
  std::vector<Edge> open;
  std::vector<Edge> most;
  for (const Edge& edge : edges) {
    if (edge.opens) {
      open.push_back(edge);
      if (open.size() > most.size()) most = open;
    } else if (const auto own = std::ranges::find(open, edge.owner, &Edge::owner);
               own != open.end()) {
      open.erase(own);
    }
  }
  Matches events;
  for (const Edge& edge : most) events.push_back(edge.event);
  return events;
}

VerbResult overlap(const Claim& claim, const std::vector<Matches>& sides,
                   const Placeholders& placeholders) {
  const Matches most = most_at_once(edges_of(claim, sides[0], sides[1]));
  if (most.empty()) return missing(claim, 1);
  const Range range = range_of(claim.bounds, placeholders);
  return {range.contains(static_cast<double>(most.size())),
          "overlap",
          {figure(most.size()), figure(range.at_most), list(most)}};
}

// --- same ---

using Values = std::vector<Said>;

// The first value of A that is not B's at the same place, and B's there; nullptr: nothing more.
std::pair<const Said*, const Said*> first_difference(const Values& a, const Values& b) {
  const auto [in_a, in_b] = std::ranges::mismatch(a, b, {}, &Said::value, &Said::value);
  return {in_a == a.end() ? nullptr : &*in_a, in_b == b.end() ? nullptr : &*in_b};
}

// The first value that `others` do not have, or fewer times.
const Said* first_missing(const Values& values, const Values& others) {
  std::map<std::string_view, std::size_t> left;
  for (const Said& other : others) ++left[other.value];
  for (const Said& said : values) {
    if (left[said.value]-- == 0) return &said;
  }
  return nullptr;
}

std::pair<const Said*, const Said*> multiset_difference(const Values& a, const Values& b) {
  return {first_missing(a, b), first_missing(b, a)};
}

VerbResult same(const Claim& claim, const std::vector<Matches>& sides) {
  const Values a = values_of(sides[0], claim.fields[0]);
  const Values b = values_of(sides[1], claim.fields[1]);
  if (a.empty()) return missing(claim, 1);
  if (b.empty()) return missing(claim, 2);
  const auto [in_a, in_b] = claim.multiset ? multiset_difference(a, b) : first_difference(a, b);
  const auto value = [](const Said* said) { return said ? said->value : ""; };
  const auto event = [](const Said* said) { return said ? describe(*said->event) : ""; };
  return {!in_a && !in_b,
          "same",
          {figure(a.size()), figure(b.size()), value(in_a), event(in_a), value(in_b), event(in_b)}};
}

// --- compare ---

std::optional<double> taken(const Claim& claim, const Matches& events, const std::string& field) {
  std::optional<double> result;
  for (const Said& said : values_of(events, field)) {
    const std::optional<double> number = number_in<double>(said.value);
    if (!number) continue;
    result = claim.take == Claim::Take::sum ? result.value_or(0) + *number : *number;
  }
  return result;
}

VerbResult compare(const Claim& claim, const std::vector<Matches>& sides,
                   const Placeholders& placeholders) {
  const std::optional<double> a = taken(claim, sides[0], claim.fields[0]);
  const std::optional<double> b = taken(claim, sides[1], claim.fields[1]);
  if (!a) return missing(claim, 1);
  if (!b) return missing(claim, 2);
  const Range range = range_of(claim.bounds, placeholders);
  const double ratio = *a / *b;  // 0/0 is NaN, within no bounds
  return {range.contains(ratio),
          "compare",
          {shown_value(*a), shown_value(*b), fmt::format("{:.3g}", ratio), figure(range.at_least),
           figure(range.at_most)}};
}

}  // namespace

VerbResult missing(const Claim& claim, int number) {
  const Pattern& pattern = claim.patterns[static_cast<std::size_t>(number) - 1];
  return {false, "missing", {std::to_string(number), text_of(pattern)}};
}

VerbResult find(const Claim& claim, const std::vector<Matches>& sides,
                const Placeholders& placeholders) {
  if (claim.verb == Claim::Verb::count) return count(claim, sides[0], placeholders);
  for (std::size_t side = 0; side < sides.size(); ++side) {
    if (sides[side].empty()) return missing(claim, static_cast<int>(side) + 1);
  }
  switch (claim.verb) {
    case Claim::Verb::count:
      break;  // above: it alone may find nothing
    case Claim::Verb::distinct:
      return distinct(claim, sides[0], placeholders);
    case Claim::Verb::before:
      return before(*sides[0].back(), *sides[1].front());
    case Claim::Verb::overlap:
      return overlap(claim, sides, placeholders);
    case Claim::Verb::same:
      return same(claim, sides);
    case Claim::Verb::compare:
      return compare(claim, sides, placeholders);
  }
  return {};
}

}  // namespace procdemo::claims
