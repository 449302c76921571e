// A command's words, taken apart after its description (option.h).
//
// CLI11 takes the words apart (command.cpp, and nothing else, includes it). What was wrong with
// them is said in procdemo's own sentences, in the user's language.
#pragma once

#include "cli/describe/given.h"
#include "cli/describe/option.h"
#include "cli/room.h"

namespace procdemo::cli {

/// Takes `words` apart. With `prefix`, everything from the first operand on is an operand; a `--`
/// before it is dropped.
/// Throws Problem: unknown option (with the nearest name), missing value, unexpected word.
Given parse(const Command& command, const Words& words);

/// `words` without the first of the operands that they end in, and without a `--` before it: what
/// that operand's own command takes.
Words without_first(const Words& operands, const Words& words);

}  // namespace procdemo::cli
