#include "show/family.h"

#include <algorithm>

namespace procdemo {

namespace {

bool has_ended(const Being& being) {
  return being.state == Being::State::ended || being.state == Being::State::zombie;
}

}  // namespace

Being* FamilyTree::find(const Name& name) {
  const auto found = beings_.find(name);
  return found == beings_.end() ? nullptr : &found->second;
}

std::optional<int> FamilyTree::free_lane() const {
  const auto place = [&](auto suits) -> std::optional<int> {
    const auto found = std::ranges::find_if(lanes_, suits);
    if (found == lanes_.end()) return std::nullopt;
    return static_cast<int>(found - lanes_.begin());
  };
  const auto fresh = place([](const Lane& lane) { return !lane.used; });
  return fresh ? fresh : place([](const Lane& lane) { return lane.here.empty(); });
}

std::optional<int> FamilyTree::place() {
  if (lanes_.empty()) return std::nullopt;
  std::optional<int> lane = free_lane();
  if (!lane && 2 * lanes() <= room_.at_most) {
    lanes_.resize(2 * lanes_.size());
    lane = free_lane();
  }
  return lane.value_or(lanes() - 1);
}

Being FamilyTree::newborn(const Name& name, const Number& pid, const Name& parent) {
  return {name, pid, parent, static_cast<int>(beings_.size()), place()};
}

Being& FamilyTree::add(const Being& newborn) {
  Being& kept = beings_[newborn.name];
  kept = newborn;
  children_[kept.parent].push_back(&kept);
  ++present_;
  if (!kept.lane) return kept;
  Lane& lane = at(*kept.lane);
  lane.used = true;
  lane.here.push_back(&kept);
  lane.shared = lane.shared || lane.here.size() > 1;
  return kept;
}

bool FamilyTree::awaited(const Being& being) {
  const Being* parent = find(being.parent);
  return parent && parent->state != Being::State::gone && !has_ended(*parent);
}

void FamilyTree::ended(Being& being) {
  being.state = Being::State::ended;
  if (!awaited(being)) gone(being);
  const auto children = children_.extract(being.name);
  if (!children) return;
  for (Being* child : children.mapped()) {
    if (has_ended(*child)) gone(*child);
  }
}

void FamilyTree::gone(Being& being) {
  if (being.state == Being::State::gone) return;
  being.state = Being::State::gone;
  --present_;
  if (!being.lane) return;
  Lane& place = at(*being.lane);
  std::erase(place.here, &being);
  if (place.here.empty()) place.shared = false;
}

}  // namespace procdemo
