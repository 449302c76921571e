// The events that a claim's finding quotes, `#12 P.1 line fd=1 text=a` (claims/claim.h), as
// sentences.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "show/room.h"
#include "trace/trace.h"

namespace procdemo::show {

class Quotes {
 public:
  /// Told of each event of a run that has claims, in order; keeps them.
  void learn(const Event& event) { events_.push_back(event); }

  /// Those that a finding's arguments quote, in the order of the run, each once.
  std::vector<const Event*> in(const Why& why) const;

  /// Why a claim holds, fails or was skipped: with sentences for what it quotes, and with the
  /// numbers of the steps where an order is the proof and the times are equal.
  std::string say(const Why& why, Language language) const;

 private:
  struct Quote {
    std::size_t at, length;
    const Event* event;
  };
  std::optional<Quote> next(std::string_view text, std::size_t from) const;
  const Event* event_at(std::string_view text) const;
  std::string worded(const std::string& text, Language language) const;
  std::string steps(const Why& why, Language language) const;

  std::deque<Event> events_;
};

}  // namespace procdemo::show
