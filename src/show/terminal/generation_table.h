// The table that ends a run shown generation by generation.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "show/narrator.h"
#include "show/room.h"

namespace procdemo::show {

/// A generation's births, and the forks of its processes that were refused.
struct GenerationCount {
  std::int64_t born = 0;
  std::int64_t refused = 0;
};

/// Heading, a row for each generation with a bar for its births, and the sums. Late generations are
/// taken together, so that it stays within a screen; narrow terminals get sentences.
std::string generation_table(const std::vector<GenerationCount>& generations, const Style& style);

}  // namespace procdemo::show
