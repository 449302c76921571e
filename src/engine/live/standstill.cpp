#include "engine/live/standstill.h"

#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "base/fd.h"
#include "base/pidfd.h"
#include "base/procfs.h"
#include "engine/controlled/deadlock.h"
#include "engine/controlled/may_still_end.h"
#include "engine/controlled/rest.h"
#include "syscalls/futex/sharers.h"
#include "syscalls/opening_fifo.h"
#include "syscalls/table.h"
#include "syscalls/waits_for.h"
#include "tracee/sleeping_call.h"

namespace procdemo::engine {

namespace {

constexpr double still_long = 1;  // seconds
constexpr double pause_between_looks = 0.4;
constexpr double before_limit = 0.3;

const Syscall* row_of(std::int64_t number) {
  for (const Syscall& call : syscalls::syscalls()) {
    if (number_of(call) == number) return &call;
  }
  return nullptr;
}

/// A live run stops at few calls: of the others it is found out where a task sleeps, for as long as
/// this lives.
class SleepingCalls {
 public:
  SleepingCalls(const std::vector<Task*>& tasks, Places& places) {
    for (Task* task : tasks) {
      task->rest = Rest::asleep;
      asleep_.push_back(task);
      if (task->call) continue;
      places.stopped(task->tid);  // it has gone on since it was seen
      look_at(*task);
    }
  }
  SleepingCalls(const SleepingCalls&) = delete;
  SleepingCalls& operator=(const SleepingCalls&) = delete;
  ~SleepingCalls() {
    for (Task* task : asleep_) task->rest = Rest::none;
    for (Task* task : found_) task->call.reset();
  }

 private:
  void look_at(Task& task) {
    const auto call = sleeping_call(task.tid);
    const Syscall* row = call ? row_of(call->number) : nullptr;
    if (!row || opening_fifo(task)) return;  // that one is told by its name
    task.call = Ongoing{.syscall = row,
                        .number = call->number,
                        .arguments = call->arguments,
                        .instruction = call->instruction,
                        .waits_for = row->waits_for(call->arguments)};
    found_.push_back(&task);
  }

  std::vector<Task*> asleep_, found_;
};

/// Where a call has its timeout: a pointer, or milliseconds.
struct TimeoutArgument {
  std::string_view call;
  int argument;
  enum class As { pointer, milliseconds } as = As::pointer;
};
constexpr TimeoutArgument timeouts[] = {
    {"poll", 2, TimeoutArgument::As::milliseconds},
    {"epoll_wait", 3, TimeoutArgument::As::milliseconds},
    {"epoll_pwait", 3, TimeoutArgument::As::milliseconds},
    {"ppoll", 2},
    {"select", 4},
    {"pselect6", 4},
    {"futex", 3},
    {"rt_sigtimedwait", 2},
    {"semtimedop", 3},
    {"mq_timedsend", 4},
    {"mq_timedreceive", 4},
    {"io_getevents", 4},
    {"recvmmsg", 4},
    {"nanosleep", 0},
    {"clock_nanosleep", 2},
    {"restart_syscall", -1},  // of one of these
};

/// The names of their locks, as an ordered run has them: for as long as this lives.
class LockNames {
 public:
  LockNames(const std::vector<Task*>& tasks, LockFunctions& functions) {
    for (const Task* task : tasks) {
      Image& image = task->process->image;
      if (image.locks || !waits_for<wait::Futex>(*task)) continue;
      image.locks = functions.look(*task);
      if (image.locks) named_.push_back(task->process);
    }
  }
  LockNames(const LockNames&) = delete;
  LockNames& operator=(const LockNames&) = delete;
  ~LockNames() {
    for (Process* process : named_) process->image.locks.reset();
  }

