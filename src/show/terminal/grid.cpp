#include "show/terminal/grid.h"

#include <algorithm>

namespace procdemo::show {

Grid::Grid(int width) : width_(width) {
  while (can_grow() && grown().lane_width() >= generous_lane) lanes_ *= 2;
}

int Grid::lane_width() const {
  return std::min((width_ - time_width - 1) / lanes_, widest_lane);
}

bool Grid::can_grow() const {
  return (width_ - time_width - 1) / (2 * lanes_) >= narrowest_lane;
}

Grid Grid::grown() const {
  Grid grown = *this;
  grown.lanes_ *= 2;
  return grown;
}

}  // namespace procdemo::show
