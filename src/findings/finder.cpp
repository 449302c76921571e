#include "findings/finder.h"

#include <algorithm>
#include <utility>

#include "trace/name.h"

namespace procdemo::findings {

Finder::Finder(std::set<std::string> intended, For whom)
    : intended_(std::move(intended)), whom_(whom) {
  for (const FindingRow& row : finding_rows()) {
    if (row.rule) rules_.emplace_back(&row, row.rule(lives_));
  }
}

void Finder::event(const Event& event) {
  lives_.learn(event);
  for (const auto& [row, rule] : rules_) rule->event(event);
}

void Finder::fact(const Fact& fact) {
  for (const auto& [row, rule] : rules_) rule->fact(fact);
}

std::vector<Event> Finder::found() {
  std::vector<Event> events;
  Explained explained;  // by process: whom a finding of it is about
  for (const auto& [row, rule] : rules_) {
    for (Found& found : rule->found()) {
      const bool told = found.shown || whom_ == For::exploration;
      if (!told || is_explained(found, explained)) continue;
      explained[found.process].insert(found.about.begin(), found.about.end());
      events.push_back(event_of(*row, std::move(found)));
    }
  }
  return events;
}

bool Finder::is_explained(const Found& found, const Explained& explained) {
  const auto known = explained.find(found.process);
  if (found.about.empty() || known == explained.end()) return false;
  return std::ranges::all_of(found.about,
                             [&](const Name& name) { return known->second.contains(name); });
}

Event Finder::event_of(const FindingRow& row, Found found) const {
  const Life* life = lives_.find(process_of(found.process));
  event::Finding finding{std::string(row.id), std::move(found.args), std::move(found.events)};
  if (intended_.contains(finding.id)) finding.intended = true;
  return {.process = std::move(found.process),
          .pid = life ? life->pid : Number(),
          .what = std::move(finding),
          .place = std::move(found.place)};
}

}  // namespace procdemo::findings
