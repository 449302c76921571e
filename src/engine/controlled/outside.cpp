#include "engine/controlled/outside.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <string_view>

#include "base/pidfd.h"
#include "base/procfs.h"
#include "base/text/scratch_name.h"
#include "syscalls/waits_for.h"
#include "syscalls/wanted_lock.h"
#include "world/inside/inside.h"

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

// Whoever knows a name may come from outside. Not to what lies in a folder that procdemo has made
// for the run: nobody knows that.
bool is_name_for_others(std::string_view name) {
  return !name.empty() && !find_scratch_name(name);
}

// Nor to what lies in a folder that the run has for itself.
bool is_runs_own(dev_t device) {
  return is_inside() && is_freshened(device);
}

// "" where it has none; an abstract one begins with a zero byte (unix(7)).
std::string local_name_of(const Fd& socket) {
  sockaddr_un address{};
  socklen_t size = sizeof address;
  auto* const plain = reinterpret_cast<sockaddr*>(&address);
  if (::getsockname(socket.get(), plain, &size) != 0) return "";
  constexpr socklen_t before = offsetof(sockaddr_un, sun_path);
  return size <= before ? "" : std::string(address.sun_path, size - before);
}

// Whether a task waits for such visitors, at this place or another, or for the ends of those who
// do.
bool only_serves(const Task& task, FileIdentity place) {
  if (waits_for<wait::Connection>(task) || waits_for<wait::Child>(task)) return true;
  return std::ranges::any_of(awaited_descriptors(task), [&](int fd) {
    struct stat facts;
    return stat_descriptor(task.tid, fd, facts) && identity_of(facts) == place;
  });
}

// Whether nobody of the run waits for anything else. A process that does waits for one of the run,
// and an idle server in it is no help: that is a deadlock all the same. The server's own threads
// wait for its work.
bool all_serve(const Task& server, int fd, Family& family) {
  struct stat facts;
  if (!stat_descriptor(server.tid, fd, facts)) return false;
  return std::ranges::all_of(family.in_order(), [&](const Task* task) {
    return task->process == server.process || only_serves(*task, identity_of(facts));
  });
}

// A local one leads to the process that made the other end, or to whoever knows its name. Any other
// may lead anywhere.
bool socket_leads_out(const Task& task, int fd, RunState& run) {
  Family& family = run.family;
  const Fd socket = open_descriptor(task.process->pid, fd);
  if (!socket) return true;
  if (socket_option(socket, SO_DOMAIN, -1) != AF_UNIX) return true;
  const bool unconnected = ::getpeername(socket.get(), nullptr, nullptr) != 0 && errno == ENOTCONN;
  if (unconnected) {
    const std::string name = local_name_of(socket);
    return is_name_for_others(name) && !is_in_runs_own_folder(name, run) &&
           all_serve(task, fd, family);
  }
  const auto peer = socket_option(socket, SO_PEERCRED, ucred{});
  return is_somebody(peer) && !family.by_pid(peer.pid) && !family.former_name(peer.pid);
}

// --- FIFOs with a name (a pipe without one has both its ends in the run) ---

bool is_open_for(int access, pid_t tid, int fd) {
  const auto flags = number_behind(descriptor_info(tid, fd), "flags:", 8).value_or(0);
  const auto mode = static_cast<int>(flags) & O_ACCMODE;
  return mode == access || mode == O_RDWR;
}

bool has_open_for(int access, const Task& task, FileIdentity fifo) {
  struct stat facts;
  return std::ranges::any_of(descriptors_of(task.tid), [&](int fd) {
    return stat_descriptor(task.tid, fd, facts) && identity_of(facts) == fifo &&
           is_open_for(access, task.tid, fd);
  });
}

