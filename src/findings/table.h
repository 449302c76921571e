// All findings: each a row of id, rule and words.
//
// To add one: its rule (rule.h), and its row in table.cpp. An id is for good: lesson.toml, claims
// and traces name it.
#pragma once

#include <span>
#include <string_view>

#include "base/language.h"
#include "findings/room.h"
#include "findings/rule.h"

namespace procdemo::findings {

/// The same words in every language, with gaps {0}, {1} ... that every language has; {0、} joins a
/// list as Chinese does.
struct Phrase {
  std::string_view en, zh;

  std::string_view in(Language language) const { return language == Language::en ? en : zh; }
};

struct FindingRow {
  std::string_view id;
  MakeRule rule;
  Phrase what;         ///< its subject, the process, is named by who shows it
  Phrase advice;       ///< what to do about it
  Phrase longer = {};  ///< in place of `what`, where there is one more to fill a gap
};

/// In the order in which they are told.
std::span<const FindingRow> finding_rows();

/// nullptr for an unknown id.
const FindingRow* find_row(std::string_view id);

}  // namespace procdemo::findings
