#include "run/outputs.h"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "base/kcmp.h"
#include "base/problem.h"
#include "base/procfs.h"
#include "base/signal_mask.h"
#include "run/problems.h"

namespace procdemo::run {

namespace {

constexpr winsize usual_size = {24, 80, 0, 0};

Pipe open_terminal(const std::optional<TerminalState>& like) {
  Fd master(check("posix_openpt", ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)));
  check("grantpt", ::grantpt(master.get()));
  check("unlockpt", ::unlockpt(master.get()));
  char path[64];
  if (const int error = ::ptsname_r(master.get(), path, sizeof path)) {
    throw std::system_error(error, std::generic_category(), "ptsname_r");
  }
  Fd slave = open_file(path, O_RDWR | O_NOCTTY);
  ::ioctl(slave.get(), TIOCSWINSZ, like ? &like->size : &usual_size);
  if (like) ::tcsetattr(slave.get(), TCSANOW, &like->settings);
  ::fcntl(master.get(), F_SETFL, O_NONBLOCK);
  return Pipe{std::move(master), std::move(slave)};
}

// What has run out is no lack of terminals.
Pipe make_terminal(const std::optional<TerminalState>& like) try {
  return open_terminal(like);
} catch (const std::system_error& error) {
  if (blame(error.code().value()) == Status::not_allowed) throw;
  throw Problem(Status::not_allowed, RunProblem::no_terminal, {error.what()});
}

FileIdentity identity_behind(int fd) {
  struct stat facts;
  check("stat", stat_without_asking(fd, facts) ? 0 : -1);
  return identity_of(facts);
}

}  // namespace

Outputs::Outputs(const Wishes& wishes, const Family& family, const std::vector<int>& inherited)
    : out_(wishes.terminals ? make_terminal(wishes.like) : Pipe::make()),
      err_(wishes.terminals ? make_terminal(wishes.like) : Pipe::make()),
      out_identity_(identity_behind(program_end(1))),
      err_identity_(identity_behind(program_end(2))),
      terminals_(family, inherited),
      controls_(wishes.terminals && wishes.control && ::ioctl(program_end(1), TIOCSCTTY, 0) == 0) {}

// The kernel hangs up on the group in the foreground when a session's leader gives up its terminal.
// Where no program has come so far that is this process's own.
Outputs::~Outputs() {
  if (!controls_) return;
  const sigset_t hang_up = signal_set({SIGHUP});
  const bool own = ::tcgetpgrp(program_end(1)) == ::getpgrp();
  const SignalMask unharmed(hang_up);
  ::ioctl(program_end(1), TIOCNOTTY);
  constexpr timespec at_once{};
  if (own) ::sigtimedwait(&hang_up, nullptr, &at_once);
}

void Outputs::put_in_foreground(pid_t group) const {
  const SignalMask background(signal_set({SIGTTOU}));
  if (controls_) ::tcsetpgrp(program_end(1), group);
}

std::optional<int> Outputs::output_of(pid_t tid, int fd) const {
  if (!last_ || last_->tid != tid || last_->fd != fd) last_ = {tid, fd, look(tid, fd)};
  return last_->output;
}

// What the program was given itself is known without /proc, whose entries the kernel makes anew for
// each process that is asked for. A kernel without kcmp(2) leaves it to them.
bool Outputs::is_open_as(pid_t tid, int fd, int output) const {
  return are_duplicates({::getpid(), program_end(output)}, {tid, fd}).value_or(false);
}

// A process may close its /proc to us (prctl(2), PR_SET_DUMPABLE). What it has behind a descriptor
// may then be a terminal: it counts as one.
std::optional<int> Outputs::look(pid_t tid, int fd) const {
  const int likely = fd == STDERR_FILENO ? 2 : 1;
  if (is_open_as(tid, fd, likely)) return likely;
  struct stat facts;
  if (!stat_descriptor(tid, fd, facts)) {
    if (errno != EACCES && errno != EPERM) return std::nullopt;
    return fd == 2 ? 2 : 1;
  }
  const FileIdentity what = identity_of(facts);
  if (what == out_identity_) return 1;
  if (what == err_identity_) return 2;
  if (own(tid, facts)) return 1;
  return terminals_.is_others({tid, fd}, facts) ? std::optional(1) : std::nullopt;
}

bool Outputs::is_others_terminal(pid_t tid, int fd) const {
  struct stat facts;
  if (!stat_descriptor(tid, fd, facts)) return errno == EACCES || errno == EPERM;
  return !own(tid, facts) && terminals_.is_others({tid, fd}, facts);
}

std::optional<int> Outputs::own_terminal(pid_t tid, int fd) const {
  struct stat facts;
  if (!stat_descriptor(tid, fd, facts) || !S_ISCHR(facts.st_mode)) return std::nullopt;
  return own(tid, facts);
}

// By another name, too: /dev/tty is the terminal of the session that a process is in.
std::optional<int> Outputs::own(pid_t tid, const struct stat& file) const {
  const FileIdentity what = identity_of(file);
  if (what == out_identity_) return 1;
  if (what == err_identity_) return 2;
  const bool by_name = S_ISCHR(file.st_mode) && file.st_rdev == makedev(5, 0);
  return controls_ && by_name && ::getsid(tid) == ::getsid(0) ? std::optional(1) : std::nullopt;
}

void Outputs::resize(const winsize& size) const {
  for (const int output : {1, 2}) ::ioctl(program_end(output), TIOCSWINSZ, &size);
}

// The terminal echoes what is typed, to whoever reads the master: nobody else does.
void Outputs::type(int output, std::string_view keys) const {
  const int master = (output == 1 ? out_ : err_).read_end.get();
  char echo[4096];
  while (::read(master, echo, sizeof echo) > 0) continue;
  [[maybe_unused]] const ssize_t typed = ::write(master, keys.data(), keys.size());
}

}  // namespace procdemo::run
