// The processes of a run and their tasks: who made whom, and who is where.
//
// The kernel schedules tasks (threads); a process is a group of them (clone(2), CLONE_THREAD).
// ptrace stops tasks, so the observer keeps both.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/fd.h"
#include "base/wait_status.h"
#include "run/image/image.h"
#include "run/ongoing.h"
#include "run/room.h"
#include "schedule/random.h"
#include "schedule/virtual_clock.h"
#include "trace/event.h"
#include "tracee/tracee.h"

namespace procdemo::tracee {
struct ProbeSite;
}  // namespace procdemo::tracee

namespace procdemo::run {

struct LockSite;  // lock_functions.h

/// What a process was told in place of a file's text. Whoever reads on where it has stopped gets
/// the rest of the same text, as the kernel gives it.
struct ToldText {
  int fd = -1;
  std::int64_t next = 0;  ///< the offset behind what it has read
  std::string text;
};

/// What the observer last saw of a watched variable, for each process.
struct Sighting {
  std::int64_t value = 0;
  bool is_private = false;
  bool operator==(const Sighting&) const = default;
};

/// What a thread may have to wait for, to have it: pthread_mutex_lock(3), pthread_rwlock_wrlock(3),
/// sem_wait(3), pthread_cond_wait(3) and their like.
enum class LockSort { mutex, rwlock, spin, semaphore, condition };

/// By what readers, schedules and tokens know one, whichever function a compiler or a C++ library
/// takes it by.
std::string_view word_of(LockSort sort);

/// The last one that a task has asked for.
struct AskedLock {
  const LockSite* site = nullptr;
  std::uint64_t object = 0;  ///< its address
  int times = 1;             ///< in a row, and nothing done in between that is known
};

/// One that it has asked for at some time.
struct KnownLock {
  LockSort sort = LockSort::mutex;
  bool reads = false;                       ///< once, as others may at the same time
  std::string shown;                        ///< as findings have it
  std::optional<std::uint64_t> asked = {};  ///< when it came to do so (Task::came)
};

/// When a task came to ask for the lock of a file, or of our library, and went on to take it.
struct AskedSince {
  std::uint64_t asked = 0, went = 0;
};

/// That of a stream of wide characters (image/wide_streams.h).
struct WideBuffer {
  std::uint64_t data = 0;
  int descriptor = -1;
  std::optional<std::uint64_t> noted = {};  ///< the event that seems to tell of its text
};

/// What stood in the buffer of a stream, from where it is written.
struct Unwritten {
  std::uint64_t at = 0;
  std::string bytes;
  std::optional<WideBuffer> wide = {};
};

struct Process {
  Name name;
  pid_t pid = 0;                   ///< as the observer sees it
  pid_t seen = 0;                  ///< as it sees itself (the last of NSpid)
  Process* parent = nullptr;       ///< nullptr for P, and once the parent has ended
  std::vector<Process*> children;  ///< alive, or ended and not yet reaped
  int births = 0;                  ///< children made so far
  int threads = 1;                 ///< threads made so far, the first one included
  int tasks = 0;                   ///< tasks alive
  bool orphaned = false;           ///< its parent ended first
  bool told_exit = false;
  bool children_vanish = false;  ///< at their ends: it ignores SIGCHLD
  std::optional<WaitStatus> ended;
  pid_t made_by = 0;            ///< the task whose call made it
  int parent_death_signal = 0;  ///< sent to it when that one ends (prctl(2), PR_SET_PDEATHSIG)
  double alarm_at = 0;          ///< real time, where a live run has seen it set (alarm(2))
  std::string killed_by;        ///< who sent it SIGKILL, as event::Exit has it; or empty
  Image image;
  std::map<std::string, Sighting> sightings;
  std::vector<Unwritten> unwritten;  ///< since a fork, as its parent or a child of it has it, too
  ToldText told;                     ///< of a file of /proc that it reads
  std::set<Name> changers;           ///< of files whose times it has asked for (explored runs)
  // Controlled runs:
  Creep creep;                           ///< what it has seen of its clocks
  Moment reaped{0};                      ///< the processor time of the children it asked for
  std::optional<RandomNumbers> numbers;  ///< what it gets where it asks for randomness
};

/// Where a task is held, and so how it goes on.
namespace held {

struct Birth {};  ///< of a process
struct Probe {
  const ProbeSite* site = nullptr;
};
struct Lock {  ///< it is about to take one
  const LockSite* site = nullptr;
  std::uint64_t object = 0;  ///< its address
};
struct Call {  ///< the kernel has not begun it
  const syscalls::Syscall* syscall = nullptr;
};
struct End {};   ///< of a call in which it has waited
struct Signal {  ///< about to be delivered
  int number = 0;
};
/// It was interrupted, because it used the processor for long without any call; or a thread begins.
struct Anywhere {};

}  // namespace held

using Held = std::variant<held::Birth, held::Probe, held::Lock, held::Call, held::End, held::Signal,
                          held::Anywhere>;

/// A call that a task at a trap makes for the observer (engine/stops/probe_stops.h): it was sent
/// to an instruction that makes a call, and which one that is its entry shows.
struct Mending {
  Held then;               ///< the probe or the lock at which it is held afterwards
  std::uint64_t at = 0;    ///< where the argument of that call is
  std::string over;        ///< and what stood there
  std::uint64_t mask = 0;  ///< its signal mask before
  bool entered = false;    ///< it is the call that was asked for
};

/// A fork under way: granted at the call's entry, born at the event, told at the call's end.
struct UntoldFork {
  std::uint64_t flags = 0;  ///< as clone(2) has them
  std::string_view call;
  std::optional<pid_t> child;             ///< once it was born
  std::vector<Unwritten> unwritten = {};  ///< which it copies
};

/// A lock that a task has tried and not got: the same call now waits for it.
enum class TriedLock {
  none,
  taken,           ///< by another
  left_to_kernel,  ///< controlled runs: there it shall wait
};

/// What a task has done since it made a process (syscalls/rows/files/thread_count.h).
enum class AfterFork { over, no_file_opened, threads_counted };

/// Where a task is in its life.
enum class Phase {
  fresh,  ///< its birth is still to be told
  alive,
  vforking,  ///< the kernel holds it until its child executes or ends
  stopped,   ///< by SIGSTOP and the like
  exiting,   ///< past its last instruction
};

/// Controlled runs: whether a task that is not held waits in the kernel.
enum class Rest {
  none,    ///< it runs, as far as is known
  asleep,  ///< it was found to wait, and nobody has woken it since
  woken,   ///< from that, and has made no stop since
};

/// One thread as ptrace sees it.
struct Task : Tracee {
  Process* process = nullptr;
  Name name;
  Phase phase = Phase::fresh;
  std::optional<Held> held;  ///< waits for the schedule
  std::string_view step;     ///< what the schedule knows it by, there and until it is held again
  std::uint64_t came = 0;    ///< there, and went on: by a count of all that have come to a step
  std::uint64_t went = 0;    ///< (fact::Moment)
  std::uint64_t looks = 0;   ///< at what others may have changed: so many calls and signals
  bool chose_processors = false;  ///< itself, or whom it descends from (sched_setaffinity(2))
  bool trap_blocked = false;      ///< SIGTRAP is, as far as the program knows
  std::optional<Mending> mending;
  std::optional<Ongoing> call;
  std::optional<Ongoing>
      finished;  ///< the last one: a signal that the program ignores undoes its end
  TriedLock tried_lock = TriedLock::none;
  std::optional<AskedLock> asked_lock;
  std::map<std::uint64_t, KnownLock> known_locks;  ///< by their addresses
  std::optional<AskedSince> asked_since;           ///< for another lock, which it has not got yet
  std::optional<UntoldFork> fork;
  AfterFork after_fork = AfterFork::over;
  bool asked_for_clone3 = false;  ///< in its last call, and did not get it
  // Controlled runs:
  Rest rest = Rest::none;
  Fd stat_file, call_file, status_file;  ///< of /proc, kept open (read_again)
  bool parked = false;     ///< when all had come to rest, it wanted a lock that another holds
  std::string blocked_on;  ///< what was told of its waiting, or empty
  int polls = 0;           ///< so many looks in a row that found nothing
  int unheld = 0;          ///< so many calls that were no step, since it was last held
  bool bursting = false;   ///< interrupted, because it has used the processor for long
  std::uint64_t burst_began = 0;  ///< its processor time then; 0: it was not looked at
};

/// A task that has looked so often and found nothing is polling: it may do so for ever, and others
/// go first. One that has polled for long waits for time to pass.
constexpr int polls_often = 2, polls_long = 100;
inline bool is_polling(const Task& task) {
  return task.polls >= polls_often;
}

inline bool is_asleep(const Task& task) {
  return task.rest == Rest::asleep;
}

/// Where it is held, if that is of this kind; nullptr otherwise.
template <class Where>
const Where* held_at(const Task& task) {
  return task.held ? std::get_if<Where>(&*task.held) : nullptr;
}

/// What the call waits for that it is in, if that is of this kind; nullptr otherwise.
template <class Target>
const Target* waits_for(const Task& task) {
  return task.call ? std::get_if<Target>(&task.call->waits_for) : nullptr;
}

/// All tasks and processes that are alive or not yet reaped. Addresses stay valid until removal.
class Family {
 public:
  Task* task(pid_t tid);
  const Process& first() const { return *first_; }  ///< P, which was added first; it stays
  Process* by_name(std::string_view name) const;
  Process* by_pid(pid_t pid);        ///< as the observer sees it
  Process* by_seen_pid(pid_t seen);  ///< as the processes see each other

