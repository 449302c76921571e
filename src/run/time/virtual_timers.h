// The timers of a controlled run: they go off by virtual time, so the kernel's own are never set.
//
// Three kinds: a process's interval timer (alarm, setitimer), its POSIX timers (timer_create), and
// timer descriptors (timerfd_create). The first two send a signal, which the observer sends in the
// kernel's place. A descriptor becomes readable: the observer has a duplicate of it, through which
// it can say so (timerfd_create(2), TFD_IOC_SET_TICKS).
//
// Timers of processor time (setitimer(2), ITIMER_PROF and ITIMER_VIRTUAL) are the kernel's, which
// counts what a process computes. But looks at clocks take virtual time, too, and more of it: who
// waits for such a timer in a loop of them would wait for very long. So it goes off by that time or
// by the kernel's, whichever comes first.
#pragma once

#include <csignal>
#include <ctime>
#include <map>
#include <optional>
#include <vector>

#include "base/fd.h"
#include "run/family.h"
#include "run/room.h"

namespace procdemo::run {

class VirtualTimers {
 public:
  /// When a timer goes off next, and how often after that; both zero: it is not set.
  struct Setting {
    Moment at{0};
    Moment interval{0};
    bool is_set() const { return at != Moment{0}; }
  };

  /// A timer that sends a signal to its process.
  struct SignalTimer {
    int id = 0;  ///< as timer_create gave it, or `interval`
    clockid_t clock = CLOCK_REALTIME;
    sigevent how{};
    Setting setting;
  };
  static constexpr int interval = -1;

  /// A POSIX timer was made.
  void create(const Process& process, const SignalTimer& timer);
  void remove(const Process& process, int id);

  /// Nothing for one that was not created.
  SignalTimer* find(const Process& process, int id);

  /// A process's interval timer: everybody has one.
  SignalTimer& interval_timer(const Process& process);

  /// It has set its timer of processor time, ITIMER_PROF or ITIMER_VIRTUAL. `setting` is by what
  /// the process has used (Creep::used()). Nothing for one that was never set.
  void set_processor_timer(const Process& process, int which, const Setting& setting);
  const Setting* find_processor_timer(const Process& process, int which) const;

  /// A look at a clock: how far ahead its process is now. A timer of processor time may go off.
  Moment look(Process& process);

  /// Whether this signal is the kernel's for such a timer, which has gone off already.
  bool has_gone_off(const Process& process, const siginfo_t& info);

  /// A task's timer descriptor; nothing for one that was never set.
  const Setting* find_descriptor(const Task& task, int fd) const;

  /// It was set. The observer keeps a duplicate, until drop_closed().
  void set_descriptor(const Task& task, int fd, const Setting& setting);

  /// Forgets the timer descriptors that no task has any more. (One that is only on its way in a
  /// message, unix(7), counts as closed.)
  void drop_closed(const Family& family);

  /// How long a call on a socket waits at most, by SO_RCVTIMEO or SO_SNDTIMEO; 0: for ever.
  void set_timeout(const channel::Socket& socket, bool receiving, Moment timeout);
  std::optional<Moment> timeout(const channel::Socket& socket, bool receiving) const;

  /// Timers don't outlive their process; its POSIX timers not even an exec.
  void ended(const Process& process);
  void executed(const Process& process);

  /// When the next one goes off; the next one that sends a signal to this process.
  std::optional<Moment> next() const;
  std::optional<Moment> next_of(const Process& process) const;

  /// Lets those go off whose time has come.
  void go_off(Moment now);

 private:
  struct ProcessorTimer {
    int which = 0;
    Setting setting;
    int before = 0;  // so often it went off, and not yet by the kernel's time
  };

  struct Descriptor {
    Setting setting;
    Fd duplicate;
    pid_t holder = 0;  // a task that had it when it was last looked at, under this number
    int number = -1;

    std::optional<bool> is_at(pid_t task, int fd) const;
    bool is_held_by(pid_t task);
  };

  std::map<pid_t, std::vector<SignalTimer>> of_processes_;
  std::map<pid_t, std::vector<ProcessorTimer>> of_processors_;
  std::vector<Descriptor> descriptors_;
  std::map<std::pair<ino_t, bool>, Moment> timeouts_;  // by the socket, and whether it receives
};

/// Whether this signal is from an interval timer: the observer's. It is then made to look like the
/// kernel's.
bool is_from_interval_timer(siginfo_t& info);

}  // namespace procdemo::run
