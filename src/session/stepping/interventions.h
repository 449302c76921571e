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
  bool operator==(const Typed&) const = default;
};

/// The process of that name gets this signal; without one P's process group does.
struct Sent {
  int signal = 0;
  Name process;
  bool operator==(const Sent&) const = default;
};

}  // namespace intervention

struct Intervention {
  int step = 0;  ///< so many were taken before
  std::variant<intervention::Typed, intervention::Sent> what;
  bool operator==(const Intervention&) const = default;
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

  /// All of those.
  std::vector<Intervention> all_due(int step) const {
    const auto first = all_.begin() + made();
    return {first, std::find_if(first, all_.end(), [&](auto& one) { return one.step > step; })};
  }

  /// Whether any was made in this run since so many steps were taken.
  bool any_since(int step) const { return made_ > 0 && all_[made_ - 1].step >= step; }

  void begin_again() { made_ = 0; }

  /// The run goes another way from here on.
  void forget_coming() { all_.resize(made_); }

  /// All, of this run and those that are still to be made in it.
  const std::vector<Intervention>& all() const { return all_; }

  /// Whether those of this run are the first of these.
  bool begin(const std::vector<Intervention>& others) const {
    return made_ <= others.size() &&
           std::equal(others.begin(), others.begin() + made(), all_.begin());
  }

  /// These are to be made, of which this run has made the first.
  void go_on_with(std::vector<Intervention> all) { all_ = std::move(all); }

  /// Those of this run.
  std::vector<Intervention> so_far() const { return {all_.begin(), all_.begin() + made()}; }

 private:
  std::ptrdiff_t made() const { return static_cast<std::ptrdiff_t>(made_); }

  std::vector<Intervention> all_;
  std::size_t made_ = 0;  // of them, in this run
};

}  // namespace procdemo::session
