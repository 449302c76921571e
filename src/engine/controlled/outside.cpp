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

Outside::Outside(RunState& run) : run_(run) {
  for (const int fd : run.inherited) {
    if (fd == STDOUT_FILENO || fd == STDERR_FILENO) continue;  // it gets others
    if (const auto target = descriptor_target(::getpid(), fd)) inherited_.insert(*target);
  }
}

bool Outside::is_own_output(const Task& task, int fd) const {
  if (task.call && task.call->changed_argument)
    return false;  // it reads its standard input instead
  return run_.outputs.output_of(task.tid, fd) && !run_.outputs.is_others_terminal(task.tid, fd);
}

bool Outside::leads_out(const Task& task, int fd) const {
  const auto target = descriptor_target(task.tid, fd);
  if (!target) return false;
  if (target->starts_with("pipe:")) return inherited_.contains(*target);
  if (target->starts_with("socket:")) {
    return inherited_.contains(*target) || socket_leads_out(task, fd, run_.family);
  }
  return (is_terminal(*target) && !is_own_output(task, fd)) ||
         target->starts_with("anon_inode:inotify");
}

bool Outside::may_wake(const Task& task) const {
  return is_asleep(task) && std::ranges::any_of(awaited_descriptors(task),
                                                [&](int fd) { return leads_out(task, fd); });
}

void Outside::tell_of_own_output(const Task& task) const {
  if (!is_asleep(task) || !task.call || task.call->syscall->writes) return;
  const std::vector<int> awaited = awaited_descriptors(task);
  const auto is_own = [&](int fd) { return is_own_output(task, fd); };
  if (std::ranges::any_of(awaited, is_own)) run_.log.note(task, "own-output");
}

}  // namespace procdemo::engine
