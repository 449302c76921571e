#include "findings/finder.h"

#include <algorithm>
#include <utility>

#include "findings/table.h"

namespace procdemo::findings {

Finder::Finder(std::set<std::string> intended) : intended_(std::move(intended)) {
  for (const FindingRow& row : finding_rows()) rules_.push_back(row.rule(lives_));
}

void Finder::event(const Event& event) {
  lives_.learn(event);
  for (const auto& rule : rules_) rule->event(event);
}

void Finder::fact(const Fact& fact) {
  for (const auto& rule : rules_) rule->fact(fact);
}

std::vector<Event> Finder::found() {
  std::vector<Event> events;
  Explained explained;  // by process: whom a finding of it is about
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    for (Found& found : rules_[i]->found()) {
      if (is_explained(found, explained)) continue;
      explained[found.process].insert(found.about.begin(), found.about.end());
      events.push_back(event_of(finding_rows()[i].id, std::move(found)));
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

Event Finder::event_of(std::string_view id, Found found) const {
  const Life* life = lives_.find(found.process);
  event::Finding finding{std::string(id), std::move(found.args), std::move(found.events)};
  if (intended_.contains(finding.id)) finding.intended = true;
  return {.process = std::move(found.process),
          .pid = life ? life->pid : Number(),
          .what = std::move(finding),
          .place = std::move(found.place)};
}

}  // namespace procdemo::findings
