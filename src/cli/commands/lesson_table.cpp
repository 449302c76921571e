#include "cli/commands/lesson_table.h"

#include <fmt/format.h>

#include "cli/table.h"
#include "cli/words/problem_words.h"
#include "show/words/words.h"

namespace procdemo::cli {

std::string lesson_table(const std::vector<CatalogueEntry>& lessons, const User& user) {
  std::vector<Definition> rows;
  for (const CatalogueEntry& entry : lessons) {
    const std::string summary = entry.lesson ? entry.lesson->summary.in(user.language)
                                             : "✗ " + say(*entry.problem, user.language);
    rows.push_back({fmt::format("{:>2}  {}", entry.order, entry.name), summary});
  }
  return table(rows, user.width);
}

}  // namespace procdemo::cli