// Who waits in a read or a write has somebody at the other end, else the kernel would tell: where
// that is nobody of the run, it is somebody outside. A server that has both ends itself waits for
// whoever knows the name, as one with a socket.
bool fifo_leads_out(const Task& task, int fd, const std::string& name, Family& family) {
  struct stat facts;
  if (!stat_descriptor(task.tid, fd, facts)) return false;
  const int other = is_open_for(O_RDONLY, task.tid, fd) ? O_WRONLY : O_RDONLY;
  const bool another_has_it = std::ranges::any_of(family.in_order(), [&](const Task* each) {
    return each->process != task.process && has_open_for(other, *each, identity_of(facts));
  });
  if (another_has_it) return false;
  if (!has_open_for(other, task, identity_of(facts))) return true;
  return is_name_for_others(name) && !is_runs_own(facts.st_dev) && all_serve(task, fd, family);
}

// --- locks ---

// The kernel's table names its holder, who is nobody of the run; or, in a PID namespace, nobody,
// and it was tried again in vain.
bool wants_lock_from_outside(const Task& task, Family& family) {
  if (!held_at<held::Call>(task) || task.tried_lock != TriedLock::taken) return false;
  if (task.polls >= polls_long) return true;
  return std::ranges::any_of(holders_of_lock(task), [&](pid_t pid) {
    return pid > 0 && !family.by_pid(pid) && !family.former_name(pid);
  });
}

}  // namespace

bool is_in_runs_own_folder(const std::string& name, RunState& run) {
  if (!name.starts_with('/')) return false;
  const auto place = run.memory.reader.find(name);
  struct stat facts;
  return place && *place && stat_without_asking(place->get(), facts) && is_runs_own(facts.st_dev);
}

Outside::Outside(RunState& run) : run_(run) {
  for (const int fd : run.inherited) {
    if (fd == STDOUT_FILENO || fd == STDERR_FILENO) continue;  // it gets others
    if (const auto target = descriptor_target(::getpid(), fd)) inherited_.insert(*target);
  }
}

bool Outside::is_own_output(const Task& task, int fd) const {
  if (task.call && task.call->changed_argument == 0)
    return false;  // it reads its standard input instead
  return run_.outputs.output_of(task.tid, fd) && !run_.outputs.is_others_terminal(task.tid, fd);
}

bool Outside::leads_out(const Task& task, int fd) const {
  const auto target = descriptor_target(task.tid, fd);
  if (!target) return false;
  if (target->starts_with("pipe:")) return inherited_.contains(*target);
  if (target->starts_with("socket:")) {
    return inherited_.contains(*target) || socket_leads_out(task, fd, run_);
  }
  struct stat facts;
  const bool fifo = stat_descriptor(task.tid, fd, facts) && S_ISFIFO(facts.st_mode);
  if (fifo) return fifo_leads_out(task, fd, *target, run_.family);
  if (is_own_output(task, fd)) return run_.typing.is_possible();
  return is_terminal(*target) || target->starts_with("anon_inode:inotify");
}

bool Outside::may_wake(const Task& task) const {
  if (wants_lock_from_outside(task, run_.family)) return true;
  return is_asleep(task) && std::ranges::any_of(awaited_descriptors(task),
                                                [&](int fd) { return leads_out(task, fd); });
}

bool Outside::type_for(const Task& task) const {
  if (!run_.outputs.control() || !is_asleep(task) || !task.call || task.call->syscall->writes)
    return false;
  std::set<int> terminals;
  for (const int fd : awaited_descriptors(task)) {
    const int read = task.call->changed_argument == 0 ? STDIN_FILENO : fd;
    if (const auto output = run_.outputs.own_terminal(task.tid, read)) terminals.insert(*output);
  }
  return !terminals.empty() && run_.typing.serve(terminals) && !run_.typing.is_possible();
}

void Outside::tell_of_own_output(const Task& task) const {
  if (!is_asleep(task) || !task.call || task.call->syscall->writes) return;
  if (run_.typing.is_possible()) return;
  const std::vector<int> awaited = awaited_descriptors(task);
  const auto is_own_terminal = [&](int fd) {
    return is_own_output(task, fd) && run_.outputs.own_terminal(task.tid, fd);
  };
  if (std::ranges::any_of(awaited, is_own_terminal)) run_.log.note(task, "own-output");
}

}  // namespace procdemo::engine
