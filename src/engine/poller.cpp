#include "engine/poller.h"

#include <poll.h>

#include <algorithm>
#include <cmath>

namespace procdemo::engine {

void Poller::wait(std::chrono::duration<double> at_most) {
  sink_.rest();
  pollfd watched[] = {{stops_.fd(), POLLIN, 0},
                      {signals_.fd(), POLLIN, 0},
                      {schedule_.ready_fd(), POLLIN, 0},
                      {sink_.ready_fd(), POLLIN, 0},
                      {typing_.ready_fd(), POLLIN, 0}};
  const double milliseconds = std::ceil(std::max(0.0, at_most.count()) * 1000);
  if (::poll(watched, std::size(watched), static_cast<int>(milliseconds)) < 0 && errno != EINTR) {
    check("poll", -1);
  }
  signals_.look();
  stops_.read_signal();  // one SIGCHLD stands for any number of stops
  stops_.drain();
}

}  // namespace procdemo::engine
