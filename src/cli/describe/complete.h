// What may come next on a command line, for the shells: they ask, and know nothing themselves.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/describe/option.h"
#include "cli/room.h"

namespace procdemo::cli {

struct Candidate {
  std::string word;
  Wording help = {};
};

struct Completion {
  std::vector<Candidate> candidates = {};
  Argument also = {};  ///< what the shell itself, or a catalogue, knows: a file, a lesson
};

/// What the words before the one to be completed lead to.
struct Position {
  std::vector<std::size_t> operands = {};  ///< which of the words they are
  Argument awaited = {};                   ///< the value of the last word, where that is an option
  bool options_over = false;
};

Position position_after(const Command& command, const Words& words);

/// What may stand after `words` as `command` takes them, where `typed` has been typed of it. Only
/// candidates that begin with that.
Completion complete(const Command& command, const Words& words, const std::string& typed);

/// Those that begin with what has been typed.
std::vector<Candidate> beginning_with(const std::string& typed, std::vector<Candidate> candidates);

}  // namespace procdemo::cli
