#include "run/terminal/terminals.h"

#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>

#include "base/fd.h"
#include "base/pidfd.h"
#include "base/procfs.h"
#include "base/text/lines.h"

namespace procdemo::run {

namespace {

// Documentation/admin-guide/devices.txt. For where /proc/tty is hidden; the screens of consoles
// (/dev/vcs) are no ttys, but show what is written to them.
const dev_t multiplexer = ::makedev(5, 2);  // /dev/ptmx: masters of pseudo-terminals
constexpr TtyNumbers known_drivers[] = {
    {3, 0, 255},  // old pseudo-terminals
    {4, 0, 255},  // consoles and serial lines
    {5, 0, 1},    // /dev/tty, /dev/console
    {7, 0, 255},  // /dev/vcs
    {136, 0, 0xFFFFF},
};

bool is_pty_slave(dev_t device) {
  return major(device) >= 136 && major(device) <= 143;
}

bool is_master(const struct stat& file) {
  return S_ISCHR(file.st_mode) && file.st_rdev == multiplexer;
}

bool is_among(const std::vector<struct stat>& files, const struct stat& file) {
  return std::ranges::any_of(
      files, [&](const struct stat& each) { return identity_of(each) == identity_of(file); });
}

// The number of a pseudo-terminal is one in its own /dev/pts alone, of which there may be several
// (mount(2) of devpts): so the master itself is asked for its other end.
std::optional<struct stat> other_end(const Fd& master) {
  const Fd slave(::ioctl(master.get(), TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC));
  struct stat facts;
  return stat_without_asking(slave.get(), facts) ? std::optional(facts) : std::nullopt;
}

std::vector<TtyNumbers> find_drivers() {
  std::vector<TtyNumbers> found(std::begin(known_drivers), std::end(known_drivers));
  const std::string text = read_file_if_any("/proc/tty/drivers");
  std::string_view rest = text;
  for (std::string_view line; next_line(rest, line);) {
    if (const auto numbers = tty_numbers_in(line)) found.push_back(*numbers);
  }
  return found;
}

const std::vector<TtyNumbers>& drivers() {
  static const std::vector<TtyNumbers> all = find_drivers();
  return all;
}

}  // namespace

bool TtyNumbers::has(dev_t device) const {
  return major(device) == driver && minor(device) >= first && minor(device) <= last;
}

// "serial               /dev/ttyS       4 64-95 serial"; the name may be any word.
std::optional<TtyNumbers> tty_numbers_in(std::string_view line) {
  std::istringstream words{std::string(line)};
  std::string name, path, range, kind;
  TtyNumbers found;
  if (!(words >> name >> path >> found.driver >> range >> kind)) return std::nullopt;
  const int numbers = std::sscanf(range.c_str(), "%u-%u", &found.first, &found.last);
  if (numbers < 1 || kind == "pty:master" || kind == "system") return std::nullopt;
  if (numbers == 1) found.last = found.first;
  return found;
}

Terminals::Terminals(const Family& family, const std::vector<int>& inherited) : family_(family) {
  struct stat facts;
  for (const int fd : {0, 1, 2}) {
    if (::isatty(fd) && stat_without_asking(fd, facts)) users_.push_back(facts);
  }
  for (const int fd : inherited) {
    if (!stat_without_asking(fd, facts) || !is_master(facts)) continue;
    if (const auto slave = other_end(Fd(::fcntl(fd, F_DUPFD_CLOEXEC, 0))))
      others_.push_back(*slave);
  }
}

bool Terminals::is_others(const Holder& holder, const struct stat& file) const {
  if (!S_ISCHR(file.st_mode)) return false;
  if (is_master(file)) return holds_others_master(holder);
  const bool terminal = std::ranges::any_of(
      drivers(), [&](const TtyNumbers& numbers) { return numbers.has(file.st_rdev); });
  return terminal && !is_ours(file);
}

// Its master is looked for where it was last, then with everybody; but not for ever: a program may
// have very many descriptors.
bool Terminals::is_ours(const struct stat& slave) const {
  constexpr int most_looks = 4096;
  if (!is_pty_slave(slave.st_rdev)) return false;
  if (is_among(users_, slave) || is_among(others_, slave)) return false;
  if (last_.fd >= 0 && holds_master(last_, slave)) return true;
  int looks_left = most_looks;
  return std::ranges::any_of(family_.in_order(), [&](const Task* task) {
    return task->tid == task->process->pid && find_master(task->tid, slave, looks_left);
  });
}

bool Terminals::find_master(pid_t pid, const struct stat& slave, int& looks_left) const {
  std::error_code gone;
  const std::string folder = "/proc/" + std::to_string(pid) + "/fd";
  std::filesystem::directory_iterator each(folder, gone);
  for (; !gone && each != end(each) && looks_left > 0; each.increment(gone)) {
    --looks_left;
    const Holder holder{pid, std::atoi(each->path().filename().c_str())};
    if (!holds_master(holder, slave)) continue;
    last_ = holder;
    return true;
  }
  return false;
}

bool Terminals::holds_others_master(const Holder& holder) const {
  return std::ranges::any_of(others_,
                             [&](const struct stat& slave) { return holds_master(holder, slave); });
}

bool Terminals::holds_master(const Holder& holder, const struct stat& slave) const {
  struct stat facts;
  if (!stat_descriptor(holder.tid, holder.fd, facts) || !is_master(facts)) return false;
  const auto index = number_behind(descriptor_info(holder.tid, holder.fd), "tty-index:");
  if (index && static_cast<unsigned>(*index) != minor(slave.st_rdev)) return false;
  const auto status = proc_status(holder.tid);
  const Fd master = open_descriptor(status ? status->tgid : holder.tid, holder.fd);
  const auto found = other_end(master);
  return found && identity_of(*found) == identity_of(slave);
}

}  // namespace procdemo::run
