// The schedule that a request asks for, and the token of a run under it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "schedule/explored.h"
#include "schedule/live.h"
#include "schedule/ordered.h"
#include "schedule/token.h"
#include "session/request.h"
#include "session/room.h"

namespace procdemo::session {

class ChosenSchedule {
 public:
  explicit ChosenSchedule(const Request& request);

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

}  // namespace procdemo::session
