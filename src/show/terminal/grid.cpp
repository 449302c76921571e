#include "show/terminal/grid.h"

#include <algorithm>

namespace procdemo::show {

Grid::Grid(int width, bool lines)
    : width_(width), left_(time_width + (lines ? line_width : 0) + 1) {
  while (can_grow() && grown().lane_width() >= generous_lane) lanes_ *= 2;
}

int Grid::lane_width() const {
  return std::min((width_ - left_) / lanes_, widest_lane);
}

bool Grid::can_grow() const {
  return (width_ - left_) / (2 * lanes_) >= narrowest_lane;
}

Grid Grid::grown() const {
  Grid grown = *this;
  grown.lanes_ *= 2;
  return grown;
}

}  // namespace procdemo::show
