#include "base/files/changes.h"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/check.h"

namespace procdemo::base {

FolderChanges::FolderChanges(const std::string& folder)
    : events_(check("inotify_init1", ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK))) {
  check("inotify_add_watch", folder,
        ::inotify_add_watch(events_.get(), folder.c_str(),
                            IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ONLYDIR));
}

void FolderChanges::wait() const {
  constexpr int for_ever = -1, moment = 50;  // ms
  while (!take(for_ever)) continue;
  while (take(moment)) continue;
}

// Which files they were does not matter.
bool FolderChanges::take(int patience) const {
  pollfd ready = {events_.get(), POLLIN, 0};
  if (::poll(&ready, 1, patience) <= 0) return false;
  std::array<char, 4096> events;
  while (::read(events_.get(), events.data(), events.size()) > 0) continue;
  return true;
}

}  // namespace procdemo::base
