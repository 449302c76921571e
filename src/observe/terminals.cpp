#include "observe/terminals.h"

#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <cstdio>
#include <sstream>

#include "os/fd.h"
#include "os/pidfd.h"
#include "os/procfs.h"

namespace procdemo {

namespace {

using Numbers = std::pair<dev_t, dev_t>;

// Documentation/admin-guide/devices.txt. For where /proc/tty is hidden; the screens of consoles
// (/dev/vcs) are no ttys, but show what is written to them.
const dev_t multiplexer = ::makedev(5, 2);  // /dev/ptmx: masters of pseudo-terminals
const Numbers known_drivers[] = {
    {::makedev(3, 0), ::makedev(3, 255)},  // old pseudo-terminals
    {::makedev(4, 0), ::makedev(4, 255)},  // consoles and serial lines
    {::makedev(5, 0), ::makedev(5, 1)},    // /dev/tty, /dev/console
    {::makedev(7, 0), ::makedev(7, 255)},  // /dev/vcs
    {::makedev(136, 0), ::makedev(136, 0xFFFFF)},
};

bool is_pty_slave(dev_t device) {
  return major(device) >= 136 && major(device) <= 143;
}

std::vector<Numbers> drivers() {
  std::vector<Numbers> found(std::begin(known_drivers), std::end(known_drivers));
  try {
    std::istringstream lines(read_file("/proc/tty/drivers"));
    for (std::string line; std::getline(lines, line);) {
      if (const auto numbers = tty_numbers_in(line)) found.push_back(*numbers);
    }
  } catch (const std::system_error&) {
  }
  return found;
}

}  // namespace

// "serial               /dev/ttyS       4 64-95 serial"; the name may be any word.
std::optional<Numbers> tty_numbers_in(const std::string& line) {
  std::istringstream words(line);
  std::string name, path, range, kind;
  unsigned driver = 0, first = 0, last = 0;
  if (!(words >> name >> path >> driver >> range >> kind)) return std::nullopt;
  const int numbers = std::sscanf(range.c_str(), "%u-%u", &first, &last);
  if (numbers < 1 || kind == "pty:master" || kind == "system") return std::nullopt;
  if (numbers == 1) last = first;
  return Numbers{::makedev(driver, first), ::makedev(driver, last)};
}

Terminals::Terminals(const Family& family) : family_(family), drivers_(drivers()) {
  for (const int fd : {0, 1, 2}) {
    struct stat facts;
    if (::isatty(fd) && stat_without_asking(fd, facts))
      users_.emplace_back(facts.st_dev, facts.st_ino);
  }
}

bool Terminals::is_others(const struct stat& file) const {
  if (!S_ISCHR(file.st_mode)) return false;
  const bool terminal = std::ranges::any_of(drivers_, [&](const Numbers& numbers) {
    return numbers.first <= file.st_rdev && file.st_rdev <= numbers.second;
  });
  return terminal && !is_ours(file);
}

// Its master is looked for where it was last, then with everybody.
bool Terminals::is_ours(const struct stat& slave) const {
  if (!is_pty_slave(slave.st_rdev)) return false;
  if (std::ranges::count(users_, std::pair(slave.st_dev, slave.st_ino)) != 0) return false;
  if (last_.fd >= 0 && holds_master(last_, slave)) return true;
  for (const Task* task : family_.in_order()) {
    const pid_t pid = task->process->pid;
    if (task->tid != pid) continue;
    for (const int fd : descriptors_of(pid)) {
      if (!holds_master({pid, fd}, slave)) continue;
      last_ = {pid, fd};
      return true;
    }
  }
  return false;
}

// The number of a pseudo-terminal is one in its own /dev/pts alone, of which there may be several
// (mount(2) of devpts): so the master itself is asked for its other end.
bool Terminals::holds_master(const Holder& holder, const struct stat& slave) const {
  struct stat facts;
  if (!stat_descriptor(holder.pid, holder.fd, facts)) return false;
  if (!S_ISCHR(facts.st_mode) || facts.st_rdev != multiplexer) return false;
  const auto index = number_behind(descriptor_info(holder.pid, holder.fd), "tty-index:");
  if (index && static_cast<unsigned>(*index) != minor(slave.st_rdev)) return false;
  const Fd process = open_process(holder.pid);
  const Fd master(static_cast<int>(::syscall(SYS_pidfd_getfd, process.get(), holder.fd, 0)));
  const Fd other_end(::ioctl(master.get(), TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC));
  return stat_without_asking(other_end.get(), facts) && facts.st_dev == slave.st_dev &&
         facts.st_ino == slave.st_ino;
}

}  // namespace procdemo
