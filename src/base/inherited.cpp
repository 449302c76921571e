#include "base/inherited.h"

#include <dirent.h>
#include <unistd.h>

#include <climits>
#include <csignal>
#include <cstdlib>
#include <vector>

namespace procdemo::base {

namespace {

// None where /proc is not there.
std::vector<int> open_descriptors() {
  std::vector<int> all;
  DIR* const folder = ::opendir("/proc/self/fd");
  if (!folder) return all;
  while (const dirent* entry = ::readdir(folder)) all.push_back(std::atoi(entry->d_name));
  ::closedir(folder);
  return all;
}

}  // namespace

void close_from(int first) {
  if (::close_range(static_cast<unsigned>(first), UINT_MAX, 0) == 0) return;
  for (const int fd : open_descriptors()) {
    if (fd >= first) ::close(fd);  // not the folder's own: that is closed by now
  }
}

void handle_no_signals() {
  for (int signal = 1; signal <= SIGRTMAX; ++signal) ::signal(signal, SIG_DFL);
}

}  // namespace procdemo::base
