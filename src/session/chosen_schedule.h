// The schedule that a request asks for, and the token of a run under it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "schedule/explored.h"
#include "schedule/live.h"
#include "schedule/ordered.h"
#include "schedule/person.h"
#include "schedule/token.h"
#include "session/request.h"
#include "session/room.h"

namespace procdemo::session {

class ChosenSchedule {
 public:
  /// `by_steps`: whoever asks for a step may say whose it is.
  explicit ChosenSchedule(const Request& request, bool by_steps = false);

  Schedule& schedule();

  /// `speed` is that of a live run.
  RunMode mode(double speed) const;

  /// Where this run is one of an exploration; else nullptr.
  Explored* explored() { return explored_ ? &*explored_ : nullptr; }

  /// Where the steps are somebody's who asks for them; else nullptr.
  Person* person() { return person_ ? &*person_ : nullptr; }

  /// Whether its run has one, and so a token; a live one has none.
  bool has_order() const { return ordered_ || explored_ || person_; }

  /// What a process printed, got or ended with (results.h).
  void saw(std::string_view result);

  /// The run is over. The Problem (token_ended), where it was not the token's.
  std::optional<Problem> ended() const;

  /// The token of the run that was made; empty for a live one. Of one that is not over it names the
  /// choices, and leaves what follows to the policy.
  std::string token(const std::string& subject, std::vector<Token::Option> options,
                    bool over = true) const;

 private:
  Live live_;
  std::optional<Ordered> ordered_;
  std::optional<Explored> explored_;
  std::optional<Person> person_;
};

}  // namespace procdemo::session
