#include "session/worker.h"

#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>

#include "base/child.h"
#include "base/problem.h"
#include "base/signal_mask.h"
#include "run/problems.h"
#include "tracee/reader.h"
#include "world/inside/inside.h"

namespace procdemo::session {
namespace {

/// What the outputs of this process are, and what was written there.
class Printed {
 public:
  Printed() : file_(check("memfd_create", ::memfd_create("output", MFD_CLOEXEC))) {
    const Fd null = open_file("/dev/null", O_RDONLY);
    ::dup2(null.get(), STDIN_FILENO);
    ::dup2(file_.get(), STDOUT_FILENO);
    ::dup2(file_.get(), STDERR_FILENO);
  }

  /// All since it was taken last.
  std::string take() const {
    if (::lseek(file_.get(), 0, SEEK_END) == 0) return {};
    std::string text = read_file("/proc/self/fd/" + std::to_string(file_.get()));
    check("ftruncate", ::ftruncate(file_.get(), 0));
    ::lseek(file_.get(), 0, SEEK_SET);
    return text;
  }

 private:
  Fd file_;
};

/// The requests of a connection, one after another.
class Requests {
 public:
  explicit Requests(const Fd& connection) : connection_(connection) {}

  /// Nothing once there will be none any more.
  std::optional<std::string> next() {
    std::size_t end;
    while ((end = received_.find('\n')) == received_.npos) {
      if (!receive()) return std::nullopt;
    }
    std::string line = received_.substr(0, end);
    received_.erase(0, end + 1);
    return line;
  }

 private:
  bool receive() {
    char piece[1 << 16];
    const ssize_t got = ::read(connection_.get(), piece, sizeof piece);
    if (got < 0 && errno == EINTR) return true;
    if (got > 0) received_.append(piece, static_cast<std::size_t>(got));
    return got > 0;
  }

  const Fd& connection_;
  std::string received_;
};

/// Whether somebody of the run is still there.
bool somebody_has_stayed(const Fence* fence) {
  if (is_inside() && !wait_until_alone_inside()) return true;
  return fence && !fence->members().empty();
}

WorkerAnswer answer_to(const WorkerRequest& request, Fence* fence, const Act& act,
                       const Printed& printed) {
  check("chdir", request.folder, ::chdir(request.folder.c_str()));
  ::setenv("TMPDIR", request.folder.c_str(), 1);
  Assignment assignment{
      .plan = request.plan, .keep = request.keep, .explores = request.explores, .fence = fence};
  const int status = act(request, assignment);
  return {.status = status,
          .printed = printed.take(),
          .trace = std::move(assignment.trace),
          .steps = std::move(assignment.steps),
          .ends = somebody_has_stayed(fence)};
}

}  // namespace

int serve_requests(const Fd& connection, Fence* fence, const Act& act) {
  ::setsid();  // in one of its own there is no /dev/tty
  ::unsetenv("COLUMNS");
  const Printed printed;
  const SharedHelper helper;
  Requests requests(connection);
  while (const auto line = requests.next()) {
    const WorkerRequest request = request_from(*line);
    if (request.fresh && is_inside()) freshen_inside();
    const WorkerAnswer answer = answer_to(request, fence, act, printed);
    write_all(connection.get(), to_lines(answer));
    if (answer.ends) return 0;
    if (fence) fence->open_again();
  }
  return 0;
}

void run_before(const std::string& command) {
  const SignalFd ends(signal_set({SIGINT, SIGTERM, SIGHUP}));
  const pid_t parent = ::getpid();
  Child shell = Child::run(kill_at_once, [&] {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) return 127;
    ends.mask().restore();
    ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    return 127;
  });
  ::setpgid(shell.pid(), shell.pid());  // both: whoever comes first
  constexpr int between_looks = 100;    // ms, where the kernel has no descriptors for processes
  while (!shell.try_wait()) {
    pollfd watched[] = {{shell.pidfd().get(), POLLIN, 0}, {ends.fd(), POLLIN, 0}};
    ::poll(watched, std::size(watched), between_looks);
    if (const auto signal = ends.next()) {
      shell.signal_group(SIGKILL);
      ::_exit(128 + static_cast<int>(signal->ssi_signo));
    }
  }
  const int status = shell.status().value_or(WaitStatus::of_exit(127)).shell_status();
  if (status == 0) return;
  throw Problem(Status::usage, RunProblem::before_failed, {command, std::to_string(status)});
}

}  // namespace procdemo::session