  /// Whether a task of that name is there, or may still be made: names are given in order, and to
  /// nobody twice.
  bool may_come(std::string_view name) const;

  /// The name of one that was removed: a signal may still tell of it.
  std::optional<Name> former_name(pid_t seen) const;

  /// P, or a child of `maker` with the next name; `parent` is who the kernel says its parent is.
  Task& add_process(pid_t tid, Process* maker, Process* parent);
  Task& add_thread(pid_t tid, Process& process);
  void set_seen_pid(Process& process, pid_t seen);

  void remove_task(pid_t tid);
  void remove_tasks(const Process& process);  ///< all that it has left
  void remove_process(Process& process);      ///< it was reaped, or nobody can ask for it any more

  std::unordered_map<pid_t, Task>& tasks() { return tasks_; }
  const std::vector<Task*>& in_order() const { return in_order_; }  ///< of names (trace/name.h)
  std::size_t alive() const { return tasks_.size(); }
  std::int64_t peak() const { return peak_; }  ///< so many tasks were alive at once
  std::int64_t ever() const { return ever_; }

 private:
  Task& add_task(pid_t tid, Process& process, Name name);

  std::unordered_map<pid_t, Task> tasks_;
  std::vector<Task*> in_order_;
  std::unordered_map<pid_t, std::unique_ptr<Process>> processes_;  // by pid
  std::unordered_map<pid_t, Process*> seen_;
  std::unordered_map<Name, Process*> by_name_;
  std::unordered_map<pid_t, Name> former_;  // by the PID that processes saw
  const Process* first_ = nullptr;
  std::unique_ptr<Process> kept_first_;  // once its PID is another's
  std::int64_t ever_ = 0;
  std::int64_t peak_ = 0;
};

}  // namespace procdemo::run
