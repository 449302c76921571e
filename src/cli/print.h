// Standard output, for the commands that print a text and end.
#pragma once

#include <string_view>

#include "base/output.h"
#include "cli/room.h"

namespace procdemo::cli {

/// Writes all of `text`. Throws BrokenPipe, or Problem (OutputProblem::failed) where it
/// can't be written.
void print(std::string_view text);

/// Makes a write that can't be done fail instead of ending procdemo: to a pipe without a reader
/// with EPIPE, beyond `ulimit -f` with EFBIG. By handlers and not by SIG_IGN, which programs that
/// procdemo starts would inherit: exec(2) undoes a handler.
void survive_failed_writes();

/// Standard input, output and error that are closed would be taken by the next files opened, and
/// procdemo's words would end there. They get a place that nothing can be written to.
void hold_standard_descriptors();

}  // namespace procdemo::cli
