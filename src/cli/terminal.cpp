#include "cli/terminal.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

#include "os/signal_mask.h"

namespace procdemo {
namespace {

constexpr int usual_width = 80;

bool differ(const termios& one, const termios& other) {
  return one.c_iflag != other.c_iflag || one.c_oflag != other.c_oflag ||
         one.c_cflag != other.c_cflag || one.c_lflag != other.c_lflag ||
         std::memcmp(one.c_cc, other.c_cc, sizeof one.c_cc) != 0;
}

}  // namespace

int terminal_width() {
  winsize size = {};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;

  const char* const columns = std::getenv("COLUMNS");
  const int wanted = columns == nullptr ? 0 : std::atoi(columns);
  return wanted > 0 ? wanted : usual_width;
}

TerminalSettings::TerminalSettings() {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    termios settings;
    if (::tcgetattr(fd, &settings) == 0) saved_.push_back({fd, settings, ::fcntl(fd, F_GETFL)});
  }
}

TerminalSettings::~TerminalSettings() {
  // A process in the background is stopped by SIGTTOU when it changes its terminal.
  const SignalMask unstopped(signal_set({SIGTTOU}));
  for (const Saved& saved : saved_) {
    termios now;
    if (::tcgetattr(saved.fd, &now) == 0 && differ(now, saved.settings)) {
      ::tcsetattr(saved.fd, TCSANOW, &saved.settings);
    }
    if (::fcntl(saved.fd, F_GETFL) != saved.flags) ::fcntl(saved.fd, F_SETFL, saved.flags);
  }
}

}  // namespace procdemo