 private:
  std::vector<Process*> named_;
};

bool ends_by_time(const Task& task) {
  if (!task.call) return false;
  const auto found = std::ranges::find(timeouts, task.call->syscall->name, &TimeoutArgument::call);
  if (found == std::end(timeouts)) return false;
  if (found->argument < 0) return true;
  const std::uint64_t value = task.call->arguments[static_cast<std::size_t>(found->argument)];
  if (found->as == TimeoutArgument::As::milliseconds) return static_cast<int>(value) >= 0;
  return value != 0;
}

// A call that waits for its socket, and not for several descriptors (socket(7), SO_RCVTIMEO).
bool has_socket_timeout(const Task& task) {
  const auto* channel = waits_for<Channel>(task);
  if (!channel || !std::holds_alternative<channel::Socket>(*channel)) return false;
  const int fd = static_cast<int>(task.call->arguments[0]);
  const Fd socket = open_descriptor(task.process->pid, fd);
  timeval timeout{};
  socklen_t size = sizeof timeout;
  const int which = task.call->syscall->writes ? SO_SNDTIMEO : SO_RCVTIMEO;
  const bool known = socket && ::getsockopt(socket.get(), SOL_SOCKET, which, &timeout, &size) == 0;
  return known && (timeout.tv_sec != 0 || timeout.tv_usec != 0);
}

// Which of a process's timers are on, the kernel shows nobody; of POSIX timers, which there are.
bool may_be_timed(const Process& process) {
  if (process.alarm_at > ProgramClock::real_now()) return true;
  return !read_file_if_any("/proc/" + std::to_string(process.pid) + "/timers").empty();
}

bool awaits_timer(const Task& task) {
  return std::ranges::any_of(awaited_descriptors(task), [&](int fd) {
    return descriptor_target(task.tid, fd).value_or("").find("timerfd") != std::string::npos;
  });
}

}  // namespace

void Standstill::moved() {
  moved_ = run_.clock.real_since_start();
  seen_.reset();
}

void Standstill::look() {
  const double now = run_.clock.real_since_start();
  if (!run_.log.has_begun() || run_.is_over() || !is_time_for_look(now)) return;
  looked_ = now;
  const std::optional<Ran> before = std::exchange(seen_, at_rest());
  if (seen_ && before == seen_) tell(now);
}

bool Standstill::is_time_for_look(double now) const {
  return now - moved_ > still_long && now - looked_ > pause_between_looks;
}

/// How long each has run, if all are at rest.
std::optional<Standstill::Ran> Standstill::at_rest() {
  Ran ran;
  for (auto& [tid, task] : run_.family.tasks()) {
    if (task.held || !is_at_rest(task)) return std::nullopt;
    ran[tid] = processor_use(tid).ran;
  }
  return ran;
}

/// Somebody who is nobody of the run has the memory that it waits at.
bool Standstill::waits_in_others_memory(const std::vector<Task*>& tasks) {
  return std::ranges::any_of(tasks, [&](const Task* task) {
    const auto* futex = waits_for<wait::Futex>(*task);
    return futex && is_shared_outside(run_.family, place_of_sleep(*task, futex->word));
  });
}

bool Standstill::waits_for_time_or_others(const std::vector<Task*>& tasks) {
  return std::ranges::any_of(tasks, [&](const Task* task) {
    return ends_by_time(*task) || has_socket_timeout(*task) || awaits_timer(*task) ||
           may_be_timed(*task->process) || outside_.may_wake(*task);
  });
}

/// Where somebody has moved meanwhile, and all stand as before, that was told.
void Standstill::tell(double now) {
  const std::vector<Task*>& tasks = run_.family.in_order();
  const SleepingCalls calls(tasks, run_.places);
  const bool at_limit = now > run_.settings.limits.seconds - pause_between_looks - before_limit;
  for (Task* task : tasks) {
    outside_.tell_of_own_output(*task);
    run_.stdio.look(*task);  // by which it is known whose C library writes down its locks' owners
  }
  if (tasks.empty() || waits_for_time_or_others(tasks)) return;
  const LockNames names(tasks, run_.lock_functions);
  event::Deadlock deadlock = find_deadlock(tasks, run_.family, run_.places);
  WhoForWhat picture{deadlock.waiting, deadlock.on, deadlock.held_by};
  const bool known = told_ == picture;
  if ((known && (!at_limit || told_at_limit_)) || waits_in_others_memory(tasks)) return;
  told_at_limit_ = at_limit;
  told_ = std::move(picture);
  deadlock.still = std::round(10 * (now - moved_)) / 10;
  run_.log.flush_all();
  state_what_may_still_end(run_, tasks, deadlock);
  run_.log.emit(run_.family.first(), run_.family.first().name, deadlock);
}

}  // namespace procdemo::engine
