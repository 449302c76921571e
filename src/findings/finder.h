// Finds what is wrong with a program: hands every event and every fact of a run to all rules
// (rule.h), and gathers what they have found as events.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "findings/fact.h"
#include "findings/lives.h"
#include "findings/room.h"
#include "findings/rule.h"
#include "findings/table.h"
#include "trace/event.h"

namespace procdemo::findings {

class Finder {
 public:
  /// Who is told: the reader of one run, or an exploration, which looks whether another of its runs
  /// shows what one alone does not (Found::shown).
  enum class For { reader, exploration };

  /// `intended`: the ids of what the lesson shows on purpose; it is found all the same, and marked.
  explicit Finder(std::set<std::string> intended = {}, For whom = For::reader);
  Finder(const Finder&) = delete;  // rules look at its lives
  Finder& operator=(const Finder&) = delete;

  void event(const Event& event);
  void fact(const Fact& fact);

  /// The run is over: `finding` events without number and time, in the order of the table.
  std::vector<Event> found();

 private:
  using Explained = std::map<Name, std::set<Name>, std::less<>>;

  static bool is_explained(const Found& found, const Explained& explained);
  Event event_of(const FindingRow& row, Found found) const;

  std::set<std::string> intended_;
  For whom_;
  Lives lives_;
  std::vector<std::pair<const FindingRow*, std::unique_ptr<Rule>>> rules_;  // in their order
};

}  // namespace procdemo::findings
