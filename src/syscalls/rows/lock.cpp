// File locks: flock(2), and fcntl(2) of both kinds. A lock is asked for without waiting first, so
// that `lock` can say whether another holds it; if so, the program makes the same call again and
// waits.
#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>

#include "base/kcmp.h"
#include "base/procfs.h"
#include "run/run_state.h"
#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "syscalls/changed_argument.h"
#include "syscalls/lock_taking.h"
#include "syscalls/rows/owner.h"
#include "syscalls/rows/refusals.h"
#include "syscalls/wanted_lock.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

using Kind = HeldLocks::Kind;

constexpr int lock_commands[] = {F_SETLK, F_SETLKW, F_OFD_SETLK, F_OFD_SETLKW};
constexpr int signal_commands[] = {F_SETOWN, F_SETOWN_EX, F_SETSIG, F_NOTIFY, F_SETLEASE};
const struct flock no_lock{};

struct Asked {
  Kind kind = Kind::flock;
  bool unlock = false;
  bool shared = false;
  bool waits = false;                 // not tried only
  int argument = 1;                   // where the call says that
  std::uint64_t without_waiting = 0;  // what stands there instead, for the trial
};

Asked asked_by_flock(std::uint64_t operation) {
  return {.kind = Kind::flock,
          .unlock = (operation & LOCK_UN) != 0,
          .shared = (operation & LOCK_SH) != 0,
          .waits = (operation & LOCK_NB) == 0,
          .without_waiting = operation | LOCK_NB};
}

Asked asked_by_fcntl(const Task& task, std::uint64_t command, std::uint64_t address) {
  const short type = read_value<struct flock>(task, address).value_or(no_lock).l_type;
  const bool description = command == F_OFD_SETLK || command == F_OFD_SETLKW;
  return {.kind = description ? Kind::description : Kind::posix,
          .unlock = type == F_UNLCK,
          .shared = type == F_RDLCK,
          .waits = command == F_SETLKW || command == F_OFD_SETLKW,
          .without_waiting = static_cast<std::uint64_t>(description ? F_OFD_SETLK : F_SETLK)};
}

Asked asked_by(const Task& task) {
  const auto& arguments = task.call->arguments;
  return task.call->syscall->locks == LockKind::flock
             ? asked_by_flock(arguments[1])
             : asked_by_fcntl(task, arguments[1], arguments[2]);
}

std::string how(const Asked& asked) {
  return asked.shared ? "shared" : "exclusive";
}

bool was_taken(std::int64_t result) {
  return result == -EAGAIN || result == -EACCES;
}

// In a controlled run the kernel never waits: a task whose lock is taken is held until it can be
// had (waits_for.h), and tries again. So the schedule chooses who gets it.
Then enter_lock(RunState& run, Task& task) {
  const Asked asked = asked_by(task);
  run.may_be_met_at(task, task.registers.int_argument(0));
  const TriedLock tried = std::exchange(task.tried_lock, TriedLock::none);
  const bool again = tried != TriedLock::none;
  const bool known = again && task.asked_since;
  task.asked_since = AskedSince{known ? task.asked_since->asked : task.came, task.went};
  const bool kernel_waits = again && (!run.controlled() || tried == TriedLock::left_to_kernel);
  const bool try_first = asked.waits && !asked.unlock && !kernel_waits;
  const auto file = descriptor_target(task.tid, task.registers.int_argument(0));
  task.call->waits_for =
      wait::Lock{.path = file.value_or("?"), .trial = (try_first && !again) || !asked.waits};
  if (try_first) {
    change_argument(task, asked.argument, asked.without_waiting);
  }
  return Then::see_result;
}

void make_it_wait(Task& task) {
  task.tried_lock = TriedLock::taken;
  task.registers.repeat(task.call->number);
  task.registers.write(task.tid);
}

// Who waits for children uses nothing that it has locked.
bool waits_for_child(RunState& run, pid_t pid) {
  const Task* task = run.family.task(pid);
  return !task || waits_for<wait::Child>(*task);
}

