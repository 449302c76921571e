#include "world/foreground.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "base/procfs.h"

namespace procdemo::world {

namespace {

// Whoever is there may have it by right: a shell to which Ctrl-Z gave it.
bool is_empty(pid_t group) {
  return std::ranges::none_of(all_pids(), [&](pid_t pid) {
    const auto stat = proc_stat(pid);
    return stat && stat->pgid == group && stat->state != 'Z';
  });
}

}  // namespace

Foreground::Foreground() : terminal_(::open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC)) {
  if (terminal_) group_ = ::tcgetpgrp(terminal_.get());
}

Foreground::~Foreground() {
  if (!terminal_ || group_ <= 0) return;
  const pid_t now = ::tcgetpgrp(terminal_.get());
  if (now != group_ && (now <= 0 || is_empty(now))) ::tcsetpgrp(terminal_.get(), group_);
}

}  // namespace procdemo::world
