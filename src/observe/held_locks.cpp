#include "observe/held_locks.h"

#include <fmt/core.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <cstdio>
#include <sstream>

#include "os/fd.h"

namespace procdemo {

namespace {

struct Row {
  HeldLocks::Kind kind;
  pid_t pid;  // -1 for an open file description's, 0 where the owner can't be seen from here
  std::string file;
};

// "1: FLOCK  ADVISORY  WRITE 708 00:1f:1234 0 EOF"; a waiting one has "->" after the number.
std::vector<Row> kernel_table() {
  std::vector<Row> rows;
  std::istringstream table(read_file("/proc/locks"));
  for (std::string line; std::getline(table, line);) {
    std::istringstream words(line);
    std::string number, kind, how, mode, file;
    pid_t pid = 0;
    if (!(words >> number >> kind) || kind == "->") continue;
    if (!(words >> how >> mode >> pid >> file)) continue;
    if (kind == "FLOCK") rows.push_back({HeldLocks::Kind::flock, pid, file});
    if (kind == "POSIX") rows.push_back({HeldLocks::Kind::posix, pid, file});
    if (kind == "OFDLCK") rows.push_back({HeldLocks::Kind::description, pid, file});
  }
  return rows;
}

bool same_lock(const HeldLocks::Held& held, const Row& row) {
  return held.kind == row.kind && held.file == row.file && (row.pid <= 0 || row.pid == held.pid);
}

}  // namespace

bool HeldLocks::any_on(const std::string& file) const {
  return std::ranges::count(held_, file, &Held::file) != 0;
}

void HeldLocks::add(Held lock) {
  const bool known = std::ranges::any_of(held_, [&](const Held& held) {
    return held.kind == lock.kind && held.file == lock.file && held.pid == lock.pid;
  });
  if (!known) held_.push_back(std::move(lock));
}

void HeldLocks::taken_over(const Held& lock) {
  if (lock.kind != Kind::description) return;
  for (Held& held : held_) {
    held.over = held.over ||
                (held.kind == lock.kind && held.file == lock.file && held.process != lock.process);
  }
}

std::vector<HeldLocks::Held> HeldLocks::take_gone() {
  const std::vector<Row> rows = kernel_table();
  std::vector<Held> gone;
  std::erase_if(held_, [&](const Held& held) {
    const bool there = !held.over && std::ranges::any_of(rows, [&](const Row& row) {
      return same_lock(held, row);
    });
    if (!there) gone.push_back(held);
    return !there;
  });
  return gone;
}

std::optional<std::string> lock_name_of(pid_t tid, int fd) {
  struct stat facts;
  if (::stat(fmt::format("/proc/{}/fd/{}", tid, fd).c_str(), &facts) != 0) return std::nullopt;
  return fmt::format("{:02x}:{:02x}:{}", major(facts.st_dev), minor(facts.st_dev), facts.st_ino);
}

}  // namespace procdemo
