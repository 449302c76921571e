// The options that every observed run takes, of a lesson as of any program.
#pragma once

#include <string>

#include "cli/describe/command.h"
#include "cli/room.h"
#include "cli/running/step_options.h"
#include "cli/user.h"
#include "session/request.h"
#include "show/narrator.h"

namespace procdemo::cli {

struct RunOptions {
  Request request;
  Format format = Format::lanes;
  Style style;
  int output = 1;      ///< the descriptor that the run is told to
  std::string record;  ///< the file for the trace, or empty
  StepOptions step;
};

/// The options as the help lists them; `usual` are the limits where none are given. Only what needs
/// a guard takes --guard.
OptionGroup run_options(const Limits& usual, bool guarded);

/// Throws Problem where a value is not what its option takes, or one does not go with another.
RunOptions read_run_options(const Given& given, const User& user, const Limits& usual);

/// How a run that is stepped is shown, and where; the same for a recorded one. Throws Problem.
void read_display(const Given& given, const User& user, RunOptions& options);

/// A token brings the options of its run along: the words given, with those. `subject` is what will
/// be run. Throws Problem: a token of something else, or an option that was given otherwise.
Given with_token(const Command& command, Given given, const std::string& subject);

}  // namespace procdemo::cli
