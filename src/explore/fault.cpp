#include "explore/fault.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <vector>

namespace procdemo::explore {

bool is_shorter(const Example& found, const Example& known) {
  const auto length = [](const Example& example) {
    return std::tuple(example.steps, example.token.size(), std::string_view(example.token));
  };
  return known.token.empty() || length(found) < length(known);
}

void keep_shorter(Example& known, const Example& found) {
  if (is_shorter(found, known)) known = found;
}

bool Fault::is(const Event& other) const {
  return finding.as<event::Finding>()->id == other.as<event::Finding>()->id &&
         finding.process == other.process &&
         (!finding.place || !other.place || finding.place == other.place);
}

namespace {

std::vector<std::string_view> pieces_of(std::string_view text, std::string_view between) {
  std::vector<std::string_view> pieces;
  for (std::size_t end = 0; end != text.npos;) {
    end = text.find(between);
    pieces.push_back(text.substr(0, end));
    if (end != text.npos) text.remove_prefix(end + between.size());
  }
  return pieces;
}

/// "P.2" of "P.2: b -> a (c.cpp:12), P.3: c -> b", and "P.3".
std::vector<std::string_view> takers_in(std::string_view others) {
  std::vector<std::string_view> takers;
  for (const std::string_view other : pieces_of(others, ", ")) {
    takers.push_back(other.substr(0, other.find(": ")));
  }
  return takers;
}

}  // namespace

bool proves(const Fault& deadlock, const Fault& lock_order) {
  const auto& circle = *deadlock.finding.as<event::Finding>();
  const auto& order = *lock_order.finding.as<event::Finding>();
  if (circle.id != "deadlock" || circle.args.empty() || order.args.size() < 3) return false;
  const auto waiting = pieces_of(circle.args[0], " -> ");
  std::vector<std::string_view> takers = takers_in(order.args[2]);
  takers.push_back(lock_order.finding.process);
  return std::ranges::all_of(
      takers, [&](std::string_view taker) { return std::ranges::count(waiting, taker) != 0; });
}

}  // namespace procdemo::explore
