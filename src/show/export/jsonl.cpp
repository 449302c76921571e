#include "show/export/jsonl.h"

#include "trace/json.h"

namespace procdemo::show {

void JsonLines::begin(const Run& run, const FamilyTree&) {
  out_(to_line(run) + "\n");
}

void JsonLines::row(const Row& row) {
  if (row.event) out_(to_line(*row.event) + "\n");
}

void JsonLines::end(const Ending& ending) {
  out_(to_line(ending.end) + "\n");
}

}  // namespace procdemo::show
