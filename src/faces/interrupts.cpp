#include "faces/interrupts.h"

#include <poll.h>

namespace procdemo::faces {

bool Interrupts::wait_for(int descriptor) const {
  pollfd watched[] = {{descriptor, POLLIN, 0}, {signals_.fd(), POLLIN, 0}};
  while (true) {
    ::poll(watched, std::size(watched), -1);
    bool came = false;
    while (signals_.next()) came = true;
    if (came) return false;
    if (watched[0].revents != 0) return true;
  }
}

}  // namespace procdemo::faces
