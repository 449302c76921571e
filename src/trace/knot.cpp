#include "trace/knot.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

#include "base/text/lines.h"
#include "trace/name.h"

namespace procdemo::trace {

namespace {

using Names = std::set<Name, decltype(&name_before)>;

/// Everybody who is reached from one that waits. Nothing where one of them may be woken by somebody
/// else: of him nobody is known who could, or he does not wait.
std::optional<Names> closed_from(const Name& first, const event::Deadlock& deadlock) {
  Names seen(&name_before);
  std::vector<Name> next = {first};
  while (!next.empty()) {
    const Name name = next.back();
    next.pop_back();
    if (!seen.insert(name).second) continue;
    const auto found = std::ranges::find(deadlock.waiting, name);
    const auto at = static_cast<std::size_t>(found - deadlock.waiting.begin());
    if (at >= deadlock.held_by.size() || deadlock.held_by[at].empty()) return std::nullopt;
    for (const std::string& helper : split(deadlock.held_by[at], ", ")) next.emplace_back(helper);
  }
  return seen;
}

bool is_nobodys(const event::Deadlock& deadlock, std::size_t i) {
  if (!deadlock.needs || i >= deadlock.needs->size()) return false;
  const std::string& needs = (*deadlock.needs)[i];
  return needs == "post" || needs == "add";
}

}  // namespace

// From each that waits for what nobody owns; the smallest set says most.
std::vector<Name> knot_in(const event::Deadlock& deadlock) {
  std::optional<Names> knot;
  for (std::size_t i = 0; deadlock.circle.empty() && i < deadlock.waiting.size(); ++i) {
    auto closed =
        is_nobodys(deadlock, i) ? closed_from(deadlock.waiting[i], deadlock) : std::nullopt;
    if (closed && (!knot || closed->size() < knot->size())) knot = std::move(closed);
  }
  return knot ? std::vector<Name>(knot->begin(), knot->end()) : std::vector<Name>();
}

}  // namespace procdemo::trace
