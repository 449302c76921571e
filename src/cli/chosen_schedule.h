// The schedule that --schedule and --speed max ask for, and the token of a run under it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/given.h"
#include "schedule/live.h"
#include "schedule/ordered.h"
#include "schedule/token.h"

namespace procdemo {

/// What the user asked for.
struct Scheduling {
  std::string name = "live";   ///< the policy, or the token
  std::optional<Order> order;  ///< nothing: the kernel schedules
};

/// Throws Problem where the value is neither a policy nor a token, or --speed N stands beside it.
Scheduling read_scheduling(const Given& given);

/// A token brings the options of its run along: the words given, with those. `subject` is what will
/// be run. Throws Problem: a token of something else, or an option that was given otherwise.
Given with_token(const Command& command, Given given, const std::string& subject);

class ChosenSchedule {
 public:
  explicit ChosenSchedule(const Scheduling& asked);

  Schedule& schedule() { return ordered_ ? static_cast<Schedule&>(*ordered_) : live_; }
  bool controls() const { return ordered_.has_value(); }

  /// The run is over. Throws Problem (token_ended) where it was not the token's.
  void ended() const;

  /// The token of the run that was made; empty for a live one.
  std::string token(const std::string& subject, std::vector<Token::Option> options) const;

 private:
  Live live_;
  std::optional<Ordered> ordered_;
};

}  // namespace procdemo
