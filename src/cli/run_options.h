// The options that every observed run takes, of a lesson as of any program.
#pragma once

#include <string>

#include "cli/chosen_schedule.h"
#include "cli/command_line.h"
#include "cli/user.h"
#include "show/narrator.h"
#include "trace/trace.h"

namespace procdemo {

struct RunOptions {
  Format format = Format::lanes;
  Style style;
  int output = 1;      ///< the descriptor that the run is told to
  std::string record;  ///< the file for the trace, or empty
  double speed = 1;
  Scheduling scheduling;
  bool terminal = true;
  bool stable = false;  ///< told in the canonical form
  std::string lesson;   ///< where a lesson's program lies: [lesson] in that form
  std::string scratch;  ///< where it leaves its samples: [scratch]; empty: nowhere
  Limits limits;
  std::string guard;  ///< the kernel guard asked for, or empty: the best
};

/// The options as the help lists them; `usual` are the limits where none are given. Only what needs
/// a guard takes --guard.
OptionGroup run_options(Language language, const Limits& usual, bool guarded);

/// Those options of a run that its steps depend on, where they are not the usual ones: they stand
/// in its token.
std::vector<Token::Option> token_options(const RunOptions& options, const Limits& usual);

/// Throws Problem where a value is not what its option takes.
RunOptions read_run_options(const Given& given, const User& user, const Limits& usual);

}  // namespace procdemo
