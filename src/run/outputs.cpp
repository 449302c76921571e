#include "run/outputs.h"

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <cstdlib>

#include "base/kcmp.h"
#include "base/problem.h"
#include "base/procfs.h"
#include "run/problems.h"

namespace procdemo::run {

namespace {

constexpr winsize usual_size = {24, 80, 0, 0};

Pipe open_terminal() {
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

// What has run out is no lack of terminals.
Pipe make_terminal() try { return open_terminal(); } catch (const std::system_error& error) {
  if (blame(error.code().value()) == Status::not_allowed) throw;
  throw Problem(Status::not_allowed, RunProblem::no_terminal, {error.what()});
}

FileIdentity identity_behind(int fd) {
  struct stat facts;
  check("stat", stat_without_asking(fd, facts) ? 0 : -1);
  return identity_of(facts);
}

}  // namespace

Outputs::Outputs(bool terminal, const Family& family, const std::vector<int>& inherited)
    : out_(terminal ? make_terminal() : Pipe::make()),
      err_(terminal ? make_terminal() : Pipe::make()),
      out_identity_(identity_behind(program_end(1))),
      err_identity_(identity_behind(program_end(2))),
      terminals_(family, inherited) {}

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
  return terminals_.is_others({tid, fd}, facts) ? std::optional(1) : std::nullopt;
}

bool Outputs::is_others_terminal(pid_t tid, int fd) const {
  struct stat facts;
  if (!stat_descriptor(tid, fd, facts)) return errno == EACCES || errno == EPERM;
  const FileIdentity what = identity_of(facts);
  return what != out_identity_ && what != err_identity_ && terminals_.is_others({tid, fd}, facts);
}

}  // namespace procdemo::run
