#include "observe/outputs.h"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>

#include <cstdlib>

namespace procdemo {

namespace {

constexpr winsize usual_size = {24, 80, 0, 0};
const dev_t controlling_terminal =
    makedev(5, 0);  // /dev/tty (Documentation/admin-guide/devices.txt)

Pipe make_terminal() {
  Fd master(check("posix_openpt", ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)));
  check("grantpt", ::grantpt(master.get()));
  check("unlockpt", ::unlockpt(master.get()));
  char path[64];
  if (const int error = ::ptsname_r(master.get(), path, sizeof path)) {
    throw std::system_error(error, std::generic_category(), "ptsname_r");
  }
  Fd slave = open_file(path, O_RDWR | O_NOCTTY);
  ::ioctl(slave.get(), TIOCSWINSZ, &usual_size);
  return Pipe{std::move(master), std::move(slave)};
}

}  // namespace

Outputs::Outputs(bool terminal)
    : out_(terminal ? make_terminal() : Pipe::make()),
      err_(terminal ? make_terminal() : Pipe::make()),
      out_identity_(identify(::getpid(), program_end(1)).value()),
      err_identity_(identify(::getpid(), program_end(2)).value()) {
  struct stat input;
  if (::isatty(0) && ::fstat(0, &input) == 0) users_terminal_ = input.st_rdev;
}

std::optional<Outputs::Identity> Outputs::identify(const char* path) {
  struct stat facts;
  if (::stat(path, &facts) != 0) return std::nullopt;
  const bool character = S_ISCHR(facts.st_mode);
  return Identity{facts.st_dev, facts.st_ino, character ? facts.st_rdev : 0};
}

std::optional<Outputs::Identity> Outputs::identify(pid_t tid, int fd) {
  char path[64];
  *fmt::format_to_n(path, sizeof path - 1, "/proc/{}/fd/{}", tid, fd).out = '\0';
  return identify(path);
}

bool Outputs::users_terminal(const Identity& what) const {
  if (what.terminal == 0) return false;
  return what.terminal == controlling_terminal || what.terminal == users_terminal_;
}

std::optional<int> Outputs::output_of(pid_t tid, int fd) const {
  const auto what = identify(tid, fd);
  if (!what) return std::nullopt;
  if (*what == out_identity_ || users_terminal(*what)) return 1;
  if (*what == err_identity_) return 2;
  return std::nullopt;
}

bool Outputs::is_users_terminal(pid_t tid, int fd) const {
  const auto what = identify(tid, fd);
  return what && users_terminal(*what);
}

}  // namespace procdemo
