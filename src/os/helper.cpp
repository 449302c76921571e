#include "os/helper.h"

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <algorithm>
#include <climits>
#include <csignal>
#include <cstdint>
#include <vector>

#include "os/child.h"
#include "os/procfs.h"

namespace procdemo {
namespace {

// A number alone would soon be another process's. One that /proc does not show (proc(5), hidepid)
// is taken for what it was.
struct Started {
  pid_t pid;
  std::uint64_t start_ticks;

  bool is_still(pid_t other) const {
    if (other != pid) return false;
    const auto stat = proc_stat(pid);
    return !stat || stat->start_ticks == start_ticks;
  }
};

std::vector<Started>& started() {
  static std::vector<Started> all;
  return all;
}

void remember(pid_t pid) {
  std::erase_if(started(), [](const Started& helper) { return !is_alive(helper.pid); });
  const auto stat = proc_stat(pid);
  started().push_back({pid, stat ? stat->start_ticks : 0});
}

// Nothing of procdemo's but the connection: an open pipe would keep its reader waiting, a folder
// its disk busy, a handler would run our code here.
void shed(int connection, const char* name) {
  if (::dup2(connection, Helper::own_end) < 0) ::_exit(1);
  ::close_range(Helper::own_end + 1, UINT_MAX, 0);
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int fd : {0, 1, 2}) {
    if (null < 0 || ::dup2(null, fd) < 0) ::close(fd);
  }
  if (null > Helper::own_end) ::close(null);
  if (::chdir("/") != 0) ::_exit(1);
  for (int signal = 1; signal < NSIG; ++signal) ::signal(signal, SIG_DFL);
  const std::uint64_t all = ~0ull;  // sigprocmask(3) leaves out two that the C library keeps
  ::syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, nullptr, sizeof all);
  ::prctl(PR_SET_DUMPABLE, 0);
  ::prctl(PR_SET_NAME, name);
}

[[noreturn]] void live(int connection, const char* name, void (*serve)()) {
  shed(connection, name);
  const int pid = ::getpid();
  ::send(Helper::own_end, &pid, sizeof pid, MSG_NOSIGNAL);
  serve();
  ::_exit(0);
}

}  // namespace

bool is_helper(pid_t pid) {
  return std::ranges::any_of(started(),
                             [pid](const Started& helper) { return helper.is_still(pid); });
}

bool receive_int(int connection, int& number) {
  ssize_t got;
  do got = ::recv(connection, &number, sizeof number, 0);
  while (got < 0 && errno == EINTR);
  return got == sizeof number;
}

Helper start_helper(const char* name, void (*serve)()) {
  int ends[2];
  check("socketpair", ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends));
  Helper helper{Fd(ends[0]), -1};
  Fd other(ends[1]);
  Child between = Child::run(kill_at_once, [&] {  // its child becomes an orphan: init's, not ours
    ::setsid();
    if (::fork() == 0) live(other.get(), name, serve);
    return 0;
  });
  other.reset();
  const bool began = receive_int(helper.connection.get(), helper.pid);
  between.wait();
  errno = EAGAIN;  // what fork says when there is no process left
  check("fork", began ? 0 : -1);
  remember(helper.pid);
  return helper;
}

}  // namespace procdemo
