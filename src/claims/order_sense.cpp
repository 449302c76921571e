#include "claims/order_sense.h"

#include <algorithm>

#include "claims/field.h"

namespace procdemo::claims {

namespace {

// PIDs are known when the run is over: until then any text may be one.
std::string with_any_pid(const std::string& text) {
  std::string open;
  for (const TextPart& part : parts_of(text)) open += part.text.starts_with('[') ? "*" : part.text;
  return open;
}

Pattern with_any_pid(Pattern pattern) {
  for (Shape& shape : pattern) {
    for (auto& [field, value] : shape) {
      if (auto* text = std::get_if<std::string>(&value)) *text = with_any_pid(*text);
      auto* texts = std::get_if<std::vector<std::string>>(&value);
      if (!texts) continue;
      for (std::string& text : *texts) text = with_any_pid(text);
    }
  }
  return pattern;
}

bool sees_order(const Claim& claim) {
  if (claim.needs_live) return false;        // and so is not checked where somebody chooses
  if (claim.per == "process") return false;  // whose own events are always in order
  switch (claim.verb) {
    case Claim::Verb::before:
    case Claim::Verb::overlap:
      return true;
    case Claim::Verb::same:
      return !claim.multiset;
    case Claim::Verb::compare:
      return claim.take == Claim::Take::last;
    case Claim::Verb::count:
    case Claim::Verb::distinct:
      return false;
  }
  return false;
}

}  // namespace

OrderSense::OrderSense(const std::vector<Claim>& claims, const Conditions& conditions) {
  const Placeholders known = placeholders_of({}, conditions.options, conditions.limits);
  for (const Claim& claim : claims) {
    if (!applies(claim, conditions) || !sees_order(claim)) continue;
    const bool crosswise = claim.verb == Claim::Verb::before || claim.verb == Claim::Verb::overlap;
    for (std::size_t side = 0; side < claim.patterns.size(); ++side) {
      Object object{"claim:" + claim.id};
      if (crosswise) {
        object.exclusive = side == 1;
      } else {
        object.name += ":" + std::to_string(side + 1);
      }
      const Matcher matcher(with_any_pid(claim.patterns[side]), known);
      sides_.push_back({matcher, std::move(object), claim.per});
    }
  }
}

std::vector<OrderSense::Object> OrderSense::of(const Event& event) const {
  std::vector<Object> objects;
  for (const Side& side : sides_) {
    if (!side.matcher.matches(event)) continue;
    objects.push_back(side.object);
    if (!side.per.empty()) objects.back().name += ":" + text_of(field_of(event, side.per));
    std::ranges::replace_if(objects.back().name, [](char c) { return c <= ' '; }, '_');
  }
  return objects;
}

}  // namespace procdemo::claims
