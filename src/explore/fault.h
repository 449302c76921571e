// What is wrong with the program, and the order that shows it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "explore/room.h"
#include "trace/event.h"

namespace procdemo::explore {

/// A run by which something can be seen: the one of the fewest steps.
struct Example {
  std::string token;
  std::size_t steps = 0;
  std::shared_ptr<const std::string> trace = {};  ///< of a run that shows what is wrong: JSON Lines
};

/// Which run comes first depends on the workers: of equal ones the token decides, so that an
/// exploration shows the same example each time.
bool is_shorter(const Example& found, const Example& known);
void keep_shorter(Example& known, const Example& found);

/// One thing that is wrong, by what, whom and where.
struct Fault {
  Event finding;  ///< of the example
  std::int64_t runs = 0;
  Example example;

  /// Whether that is the same one. It may lack its place.
  bool is(const Event& other) const;
};

/// Whether the one is that some wait for each other, and the other that these take locks in such an
/// order that they may: then it is so.
bool proves(const Fault& deadlock, const Fault& lock_order);

}  // namespace procdemo::explore
