// Standard output, for the commands that print a text and end.
#pragma once

#include <exception>
#include <string_view>

namespace procdemo {

/// The reader of standard output is gone (`procdemo list | head -1`): no trouble, just the end.
class BrokenPipe : public std::exception {};

/// Writes all of `text`. Throws BrokenPipe, or Problem (output_failed) where it can't be written.
void print(std::string_view text);

/// Makes a write to a pipe without a reader fail with EPIPE instead of ending procdemo. By a
/// handler and not by SIG_IGN, which programs that procdemo starts would inherit: exec(2) undoes a
/// handler.
void survive_broken_pipes();

/// Standard input, output and error that are closed would be taken by the next files opened, and
/// procdemo's words would end there. They get a place that nothing can be written to.
void hold_standard_descriptors();

}  // namespace procdemo
