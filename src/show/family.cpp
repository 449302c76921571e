#include "show/family.h"

#include <algorithm>

namespace procdemo::show {

namespace {

bool has_ended(const ShownProcess& process) {
  return process.state == ShownProcess::State::ended ||
         process.state == ShownProcess::State::zombie;
}

}  // namespace

ShownProcess* FamilyTree::find(const Name& name) {
  const auto found = processes_.find(name);
  return found == processes_.end() ? nullptr : &found->second;
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

ShownProcess FamilyTree::newborn(const Name& name, const Number& pid, const Name& parent) {
  return {name, pid, parent, static_cast<int>(processes_.size()), place()};
}

ShownProcess& FamilyTree::add(const ShownProcess& newborn) {
  ShownProcess& kept = processes_[newborn.name];
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

bool FamilyTree::awaited(const ShownProcess& process) {
  const ShownProcess* parent = find(process.parent);
  return parent && parent->state != ShownProcess::State::gone && !has_ended(*parent);
}

void FamilyTree::ended(ShownProcess& process) {
  process.state = ShownProcess::State::ended;
  if (!awaited(process)) gone(process);
  const auto children = children_.extract(process.name);
  if (!children) return;
  for (ShownProcess* child : children.mapped()) {
    if (has_ended(*child)) gone(*child);
  }
}

void FamilyTree::gone(ShownProcess& process) {
  if (process.state == ShownProcess::State::gone) return;
  process.state = ShownProcess::State::gone;
  --present_;
  if (!process.lane) return;
  Lane& place = at(*process.lane);
  std::erase(place.here, &process);
  if (place.here.empty()) place.shared = false;
}

}  // namespace procdemo::show
