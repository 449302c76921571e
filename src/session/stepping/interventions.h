// What a reader does to a run beside saying whose step is next: types a line, sends a signal.
//
// It is done between two steps, and belongs to the way that the run has gone: where the run is
// begun again and goes the same way, it is done again.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "session/room.h"
#include "trace/name.h"

namespace procdemo::session {

namespace intervention {

/// The program's standard input has this, too.
struct Typed {
  std::string text;
};

/// The process of that name gets this signal; without one P's process group does.
struct Sent {
  int signal = 0;
  Name process;
};

}  // namespace intervention

struct Intervention {
  int step = 0;  ///< so many were taken before
  std::variant<intervention::Typed, intervention::Sent> what;
};

class Interventions {
 public:
  /// One that the reader has made now. What was made later on another way is forgotten.
  void made(Intervention one) {
    forget_coming();
    all_.push_back(std::move(one));
    made_ = all_.size();
  }

  /// The next one that was made after so many steps, and in this run is still to be made; or null.
  const Intervention* due(int step) const {
    return made_ < all_.size() && all_[made_].step <= step ? &all_[made_] : nullptr;
  }
  void made_again() { ++made_; }

  /// Whether any was made in this run since so many steps were taken.
  bool any_since(int step) const { return made_ > 0 && all_[made_ - 1].step >= step; }

  void begin_again() { made_ = 0; }

  /// The run goes another way from here on.
  void forget_coming() { all_.resize(made_); }

  /// Those of this run.
  std::vector<Intervention> so_far() const {
    return {all_.begin(), all_.begin() + static_cast<std::ptrdiff_t>(made_)};
  }

 private:
  std::vector<Intervention> all_;
  std::size_t made_ = 0;  // of them, in this run
};

}  // namespace procdemo::session
