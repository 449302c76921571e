#include "course/path.h"

#include <algorithm>

#include "base/text/number_in.h"

namespace procdemo::course {
namespace {

constexpr std::array<std::string_view, all_parts.size()> names = {
    "look", "predict", "run", "shows", "claims", "task", "next"};

}  // namespace

std::string_view name_of(Part part) {
  return names.at(static_cast<std::size_t>(part));
}

std::optional<Part> part_named(std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Part>(found - names.begin());
}

std::string text_of(const PathPlace& place) {
  return std::string(name_of(place.part)) + ":" + std::to_string(place.stop + 1);
}

PathPlace place_from(std::string_view text) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  const auto part = part_named(text.substr(0, colon));
  if (!part) return {};
  constexpr std::size_t most = 1'000'000;
  text.remove_prefix(std::min(colon + 1, text.size()));
  const auto stop = number_in<std::size_t>(text);
  return {*part, stop && *stop > 0 && *stop < most ? *stop - 1 : 0};
}

Path::Path(const std::vector<std::size_t>& stops, const PathPlace& place) {
  for (const Part part : all_parts) {
    const std::size_t count = stops.at(static_cast<std::size_t>(part));
    for (std::size_t stop = 0; stop < count; ++stop) places_.push_back({part, stop});
  }
  const auto is_after = [&](const PathPlace& other) {
    return other.part > place.part || (other.part == place.part && other.stop > place.stop);
  };
  const auto after = std::ranges::find_if(places_, is_after);
  if (after != places_.begin()) at_ = static_cast<std::size_t>(after - places_.begin()) - 1;
}

PathPlace Path::place() const {
  return places_.at(at_);
}

bool Path::on() {
  if (at_ + 1 >= places_.size()) return false;
  ++at_;
  return true;
}

bool Path::back() {
  if (at_ == 0) return false;
  --at_;
  return true;
}

bool Path::skip() {
  const Part part = place().part;
  for (std::size_t i = at_; i < places_.size(); ++i) {
    if (places_[i].part == part) continue;
    at_ = i;
    return true;
  }
  return false;
}

bool Path::go_to(Part part) {
  const auto found = std::ranges::find(places_, part, &PathPlace::part);
  if (found == places_.end()) return false;
  at_ = static_cast<std::size_t>(found - places_.begin());
  return true;
}

}  // namespace procdemo::course
