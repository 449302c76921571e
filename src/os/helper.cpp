#include "os/helper.h"

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <climits>
#include <csignal>
#include <cstdint>

#include "os/child.h"

namespace procdemo {
namespace {

// Nothing of procdemo's but the connection: an open pipe would keep its reader waiting, a folder
// its disk busy, a handler would run our code here.
void shed(int connection, const char* name) {
  const int safe = ::fcntl(connection, F_DUPFD, Helper::own_end + 1);
  ::dup2(safe, Helper::own_end);
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
  return helper;
}

}  // namespace procdemo