// Two believe to be alone with what they have locked.
void state_shared(RunState& run, const Task& task, const HeldLocks::Held& lock) {
  const HeldLocks::Held* const other = run.locks.sharer(lock);
  if (!other || waits_for_child(run, other->pid)) return;
  run.log.state(task, fact::SharedLock{lock.path, other->process});
}

// A lock of an open file description does not keep those apart who have it in common, since a fork.
bool is_of_its_own(RunState& run, const Task& task, const Asked& asked, int fd) {
  if (asked.kind != Kind::description) return true;
  return std::ranges::none_of(run.family.in_order(), [&](const Task* other) {
    const pid_t pid = other->process->pid;
    return other->tid == pid && pid != task.process->pid &&
           std::ranges::any_of(descriptors_of(pid), [&](int one) {
             return are_duplicates({task.tid, fd}, {pid, one}).value_or(true);
           });
  });
}

// Another's lock that stood in the way must be gone: that is told first.
void tell_locked(RunState& run, Task& task, const Asked& asked, const std::string& path) {
  const int fd = static_cast<int>(task.call->arguments[0]);
  const auto file = lock_name_of(task.tid, fd);
  const Process& process = *task.process;
  const fact::ByteRange bytes = bytes_of_lock(task);
  const HeldLocks::Held lock = {process.name,      process.pid, process.seen,  asked.kind, path,
                                file.value_or(""), fd,          !asked.shared, false,      bytes};
  if (!asked.shared) run.locks.taken_over(lock);
  run.tell_unlocked();
  const bool by_process = asked.kind == Kind::posix;
  if (is_of_its_own(run, task, asked, fd)) state_taking(run, task, bytes, by_process);
  if (!asked.waits) run.log.state(task, fact::TriesLock{path});
  run.log.emit(task, event::Locked{path, how(asked)});
  state_shared(run, task, lock);
  run.locks.add(lock);
}

// Who has it now, of the run. Nothing where nobody is named by the kernel, or it is free again.
std::optional<std::string> holders_of(RunState& run, const Task& task) {
  if (!run.settings.helpers) return std::nullopt;
  std::string names = fmt::format("{}", fmt::join(names_of_holders(run.family, task), ", "));
  return names.empty() ? std::nullopt : std::optional(std::move(names));
}

void end_lock(RunState& run, Task& task) {
  const Asked asked = asked_by(task);
  const std::int64_t result = task.registers.result();
  if (asked.unlock) {
    const std::string path = std::get<wait::Lock>(task.call->waits_for).path;
    if (result == 0) run.log.state(task, fact::UnlockedBytes{path, bytes_of_lock(task)});
    run.tell_unlocked();
    return;
  }
  const auto& [path, trial] = std::get<wait::Lock>(task.call->waits_for);
  const bool taken = was_taken(result);
  if (trial && (result == 0 || taken)) {
    if (taken) run.tell_unlocked();
    const bool blocked = taken && asked.waits;
    run.log.emit(task, event::Lock{path, how(asked), blocked,
                                   blocked ? holders_of(run, task) : std::nullopt});
  }
  if (result == 0) return tell_locked(run, task, asked, path);
  if (result == -EDEADLK) {
    run.log.state(task, fact::DeadlockRefused{path, names_of_holders(run.family, task)});
  }
  if (!taken || !asked.waits) return;
  if (!trial) task.polls = polls_long;  // it seemed to be free: somebody outside of the run has it
  make_it_wait(task);
}

// --- fcntl(2) for anything else: in controlled runs, signals; where every call is a step, all ---

bool asks_for_lock(const Task& task) {
  return is_lock_command(task.registers.int_argument(1));
}

// Signals come to whom they ask for, at a moment that another process chooses.
bool asks_for_signals(const Task& task) {
  const auto command = task.registers.int_argument(1);
  const bool by_flag = command == F_SETFL && (task.registers.argument(2) & O_ASYNC) != 0;
  return by_flag || std::ranges::count(signal_commands, command) != 0;
}

Then enter_fcntl(RunState& run, Task& task) {
  if (asks_for_lock(task)) return enter_lock(run, task);
  if (task.registers.int_argument(1) == F_SETOWN_EX) return enter_set_owner_ex(run, task);
  if (run.controlled() && asks_for_signals(task)) run.entangled = true;
  return Then::go_on;
}

