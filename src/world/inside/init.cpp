#include "world/inside/init.h"

#include <linux/close_range.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <climits>
#include <csignal>
#include <vector>

#include "base/crowd.h"
#include "base/procfs.h"
#include "base/signal_mask.h"

namespace procdemo::world {
namespace {

constexpr int life_end = 0;  // the number of the pipe here

// A helper of procdemo's (base/helper.h) has a name of its own, and ends with its connection.
std::vector<pid_t> who_may_be_killed() {
  std::vector<pid_t> pids = all_pids();
  std::erase_if(pids, [](pid_t pid) {
    const auto stat = proc_stat(pid);
    return pid == ::getpid() || !stat || stat->comm.starts_with("procdemo-") || !is_alive(pid);
  });
  return pids;
}

}  // namespace

void become_init() {
  ::prctl(PR_SET_NAME, "procdemo-init");
  ::prctl(PR_SET_DUMPABLE, 0);  // nor may a debugger from inside attach to it
  for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);
}

Init::Init(const Fd& life) {
  const sigset_t ends = signal_set({SIGCHLD});
  ::sigprocmask(SIG_BLOCK, &ends, nullptr);
  ::dup2(life.get(), life_end);
  ::close_range(life_end + 1, UINT_MAX, 0);
  signals_ = ::signalfd(-1, &ends, SFD_NONBLOCK);
}

bool Init::reap() const {
  pid_t reaped;
  do reaped = ::waitpid(-1, nullptr, WNOHANG | __WALL);
  while (reaped > 0);
  return reaped == 0;  // else ECHILD: all are gone
}

bool Init::wait() const {
  pollfd watched[] = {{life_end, POLLIN, 0}, {signals_, POLLIN, 0}};
  ::poll(watched, 2, -1);
  signalfd_siginfo info;
  while (::read(signals_, &info, sizeof info) > 0) continue;
  return watched[0].revents != 0;
}

void Init::end_others(std::chrono::milliseconds patience) const {
  kill_until([this] { return !reap() && who_may_be_killed().empty(); }, who_may_be_killed,
             stop_and_kill(patience));
}

}  // namespace procdemo::world
