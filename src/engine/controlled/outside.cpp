#include "engine/controlled/outside.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>

#include "base/pidfd.h"
#include "base/procfs.h"
#include "syscalls/waits_for.h"

namespace procdemo::engine {

namespace {

bool is_terminal(const std::string& target) {
  return target == "/dev/tty" || target.starts_with("/dev/pts/") || target == "/dev/console" ||
         target.starts_with("/dev/ttyS");
}

// --- sockets ---

template <class Value>
Value socket_option(const Fd& socket, int name, Value otherwise) {
  Value value{};
  socklen_t size = sizeof value;
  const int done = ::getsockopt(socket.get(), SOL_SOCKET, name, &value, &size);
  return done == 0 ? value : otherwise;
}

// Whoever lives outside of this PID namespace has no number here, but an owner.
bool is_somebody(const ucred& peer) {
  return peer.pid != 0 || peer.uid != static_cast<uid_t>(-1);
}

// A local one leads to the process that made the other end, or that listens there. Any other may
// lead anywhere.
bool socket_leads_out(const Task& task, int fd, Family& family) {
  const Fd process = open_process(task.process->pid);
  const Fd socket(static_cast<int>(::syscall(SYS_pidfd_getfd, process.get(), fd, 0)));
  if (!socket) return true;
  if (socket_option(socket, SO_DOMAIN, -1) != AF_UNIX) return true;
  if (socket_option(socket, SO_ACCEPTCONN, 0) != 0) return false;
  const auto peer = socket_option(socket, SO_PEERCRED, ucred{});
  return is_somebody(peer) && !family.by_pid(peer.pid) && !family.former_name(peer.pid);
}

}  // namespace

Outside::Outside(const std::vector<int>& inherited) {
  for (const int fd : inherited) {
    if (fd == STDOUT_FILENO || fd == STDERR_FILENO) continue;  // it gets others
    if (const auto target = descriptor_target(::getpid(), fd)) inherited_.insert(*target);
  }
}

bool Outside::leads_out(const Task& task, int fd, Family& family) const {
  const auto target = descriptor_target(task.tid, fd);
  if (!target) return false;
  if (target->starts_with("pipe:")) return inherited_.contains(*target);
  if (target->starts_with("socket:")) {
    return inherited_.contains(*target) || socket_leads_out(task, fd, family);
  }
  return is_terminal(*target) || target->starts_with("anon_inode:inotify");
}

bool Outside::may_wake(const Task& task, Family& family) const {
  return is_asleep(task) && std::ranges::any_of(awaited_descriptors(task), [&](int fd) {
           return leads_out(task, fd, family);
         });
}

}  // namespace procdemo::engine
