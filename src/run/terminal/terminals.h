// Which descriptors lead to a terminal that is not the run's own.
//
// What a program prints reaches a person escaped, as text; the same bytes written to the person's
// terminal itself would be commands to it. A terminal is known by what it is, whichever way it was
// opened: a character device with the number of a tty driver (/proc/tty/drivers). One kind is left
// to the program: a pseudo-terminal whose master a process of the run holds, for script(1), tmux
// and expect are programs too. A master that the program was started with is somebody else's, and
// what is written to it is input for whoever reads at the other end.
//
// The answer is about a descriptor at a stop. In a live run another thread may put something else
// behind its number (dup2(2), close and open) before the kernel acts on a call that was let go on:
// a write to what was a file then goes to the terminal after all, raw. The other way it can't be:
// a print is answered at the stop, and never made by the kernel. In a controlled run no thread
// runs beside another.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "run/family.h"
#include "run/room.h"

namespace procdemo::run {

/// The devices of one tty driver. (Their encoded numbers, dev_t, do not stand in such an order.)
struct TtyNumbers {
  unsigned driver = 0;  ///< major number
  unsigned first = 0;   ///< minor numbers
  unsigned last = 0;
  bool has(dev_t device) const;
  bool operator==(const TtyNumbers&) const = default;
};

/// Of one line of /proc/tty/drivers, the numbers of a driver whose devices are written to by
/// whoever wants to show something; nothing for a pseudo-terminal's master.
std::optional<TtyNumbers> tty_numbers_in(std::string_view line);

class Terminals {
 public:
  /// `family` are the processes of the run; it has to live as long. `inherited` are the descriptors
  /// that the program has from procdemo.
  Terminals(const Family& family, const std::vector<int>& inherited);

  /// A descriptor of a task.
  struct Holder {
    pid_t tid = 0;
    int fd = -1;
  };

  /// Whether writing there shows something to somebody outside the run. `file` is what the
  /// descriptor leads to.
  bool is_others(const Holder& holder, const struct stat& file) const;

 private:
  bool is_ours(const struct stat& slave) const;
  bool find_master(pid_t pid, const struct stat& slave, int& looks_left) const;
  bool holds_master(const Holder& holder, const struct stat& slave) const;
  bool holds_others_master(const Holder& holder) const;

  const Family& family_;
  std::vector<struct stat> users_;   // procdemo's own descriptors 0 to 2
  std::vector<struct stat> others_;  // the other ends of masters that the program inherits
  mutable Holder last_;              // the master that was found last
};

}  // namespace procdemo::run
