#include "run/time/virtual_timers.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>

#include "base/kcmp.h"
#include "base/pidfd.h"
#include "base/procfs.h"

namespace procdemo::run {

namespace {

#ifndef TFD_IOC_SET_TICKS
constexpr unsigned long TFD_IOC_SET_TICKS = _IOW('T', 0, std::uint64_t);
#endif

constexpr int interval_timer_mark = 0x70726F63;

siginfo_t siginfo_of(int signal, int timer, sigval value) {
  siginfo_t info{};
  info.si_signo = signal;
  info.si_code = SI_TIMER;
  info.si_timerid = timer;
  info.si_value = value;
  return info;
}

int signal_of(int which) {
  return which == ITIMER_PROF ? SIGPROF : SIGVTALRM;
}

void send_signal_of(const VirtualTimers::SignalTimer& timer, pid_t process) {
  const sigevent& how = timer.how;
  if (how.sigev_notify == SIGEV_NONE) return;
  siginfo_t info = siginfo_of(how.sigev_signo, timer.id, how.sigev_value);
  if (how.sigev_notify == SIGEV_THREAD_ID) {
    const pid_t thread = how._sigev_un._tid;
    ::syscall(SYS_rt_tgsigqueueinfo, process, thread, how.sigev_signo, &info);
  } else {
    ::syscall(SYS_rt_sigqueueinfo, process, how.sigev_signo, &info);
  }
}

// "ticks: 3": how often it has gone off and nobody has read that.
std::uint64_t unread(const Fd& timer) {
  return static_cast<std::uint64_t>(
      number_behind(descriptor_info(::getpid(), timer.get()), "ticks:").value_or(0));
}

// Kernels that can't be told so have the timer go off at once; then it is waited for.
void make_readable(const Fd& timer) {
  const std::uint64_t ticks = unread(timer) + 1;
  if (::ioctl(timer.get(), TFD_IOC_SET_TICKS, &ticks) == 0) return;
  const itimerspec at_once{{}, {0, 1}};
  ::timerfd_settime(timer.get(), 0, &at_once, nullptr);
  pollfd gone_off = {timer.get(), POLLIN, 0};
  constexpr int long_enough = 1000;  // milliseconds
  ::poll(&gone_off, 1, long_enough);
}

void take_earlier(std::optional<Moment>& first, const VirtualTimers::Setting& setting) {
  if (setting.is_set()) first = std::min(first.value_or(setting.at), setting.at);
}

// Goes off as often as it should have by now. One whose signal is pending merges with it.
template <class Act>
void go_off_until(Moment now, VirtualTimers::Setting& setting, const Act& act) {
  while (setting.is_set() && setting.at <= now) {
    act();
    setting.at = setting.interval == Moment{0} ? Moment{0} : setting.at + setting.interval;
  }
}

}  // namespace

void VirtualTimers::create(const Process& process, const SignalTimer& timer) {
  of_processes_[process.pid].push_back(timer);
}

void VirtualTimers::remove(const Process& process, int id) {
  std::erase_if(of_processes_[process.pid],
                [&](const SignalTimer& timer) { return timer.id == id; });
}

VirtualTimers::SignalTimer* VirtualTimers::find(const Process& process, int id) {
  std::vector<SignalTimer>& timers = of_processes_[process.pid];
  const auto found = std::ranges::find(timers, id, &SignalTimer::id);
  return found == timers.end() ? nullptr : &*found;
}

VirtualTimers::SignalTimer& VirtualTimers::interval_timer(const Process& process) {
  if (SignalTimer* timer = find(process, interval)) return *timer;
  SignalTimer timer{.id = interval};
  timer.how.sigev_notify = SIGEV_SIGNAL;
  timer.how.sigev_signo = SIGALRM;
  timer.how.sigev_value.sival_int = interval_timer_mark;
  create(process, timer);
  return *find(process, interval);
}

void VirtualTimers::set_processor_timer(const Process& process, int which, const Setting& setting) {
  std::vector<ProcessorTimer>& timers = of_processors_[process.pid];
  std::erase_if(timers, [&](const ProcessorTimer& timer) { return timer.which == which; });
  timers.push_back({.which = which, .setting = setting});
}

const VirtualTimers::Setting* VirtualTimers::find_processor_timer(const Process& process,
                                                                  int which) const {
  const auto own = of_processors_.find(process.pid);
  if (own == of_processors_.end()) return nullptr;
  const auto found = std::ranges::find(own->second, which, &ProcessorTimer::which);
  return found == own->second.end() ? nullptr : &found->setting;
}

Moment VirtualTimers::look(Process& process) {
  const Moment ahead = process.creep.look();
  const auto own = of_processors_.find(process.pid);
  if (own == of_processors_.end()) return ahead;
  for (ProcessorTimer& timer : own->second) {
    go_off_until(process.creep.used(), timer.setting, [&] {
      const int signal = signal_of(timer.which);
      siginfo_t info = siginfo_of(signal, interval, {.sival_int = interval_timer_mark});
      ::syscall(SYS_rt_sigqueueinfo, process.pid, signal, &info);
      ++timer.before;
    });
  }
  return ahead;
}

bool VirtualTimers::has_gone_off(const Process& process, const siginfo_t& info) {
  const auto own = of_processors_.find(process.pid);
  if (info.si_code != SI_KERNEL || own == of_processors_.end()) return false;
  for (ProcessorTimer& timer : own->second) {
    if (signal_of(timer.which) != info.si_signo) continue;
    if (timer.before > 0) return timer.before--, true;
    Setting& setting = timer.setting;
    const bool again = setting.is_set() && setting.interval != Moment{0};
    setting.at = again ? process.creep.used() + setting.interval : Moment{0};
  }
  return false;
}

void VirtualTimers::ended(const Process& process) {
  of_processes_.erase(process.pid);
  of_processors_.erase(process.pid);
}

std::optional<bool> VirtualTimers::Descriptor::is_at(pid_t task, int fd) const {
  return are_duplicates({::getpid(), duplicate.get()}, {task, fd});
}

// Where that can't be told, it is held by somebody.
bool VirtualTimers::Descriptor::is_held_by(pid_t task) {
  const std::vector<int> all = descriptors_of(task);
  const auto found =
      std::ranges::find_if(all, [&](int fd) { return is_at(task, fd).value_or(true); });
  if (found == all.end()) return false;
  holder = task;
  number = *found;
  return true;
}

const VirtualTimers::Setting* VirtualTimers::find_descriptor(const Task& task, int fd) const {
  const auto found = std::ranges::find_if(descriptors_, [&](const Descriptor& timer) {
    return timer.is_at(task.tid, fd).value_or(false);
  });
  return found == descriptors_.end() ? nullptr : &found->setting;
}

void VirtualTimers::set_descriptor(const Task& task, int fd, const Setting& setting) {
  const auto known = std::ranges::find_if(descriptors_, [&](const Descriptor& timer) {
    return timer.is_at(task.tid, fd).value_or(false);
  });
  if (known != descriptors_.end()) {
    known->setting = setting;
    return;
  }
  Fd duplicate = open_descriptor(task.process->pid, fd);
  if (duplicate) descriptors_.push_back({setting, std::move(duplicate), task.tid, fd});
}

// Most often it is where it was last.
void VirtualTimers::drop_closed(const Family& family) {
  std::erase_if(descriptors_, [&](Descriptor& timer) {
    if (timer.is_at(timer.holder, timer.number).value_or(false)) return false;
    return std::ranges::none_of(family.in_order(),
                                [&](const Task* task) { return timer.is_held_by(task->tid); });
  });
}

void VirtualTimers::set_timeout(const channel::Socket& socket, bool receiving, Moment timeout) {
  timeouts_[{socket.number, receiving}] = timeout;
}

std::optional<Moment> VirtualTimers::timeout(const channel::Socket& socket, bool receiving) const {
  const auto found = timeouts_.find({socket.number, receiving});
  const bool none = found == timeouts_.end() || found->second == Moment{0};
  return none ? std::nullopt : std::optional(found->second);
}

void VirtualTimers::executed(const Process& process) {
  std::erase_if(of_processes_[process.pid],
                [](const SignalTimer& timer) { return timer.id != interval; });
}

std::optional<Moment> VirtualTimers::next() const {
  std::optional<Moment> first;
  for (const auto& [process, timers] : of_processes_) {
    for (const SignalTimer& timer : timers) take_earlier(first, timer.setting);
  }
  for (const Descriptor& timer : descriptors_) take_earlier(first, timer.setting);
  return first;
}

std::optional<Moment> VirtualTimers::next_of(const Process& process) const {
  std::optional<Moment> first;
  const auto own = of_processes_.find(process.pid);
  if (own == of_processes_.end()) return first;
  for (const SignalTimer& timer : own->second) take_earlier(first, timer.setting);
  return first;
}

void VirtualTimers::go_off(Moment now) {
  for (auto& [process, timers] : of_processes_) {
    for (SignalTimer& timer : timers) {
      go_off_until(now, timer.setting, [&] { send_signal_of(timer, process); });
    }
  }
  for (Descriptor& timer : descriptors_) {
    go_off_until(now, timer.setting, [&] { make_readable(timer.duplicate); });
  }
}

bool is_from_interval_timer(siginfo_t& info) {
  if (info.si_code != SI_TIMER || info.si_value.sival_int != interval_timer_mark) return false;
  const int signal = info.si_signo;
  info = {};
  info.si_signo = signal;
  info.si_code = SI_KERNEL;
  return true;
}

}  // namespace procdemo::run
