// Where the columns of processes stand on a terminal.
#pragma once

#include "show/room.h"

namespace procdemo::show {

/// The time takes the first columns, and a line's number the next, where lines are shown; the rest
/// is divided into lanes of equal width. A lane begins with its spine, one column wide; a blank and
/// the text follow.
class Grid {
 public:
  static constexpr int time_width = 7;       ///< "999.999"
  static constexpr int line_width = 5;       ///< " 1234"
  static constexpr int narrowest_lane = 17;  ///< "fork() = 12345" beside its spine
  static constexpr int generous_lane = 44;   ///< room for whole sentences
  static constexpr int widest_lane = 60;     ///< beyond that, eyes wander

  /// With two lanes.
  static constexpr int narrowest(bool lines) {
    return time_width + (lines ? line_width : 0) + 1 + 2 * narrowest_lane;
  }

  /// The fewest lanes that are still generous, at least two. `width` is at least `narrowest`.
  Grid(int width, bool lines);

  int width() const { return width_; }
  int lanes() const { return lanes_; }
  int lane_width() const;
  int spine(int lane) const { return left_ + lane * lane_width(); }

  /// Whether sentences should be brief.
  bool narrow() const { return lane_width() < 30; }

  /// Twice as many lanes, half as wide; not if they would be too narrow.
  bool can_grow() const;
  Grid grown() const;
  int most_lanes() const { return can_grow() ? grown().most_lanes() : lanes_; }

 private:
  int width_;
  int left_;  // where the first lane begins
  int lanes_ = 2;
};

}  // namespace procdemo::show
