// The way that an order prescribes, as far as it goes: whom the order lets go at each step, and
// whether the run is the one that it was written for.
#pragma once

#include <cstdint>
#include <span>

#include "schedule/order.h"
#include "schedule/room.h"
#include "schedule/schedule.h"

namespace procdemo::schedule {

class Track {
 public:
  /// `order` lives longer.
  explicit Track(const Order& order) : order_(order) {}

  /// Whom of several the order lets go, as an index, where the policy would choose `policys`.
  /// Called once for each choice; `number` is the step's. Throws Problem (token_differs) where
  /// there is nobody of that place.
  std::size_t choose(std::span<const Step> ready, std::size_t policys, std::uint64_t number);

  /// A choice was made, the last one of `journal`: has it the bit that the fingerprint has for it?
  /// Throws Problem (token_differs).
  void compare(const Journal& journal, const Step& step);

 private:
  const Order& order_;
  std::size_t departures_ = 0;  // so far
  std::uint64_t followed_ = 0;  // choices since the last one
  std::uint64_t checked_ = 0;   // bits of the fingerprint
};

}  // namespace procdemo::schedule
