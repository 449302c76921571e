#include "show/terminal/family_view.h"

#include <algorithm>

namespace procdemo {

namespace {

bool has_ended(const Being& being) {
  return being.state == Being::State::ended || being.state == Being::State::zombie;
}

}  // namespace

Being* FamilyView::find(const Name& name) {
  const auto found = beings_.find(name);
  return found == beings_.end() ? nullptr : &found->second;
}

std::optional<int> FamilyView::free_lane() const {
  const auto place = [&](auto suits) -> std::optional<int> {
    const auto found = std::ranges::find_if(lanes_, suits);
    if (found == lanes_.end()) return std::nullopt;
    return static_cast<int>(found - lanes_.begin());
  };
  const auto fresh = place([](const Lane& lane) { return !lane.used; });
  return fresh ? fresh : place([](const Lane& lane) { return lane.here.empty(); });
}

void FamilyView::add(const Being& being) {
  Being& kept = beings_[being.name];
  kept = being;
  Lane& lane = at(being.lane);
  lane.used = true;
  lane.here.push_back(&kept);
  lane.shared = lane.shared || lane.here.size() > 1;
  ++present_;
}

bool FamilyView::awaited(const Being& being) {
  const Being* parent = find(being.parent);
  return parent && parent->state != Being::State::gone && !has_ended(*parent);
}

void FamilyView::ended(Being& being) {
  being.state = Being::State::ended;
  if (!awaited(being)) gone(being);
  std::vector<Being*> left;
  for (const Lane& lane : lanes_) {
    for (Being* other : lane.here) {
      if (other->parent == being.name && has_ended(*other)) left.push_back(other);
    }
  }
  for (Being* other : left) gone(*other);
}

void FamilyView::gone(Being& being) {
  if (being.state == Being::State::gone) return;
  being.state = Being::State::gone;
  Lane& place = at(being.lane);
  std::erase(place.here, &being);
  if (place.here.empty()) place.shared = false;
  --present_;
}

}  // namespace procdemo
