// The options of a run whose reader is asked questions.
#pragma once

#include <string>
#include <vector>

#include "cli/describe/given.h"
#include "cli/describe/option.h"
#include "cli/room.h"
#include "cli/running/run_options.h"

namespace procdemo::cli {

struct QuizOptions {
  bool wanted = false;
  std::string answers;  ///< a file that answers, or empty: the reader does
};

/// As the help lists them.
std::vector<Option> quiz_options();

/// Throws Problem where one does not go with another. Where nobody is there to answer, nothing is
/// wanted, and that is said on standard error. What is asked about is a run in some order: round-
/// robin, unless another one, or the speed of a live run, is asked for.
QuizOptions read_quiz_options(const Given& given, const User& user, bool live_only,
                              RunOptions& options);

}  // namespace procdemo::cli
