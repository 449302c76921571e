#include "base/helper.h"

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/child.h"
#include "base/inherited.h"
#include "base/procfs.h"

namespace procdemo::base {
namespace {

// A number alone would soon be another process's. One that /proc does not show (proc(5), hidepid)
// is taken for what it was.
struct Started {
  pid_t pid;
  std::uint64_t start_ticks;

  bool is_hidden() const { return start_ticks == 0; }

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

// Whose number a new one has, is gone.
void remember(pid_t pid) {
  std::erase_if(started(), [pid](const Started& helper) {
    return helper.pid == pid || (!helper.is_hidden() && !is_alive(helper.pid));
  });
  const auto stat = proc_stat(pid);
  started().push_back({pid, stat ? stat->start_ticks : 0});
}

// How a helper began: the first message on its connection.
struct Beginning {
  pid_t pid = -1;
  int error = ECHILD;             // unless one came: it was killed before it could tell
  const char* call = "a helper";  // that failed; both processes have it at the same address
};

[[noreturn]] void fail(int connection, const char* call) {
  const Beginning failure{-1, errno, call};
  ::send(connection, &failure, sizeof failure, MSG_NOSIGNAL);
  ::_exit(1);
}

// Puts them at own_end and after, by way of numbers that are none of those. The first of them is
// the connection.
void keep(std::vector<int> descriptors) {
  const int connection = descriptors.front();
  const int after = Helper::own_end + static_cast<int>(descriptors.size());
  for (int& fd : descriptors) {
    fd = ::fcntl(fd, F_DUPFD, after);
    if (fd < 0) fail(connection, "dup");
  }
  for (int place = Helper::own_end; const int fd : descriptors) {
    if (::dup2(fd, place++) < 0) fail(descriptors.front(), "dup2");
  }
  close_from(after);
}

// Keeps nothing of procdemo's but what it was told to: an open pipe would keep its reader waiting,
// a working directory its disk busy, and a signal handler would run our code here.
void shed(std::vector<int> kept, const char* name) {
  keep(std::move(kept));
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (const int fd : {0, 1, 2}) {
    if (null < 0 || ::dup2(null, fd) < 0) ::close(fd);
  }
  if (null > Helper::own_end) ::close(null);
  if (::chdir("/") != 0) fail(Helper::own_end, "chdir /");
  handle_no_signals();
  const std::uint64_t all = ~0ull;  // sigprocmask(3) leaves out two that the C library keeps
  ::syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, nullptr, sizeof all);
  ::prctl(PR_SET_DUMPABLE, 0);
  ::prctl(PR_SET_NAME, name);
}

bool receive(int connection, void* message, std::size_t size) {
  ssize_t got;
  do got = ::recv(connection, message, size, 0);
  while (got < 0 && errno == EINTR);
  return got == static_cast<ssize_t>(size);
}

[[noreturn]] void live(std::vector<int> kept, const char* name,
                       const std::function<void()>& serve) {
  shed(std::move(kept), name);
  const Beginning well{::getpid(), 0, ""};
  ::send(Helper::own_end, &well, sizeof well, MSG_NOSIGNAL);
  serve();
  ::_exit(0);
}

}  // namespace

bool is_helper(pid_t pid) {
  return std::ranges::any_of(started(),
                             [pid](const Started& helper) { return helper.is_still(pid); });
}

bool has_helper(pid_t group) {
  return std::ranges::any_of(
      started(), [group](const Started& helper) { return ::getpgid(helper.pid) == group; });
}

bool receive_int(int connection, int& number) {
  return receive(connection, &number, sizeof number);
}

Helper start_helper(const char* name, const std::function<void()>& serve,
                    const std::vector<int>& kept, HelperGroup group) {
  int ends[2];
  check("socketpair", ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends));
  Helper helper{Fd(ends[0]), -1};
  Fd other(ends[1]);
  std::vector<int> all = {other.get()};
  all.insert(all.end(), kept.begin(), kept.end());
  Child between = Child::run_within([&] {  // its child becomes an orphan: init's, not ours
    if (!group) ::setsid();
    if (group && ::setpgid(0, *group) != 0) fail(all.front(), "setpgid");
    const pid_t pid = ::fork();
    if (pid == 0) live(std::move(all), name, serve);
    if (pid < 0) fail(all.front(), "fork");
    return 0;
  });
  other.reset();
  Beginning beginning;
  receive(helper.connection.get(), &beginning, sizeof beginning);
  between.wait();
  errno = beginning.error;
  if (beginning.pid < 0) throw_failure(beginning.call);
  helper.pid = beginning.pid;
  remember(helper.pid);
  return helper;
}

}  // namespace procdemo::base
