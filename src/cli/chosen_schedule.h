// The schedule that --schedule and --speed max ask for, and the token of a run under it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "cli/command_line.h"
#include "cli/given.h"
#include "schedule/explored.h"
#include "schedule/live.h"
#include "schedule/ordered.h"
#include "schedule/token.h"

namespace procdemo {

/// What the user asked for.
struct Scheduling {
  std::string name = "live";   ///< the policy, or the token
  std::optional<Order> order;  ///< nothing: the kernel schedules
  int plan = -1;  ///< the descriptor of an exploration's plan (schedule/explored.h), or -1

  bool live() const { return !order && plan < 0; }
};

/// Throws Problem where the value is neither a policy nor a token, or --speed N stands beside it.
Scheduling read_scheduling(const Given& given);

/// A token brings the options of its run along: the words given, with those. `subject` is what will
/// be run. Throws Problem: a token of something else, or an option that was given otherwise.
Given with_token(const Command& command, Given given, const std::string& subject);

class ChosenSchedule {
 public:
  explicit ChosenSchedule(const Scheduling& asked);

  Schedule& schedule();

  /// `speed` is that of a live run.
  RunMode mode(double speed) const;

  /// Where this run is one of an exploration; else nullptr.
  Explored* explored() { return explored_ ? &*explored_ : nullptr; }

  /// The run is over. The Problem (token_ended), where it was not the token's.
  std::optional<Problem> ended() const;

  /// The token of the run that was made; empty for a live one.
  std::string token(const std::string& subject, std::vector<Token::Option> options) const;

 private:
  Live live_;
  std::optional<Ordered> ordered_;
  std::optional<Explored> explored_;
};

}  // namespace procdemo
