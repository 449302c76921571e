// What comes before a program that a version manager looks for (pyenv, rbenv, asdf).
//
// Whoever types `python3 x.py` may run a script called python3 first, which makes dozens of
// processes to find out which python3 is meant, and then becomes that one. It is known by this: P
// becomes a shell with a script (`bash /…/shims/python3 x.py`), and later a program of the
// script's name with the same arguments. What happened in between is no part of the program that
// was to be watched, and is told as one row.
//
// That it was so is known at its end alone, and until then its events are kept back; no longer than
// the script prints nothing, goes on within a second, and is done in ten.
#pragma once

#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "show/room.h"
#include "trace/event.h"

namespace procdemo::show {

class Prelude {
 public:
  /// How long a script may rest, and how long it may take, in seconds of the run at speed 1.
  static constexpr double patience = 1, longest = 10;

  explicit Prelude(double speed = 1) : speed_(speed) {}

  /// Whether the event is kept back. Else, what was kept back has to be taken first; where the
  /// program itself begins with this event, that is `over`.
  bool keeps(const Event& event);
  bool over() const { return over_; }

  bool empty() const { return kept_.empty(); }
  std::deque<Event> take();

 private:
  struct Script {
    std::string name;
    std::vector<std::string> arguments;
  };
  static std::optional<Script> script_of(const event::Exec& exec);
  bool becomes_program(const Event& event) const;
  bool goes_on(const Event& event) const;

  double speed_;
  std::vector<Script> scripts_;  ///< that P has become since it is kept back
  std::deque<Event> kept_;
  bool over_ = false;
  bool done_ = false;  ///< once in a run
};

/// What was left out.
struct LeftOut {
  std::size_t processes = 0;  ///< that were made
  std::size_t events = 0;
  double seconds = 0;
};
LeftOut left_out_of(const std::deque<Event>& kept, double until);

}  // namespace procdemo::show
