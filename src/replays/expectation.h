// What a block says is printed, held against what was printed.
//
//   [..]        any text within a line
//   ...         alone on a line: any lines, also none
//   [pid P.1]   the PID that P.1 had in this run; so [orphan P.1], an orphan's new parent's
//
// What is told in the canonical form (trace/canonical.h) has the last two's very words there.
// Blanks at the end of a line don't count: editors remove them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "claims/placeholder.h"
#include "replays/room.h"

namespace procdemo::replays {

/// Whether this line of a block stands for any lines.
bool is_elision(std::string_view expected);

/// `known`: what placeholders stand for in this run, as placeholders_of() has it.
bool line_matches(std::string_view expected, std::string_view line, const Placeholders& known);

bool output_matches(const std::vector<std::string>& expected,
                    const std::vector<std::string>& output, const Placeholders& known);

}  // namespace procdemo::replays
