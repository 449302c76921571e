#include "world/terminal/terminal_settings.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <tuple>
#include <utility>

#include "base/helper.h"
#include "base/pidfd.h"
#include "base/signal_mask.h"
#include "world/inside/inside.h"

namespace procdemo::world {
namespace {

constexpr std::chrono::seconds helper_patience{10};  // with a helper that somebody has stopped

bool differ(const termios& one, const termios& other) {
  return one.c_iflag != other.c_iflag || one.c_oflag != other.c_oflag ||
         one.c_cflag != other.c_cflag || one.c_lflag != other.c_lflag ||
         std::memcmp(one.c_cc, other.c_cc, sizeof one.c_cc) != 0;
}

}  // namespace

TerminalSettings::TerminalSettings(std::optional<int> until, std::string farewell)
    : farewell_(std::move(farewell)) {
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) save(fd);
  // Inside, that is a terminal of the run's own.
  if (saved_.empty() && !is_inside()) {
    own_ = Fd(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC));
  }
  if (own_) save(own_.get());
  if (!saved_.empty()) start_helper(until);
}

void TerminalSettings::save(int fd) {
  termios settings;
  if (::tcgetattr(fd, &settings) == 0) saved_.push_back({fd, settings, ::fcntl(fd, F_GETFL)});
}

TerminalSettings::~TerminalSettings() {
  // A process in the background is stopped by SIGTTOU when it changes its terminal.
  const SignalMask unstopped(signal_set({SIGTTOU}));
  for (const Saved& saved : saved_) saved.put_back();
  if (!helper_) return;
  ::send(helper_.get(), "!", 1, MSG_NOSIGNAL);  // it has nothing to do
  pollfd end{helper_.get(), POLLIN, 0};
  ::poll(&end, 1, static_cast<int>(std::chrono::milliseconds(helper_patience).count()));
}

void TerminalSettings::Saved::put_back() const {
  termios now;
  if (::tcgetattr(fd, &now) == 0 && differ(now, settings)) ::tcsetattr(fd, TCSANOW, &settings);
  if (::fcntl(fd, F_GETFL) != flags) ::fcntl(fd, F_SETFL, flags);
}

void TerminalSettings::start_helper(std::optional<int> until) try {
  const Fd procdemo = open_process(::getpid());
  std::vector<int> kept = {procdemo.get()};
  if (until) kept.push_back(*until);
  for (const Saved& saved : saved_) kept.push_back(saved.fd);
  helper_ =
      base::start_helper("procdemo-tty", [&] { outlive(until.has_value()); }, kept).connection;
} catch (const std::system_error&) {
  // No process is left for it: then this one has to live on.
}

// In the helper. When the connection ends procdemo is dying: as long as its program is not killed,
// which the kernel does before procdemo's end is seen, that could set the terminal again.
void TerminalSettings::outlive(bool until) {
  constexpr int first_kept = Helper::own_end + 1;
  char all_is_well;
  if (::recv(Helper::own_end, &all_is_well, 1, 0) > 0) return;
  int fd = first_kept;
  await_end(Fd(fd++), helper_patience);
  if (until) await_end(Fd(fd++), helper_patience);  // such a descriptor, too
  for (Saved& saved : saved_) {
    saved.fd = fd++;
    saved.put_back();
  }
  if (!saved_.empty()) std::ignore = ::write(saved_.back().fd, farewell_.data(), farewell_.size());
}

}  // namespace procdemo::world
