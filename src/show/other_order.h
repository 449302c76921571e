// Whether another order of a live run would have shown something else: what its end tells of the
// command that shows it.
//
// A parent and its child have each printed since the fork, and the one that came second had done
// nothing until then but go on: where it goes first, its line comes first. Nothing is said where it
// has waited, slept, read, taken a lock or had a signal, for that may be what orders the two.
#pragma once

#include <vector>

#include "show/room.h"
#include "trace/event.h"

namespace procdemo::show {

class OtherOrder {
 public:
  enum class Hint {
    none,
    parent_first,
    child_first,
    explore,  ///< nobody could go on: do all orders end so?
  };

  /// Of each event, in order.
  void learn(const Event& event);

  Hint hint() const { return hint_; }

  /// Of parent_first and child_first: who came first, and who would.
  const Name& first() const { return first_; }
  const Name& other() const { return other_; }

 private:
  /// One of the two behind a fork.
  struct Side {
    Name name;
    bool has_printed = false;
    bool may_be_ordered = false;  ///< it has done what may have ordered them
  };
  struct Pair {
    Side parent, child;
  };

  void take(Pair& pair, Side& side, const Side& other, const Event& event);

  std::vector<Pair> open_;  // of which one has not printed yet
  Hint hint_ = Hint::none;
  Name first_, other_;
};

}  // namespace procdemo::show