bool fcntl_is_private(RunState& run, const Task& task) {
  if (asks_for_lock(task)) return false;
  constexpr int commands[] = {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD};
  const auto command = task.registers.int_argument(1);
  return std::ranges::count(commands, command) != 0 || is_first_alone(run, task);
}

Intention intend_lock(const Task& task, const Asked& asked) {
  const std::string path =
      descriptor_target(task.tid, task.registers.int_argument(0)).value_or("?");
  if (asked.unlock) return intention::Unlock{path};
  return intention::Lock{path, how(asked)};
}

Intention intend_flock(RunState&, const Task& task) {
  return intend_lock(task, asked_by_flock(task.registers.argument(1)));
}

Intention intend_fcntl(RunState&, const Task& task) {
  if (!asks_for_lock(task)) return intention::Call{"fcntl"};
  return intend_lock(task,
                     asked_by_fcntl(task, task.registers.argument(1), task.registers.argument(2)));
}

// --- what may give a lock back ---

Then enter_close(RunState& run, Task&) {
  return run.locks.empty() ? Then::go_on : Then::see_result;
}

// A process loses its locks of fcntl(2) on a file with the first descriptor of that file which it
// closes, whichever that is. It may not know: the one by which it got them is still there.
void end_close(RunState& run, Task& task) {
  for (const HeldLocks::Held& lock : run.tell_unlocked()) {
    const bool own = lock.kind == Kind::posix && lock.pid == task.process->pid;
    if (own && lock_name_of(task.tid, lock.fd) == lock.file) {
      run.log.state(task, fact::DroppedLock{lock.path});
    }
  }
}

}  // namespace

bool is_lock_command(int command) {
  return std::ranges::count(lock_commands, command) != 0;
}

std::vector<Syscall> lock_calls() {
  std::vector<std::uint32_t> always(std::begin(lock_commands), std::end(lock_commands));
  always.push_back(F_SETOWN_EX);
  std::vector<std::uint32_t> controlled = always;
  controlled.insert(controlled.end(), std::begin(signal_commands), std::end(signal_commands));
  const auto fcntl_in = [](bool (*runs)(const Needs&), const Trap& trap) {
    return Handler{.in = runs,
                   .trap = trap,
                   .entry = enter_fcntl,
                   .end = end_lock,
                   .leave = put_back_changed,
                   .alone = fcntl_is_private};
  };
  const auto closing = [](std::string_view name, TouchRule touches, ArgumentWriters arguments) {
    return Syscall{
        .name = name,
        .touches = touches,
        .handlers = {{.entry = enter_close, .end = end_close, .alone = is_on_system_file}},
        .arguments = std::move(arguments)};
  };
  return {
      {.name = "flock",
       .touches = touch::lock,
       .handlers = {{.entry = enter_lock, .end = end_lock, .leave = put_back_changed}},
       .locks = LockKind::flock,
       .intends = intend_flock,
       .arguments = {{as::descriptor, as::flags<flag_names::lock>}}},
      {.name = "fcntl",
       .touches = touch::by_fcntl,
       .handlers = {fcntl_in(in_explored_runs, {}),
                    fcntl_in(in_controlled_runs, argument_is(1, controlled)),
                    fcntl_in(nullptr, argument_is(1, always))},
       .refusals = refused_commands(),
       .locks = LockKind::fcntl,
       .intends = intend_fcntl,
       .arguments = {{as::descriptor,
                      as::one_of<flag_names::fcntl_command>,
                      {as::fcntl_argument, as::fcntl_told}}},
       .answer = as::fcntl_result},
      closing("close", touch::closed, {{as::descriptor}}),
      closing("close_range", touch::range_closed, {{as::descriptor, as::descriptor, as::hex}}),
      closing("dup2", touch::second_closed, {{as::descriptor, as::descriptor}}),
      closing("dup3", touch::second_closed,
              {{as::descriptor, as::descriptor, as::descriptor_flags}}),
  };
}

}  // namespace procdemo::syscalls
