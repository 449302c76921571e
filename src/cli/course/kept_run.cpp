#include "cli/course/kept_run.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>

#include "base/child.h"
#include "base/fd.h"
#include "base/signal_mask.h"
#include "cli/dispatch.h"
#include "cli/failure.h"
#include "cli/user.h"
#include "session/assignment.h"

namespace procdemo::cli {
namespace {

void say_nothing() {
  const Fd nowhere = open_file("/dev/null", O_RDWR);
  for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    check("dup2", ::dup2(nowhere.get(), fd));
  }
}

int carry_out_typed(const Words& words, const Fd& kept) {
  Assignment assignment{.alone = true};
  User user = find_user(words);
  user.assignment = &assignment;
  const int status = status_of([&] { return dispatch(words, user); }, user);
  write_all(kept.get(), assignment.trace);
  return status;
}

std::string text_in(const Fd& file) {
  return read_file("/proc/self/fd/" + std::to_string(file.get()));
}

}  // namespace

KeptRun keep_run(const Words& words, bool quiet) {
  const Fd kept(check("memfd_create", ::memfd_create("run", MFD_CLOEXEC)));
  const sigset_t keys = signal_set({SIGINT, SIGQUIT});
  const SignalFd interrupts(keys);
  const pid_t self = ::getpid();
  Child child = Child::run(kill_at_once, [&] {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);  // however this one ends
    if (::getppid() != self) return 128 + SIGTERM;
    ::sigprocmask(SIG_UNBLOCK, &keys, nullptr);  // whoever asked may have blocked them before
    if (quiet) say_nothing();
    return carry_out_typed(words, kept);
  });
  const auto ended = child.wait();
  while (interrupts.next()) continue;  // they were the run's
  return {ended ? ended->shell_status() : 1, text_in(kept)};
}

}  // namespace procdemo::cli
