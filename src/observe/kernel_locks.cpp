#include "observe/kernel_locks.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <limits>
#include <sstream>
#include <vector>

#include "observe/held_locks.h"
#include "observe/memory.h"
#include "os/fd.h"
#include "os/procfs.h"

namespace procdemo {

namespace {

// "1: FLOCK  ADVISORY  WRITE 708 00:1f:1234 0 EOF"; a waiting one has "->" after the number.
struct KernelLock {
  std::string text;          // all behind the number: fdinfo has the same
  bool whole = false;        // by flock; those of fcntl stand beside them
  bool description = false;  // of an open file description (F_OFD_SETLK)
  bool write = false;
  pid_t pid = 0;
  std::string file;
  std::int64_t first = 0;
  std::int64_t last = std::numeric_limits<std::int64_t>::max();
};

std::optional<KernelLock> read_lock(const std::string& line) {
  const std::size_t colon = line.find(": ");
  if (colon == line.npos) return std::nullopt;
  KernelLock lock{.text = line.substr(colon + 2)};
  std::istringstream words(lock.text);
  std::string kind, how, mode, last;
  if (!(words >> kind >> how >> mode >> lock.pid >> lock.file >> lock.first >> last)) {
    return std::nullopt;
  }
  lock.whole = kind == "FLOCK";
  lock.description = kind == "OFDLCK";
  lock.write = mode == "WRITE";
  if (last != "EOF") lock.last = std::atoll(last.c_str());
  const bool known = lock.whole || lock.description || kind == "POSIX";
  return known ? std::optional(lock) : std::nullopt;
}

std::vector<KernelLock> locks_in(const std::string& text) {
  std::vector<KernelLock> locks;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (const auto lock = read_lock(line)) locks.push_back(*lock);
  }
  return locks;
}

// What the task asks for, as a row of the kernel's table would have it.
KernelLock asked_by_flock(const Task& task) {
  return {.whole = true, .write = (task.registers.argument(1) & LOCK_SH) == 0};
}

KernelLock asked_by_fcntl(const Task& task, int fd, const std::string& fdinfo) {
  const auto command = task.registers.argument(1);
  const auto asked = read_value<struct flock>(task.tid, task.registers.argument(2));
  KernelLock lock{.description = command == F_OFD_SETLKW};
  if (!asked) return lock;
  lock.write = asked->l_type == F_WRLCK;
  struct stat facts{};
  ::stat(fmt::format("/proc/{}/fd/{}", task.tid, fd).c_str(), &facts);
  lock.first = asked->l_start;
  if (asked->l_whence == SEEK_CUR) lock.first += number_behind(fdinfo, "pos:").value_or(0);
  if (asked->l_whence == SEEK_END) lock.first += facts.st_size;
  if (asked->l_len > 0) lock.last = lock.first + asked->l_len - 1;
  if (asked->l_len < 0) lock.last = lock.first - 1, lock.first += asked->l_len;
  return lock;
}

bool stands_in_the_way(const KernelLock& held, const KernelLock& asked) {
  return held.whole == asked.whole && held.file == asked.file && (held.write || asked.write) &&
         held.first <= asked.last && asked.first <= held.last;
}

}  // namespace

std::vector<pid_t> holders_of_lock(const Task& task) {
  const int fd = static_cast<int>(task.registers.argument(0));
  const std::string fdinfo = descriptor_info(task.tid, fd);
  const bool flock = task.step == "flock";
  KernelLock asked = flock ? asked_by_flock(task) : asked_by_fcntl(task, fd, fdinfo);
  asked.file = lock_name_of(task.tid, fd).value_or("");
  const std::vector<KernelLock> own = locks_in(fdinfo);
  const auto is_own = [&](const KernelLock& held) {
    if (!flock && !asked.description) return !held.description && held.pid == task.process->pid;
    return std::ranges::count(own, held.text, &KernelLock::text) != 0;
  };
  std::vector<pid_t> holders;
  for (const KernelLock& held : locks_in(read_file("/proc/locks"))) {
    if (stands_in_the_way(held, asked) && !is_own(held)) holders.push_back(held.pid);
  }
  return holders;
}

bool lock_can_be_had(const Task& task) {
  return holders_of_lock(task).empty();
}

}  // namespace procdemo
