#include "claims/groups.h"

#include <algorithm>
#include <map>
#include <utility>

#include "claims/field.h"

namespace procdemo::claims {
namespace {

// A thread counts as its process.
std::string group_value(const Event& event, const std::string& per) {
  if (per == "process") return std::string(process_of(event.process));
  return text_of(field_of(event, per));
}

// Groups in the order in which they come up in the run.
class Grouping {
 public:
  explicit Grouping(std::size_t sides) : sides_(sides) {}

  Group& at(const std::string& value) {
    const auto [entry, is_new] = index_.try_emplace(value, groups_.size());
    if (is_new) groups_.push_back({value, std::vector<Matches>(sides_)});
    return groups_[entry->second];
  }
  std::vector<Group> take() { return std::move(groups_); }

 private:
  std::size_t sides_;
  std::vector<Group> groups_;
  std::map<std::string, std::size_t> index_;
};

}  // namespace

std::vector<Matches> match(const std::vector<Matcher>& matchers, const std::vector<Event>& events) {
  std::vector<Matches> sides;
  for (const Matcher& matcher : matchers) {
    Matches& side = sides.emplace_back();
    for (const Event& event : events) {
      if (matcher.matches(event)) side.push_back(&event);
    }
  }
  return sides;
}

std::vector<Group> groups_of(const Claim& claim, const std::vector<Matcher>& matchers,
                             const std::vector<Event>& events, const std::vector<Matches>& all) {
  if (claim.per.empty()) return {{"", all}};
  Grouping grouping(all.size());
  if (claim.per == "process") {  // known to have been there, even where nothing matched
    for (const Event& event : events) {
      const std::string process = group_value(event, "process");
      const auto allows = [&](const Matcher& one) { return one.allows("process", process); };
      if (!process.empty() && std::ranges::any_of(matchers, allows)) grouping.at(process);
    }
  }
  for (std::size_t side = 0; side < all.size(); ++side) {
    for (const Event* event : all[side]) {
      if (!is_there(field_of(*event, claim.per))) continue;
      grouping.at(group_value(*event, claim.per)).sides[side].push_back(event);
    }
  }
  return grouping.take();
}

}  // namespace procdemo::claims
