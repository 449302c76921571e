// What the kernel says about a process, in /proc (proc(5)).
//
// Every function takes a PID or the id of one thread. A process may end at any moment: for one that
// is gone the answer is empty, not an error. Other failures throw std::system_error.
#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/room.h"

namespace procdemo::base {

/// From /proc/PID/stat.
struct ProcStat {
  char state = '?';  ///< R running, S sleeping, D uninterruptible, T stopped, t traced, Z zombie
  pid_t ppid = 0;
  pid_t pgid = 0;
  pid_t session = 0;
  std::uint64_t start_ticks = 0;  ///< since boot: with the PID it identifies a process for good
  std::string comm;               ///< its program's name, 15 bytes of it at most
};

/// From /proc/PID/status. A signal mask has bit N - 1 for signal N.
struct ProcStatus {
  char state = '?';
  pid_t tgid = 0;                    ///< the process that this task is a thread of
  pid_t tracer = 0;                  ///< the thread that traces it, 0 for nobody
  uid_t uid = 0;                     ///< real
  std::vector<pid_t> nspid;          ///< its PID in each PID namespace, its own innermost one last
  std::uint64_t pending = 0;         ///< for this thread
  std::uint64_t shared_pending = 0;  ///< for the whole process
  std::uint64_t blocked = 0;
  std::uint64_t ignored = 0;
  std::uint64_t caught = 0;
  bool no_new_privs = false;
  int seccomp = 0;          ///< 0 none, 1 strict, 2 a filter
  int seccomp_filters = 0;  ///< how many; 0 before Linux 5.9, which does not tell

  /// The signals that do nothing to it: those that it ignores, and those that do nothing by
  /// default and that it does not catch (signal(7)).
  std::uint64_t without_effect() const;

  /// Those that are about to come to it.
  std::uint64_t coming() const { return (pending | shared_pending) & ~blocked; }
};

/// Whether /proc is there, and shows this very process under its own PID. In a PID namespace
/// without a /proc of its own it does not: every PID there would mean another process.
bool proc_matches();

std::optional<ProcStat> proc_stat(pid_t id);
std::optional<ProcStatus> proc_status(pid_t id);

/// Of the file's text.
ProcStatus status_in(std::string_view text);

/// Whether `mask` of a ProcStatus holds `signal`.
constexpr bool in_mask(std::uint64_t mask, int signal) {
  return signal >= 1 && signal <= 64 && (mask >> (signal - 1) & 1) != 0;
}

/// Which file something is, whatever its names.
struct FileIdentity {
  dev_t device = 0;
  ino_t inode = 0;
  auto operator<=>(const FileIdentity&) const = default;
};

inline FileIdentity identity_of(const struct stat& facts) {
  return {facts.st_dev, facts.st_ino};
}

/// What descriptor `fd` of a process is: a path, "pipe:[4711]", "socket:[12]" ...
std::optional<std::string> descriptor_target(pid_t id, int fd);

/// What the kernel itself remembers of a file (statx(2), AT_STATX_DONT_SYNC). stat(2) asks whoever
/// serves the file, a FUSE server perhaps, and waits for the answer. False, and errno, when nothing
/// is there. Looking up a path still asks the server of each folder on the way.
bool stat_without_asking(const char* path, struct stat& facts);

bool stat_without_asking(int fd, struct stat& facts);  ///< of a descriptor of ours

/// The same of what a descriptor of a process leads to. False when it has none of that number.
bool stat_descriptor(pid_t id, int fd, struct stat& facts);

/// The descriptors that a process has open.
std::vector<int> descriptors_of(pid_t id);

/// What the kernel adds about one (/proc/PID/fdinfo/FD): "pos:\t0\nflags:\t02\n..." Empty when it
/// is gone.
std::string descriptor_info(pid_t id, int fd);

/// The number behind `name` in such a text: 2 for "clockid:" in "...\nclockid: 2\n...", in this
/// base.
std::optional<std::int64_t> number_behind(std::string_view text, std::string_view name,
                                          int base = 10);

/// Every process that this /proc shows, zombies too.
std::vector<pid_t> all_pids();

/// The threads of a process, itself among them; empty when it is gone.
std::vector<pid_t> tasks_of(pid_t pid);

/// The children of one task, zombies too; complete while it is stopped. Empty on a kernel without
/// CONFIG_PROC_CHILDREN.
std::vector<pid_t> children_of(pid_t tid);

/// Whether a task of this process lives: a zombie does not, but a process whose first thread ended
/// before the others does, and looks like one.
bool is_alive(pid_t pid);

/// How many processes are alive that `tracer` traces. That is the id of the thread which attached:
/// ptrace belongs to a thread.
std::int64_t count_traced_by(pid_t tracer);

}  // namespace procdemo::base
