#include "syscalls/lock_taking.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "run/locks/lock_table.h"
#include "syscalls/futex/futex_wait.h"
#include "syscalls/futex/lock_owner.h"
#include "tracee/mappings.h"

namespace procdemo::syscalls {

namespace {

constexpr std::size_t most_known = 256;  // of each task

// They only do something, and end in one way whatever others do (who writes into a pipe without a
// reader gets a signal, too).
constexpr std::array<std::string_view, 10> only_do = {
    "write",     "writev",          "close",       "fsync", "fdatasync",
    "nanosleep", "clock_nanosleep", "sched_yield", "exit",  "exit_group"};

// A lock that is waited for is got, whoever had it; who only tries learns that another has it.
bool waits_for_lock(const Arguments& arguments, LockKind kind) {
  const auto how = static_cast<int>(arguments[1]);
  return kind == LockKind::flock ? !(how & LOCK_NB) : how == F_SETLKW || how == F_OFD_SETLKW;
}

// A file that is made where there is none: whoever opens it finds it.
bool is_found_anyway(const Task& task, std::size_t flags) {
  const std::uint64_t how = task.registers.arguments()[flags];
  return (how & O_CREAT) && !(how & O_EXCL);
}

// What it asks for in vain, or waits for but for a time, makes nobody else wait.
bool may_be_had_unseen(const KnownLock& lock) {
  return lock.sort == LockSort::semaphore || lock.sort == LockSort::spin || lock.reads;
}

class Identities {
 public:
  explicit Identities(const Task& task) : task_(task), shared_(shared_mappings(task)) {}

  // By where it is in what is mapped, and for memory of its own by whose that is.
  std::string of(std::uint64_t object) const {
    const auto found = std::ranges::find_if(
        shared_, [&](const Mapping& mapping) { return mapping.holds(object); });
    if (found == shared_.end()) return fmt::format("{} {:#x}", task_.process->name, object);
    const std::uint64_t offset = object - found->begin + found->offset;
    return fmt::format("{}:{} {:#x}", found->device, found->inode, offset);
  }

 private:
  const Task& task_;
  std::vector<Mapping> shared_;
};

// By its name; else by the line that has asked for it last.
std::string shown_name(RunState& run, const Task& task, LockSort sort, std::uint64_t object) {
  constexpr int most_places = 2000;  // each costs up to 0.1 ms
  std::string name = name_of_lock(task, sort, object);
  if (name != word_of(sort)) return name;
  const bool often = task.process->image.locks->steps > most_places;
  const auto place = often ? std::nullopt : run.places.of_waiting(task);
  return place ? fmt::format("{} ({}:{})", name, place->file, place->line)
               : fmt::format("{} {:#x}", name, object);
}

fact::TakesLock with_held(const Task& task, const Identities& identities, std::uint64_t but) {
  fact::TakesLock taking;
  for (const auto& [object, known] : task.known_locks) {
    if (object == but) continue;
    if (has_lock(task, known.sort, object)) {
      taking.held.push_back({identities.of(object), known.shown, known.asked});
    } else if (may_be_had_unseen(known)) {
      taking.unsure.push_back(identities.of(object));
    }
  }
  return taking;
}

bool has_any(const Task& task, std::uint64_t but) {
  return std::ranges::any_of(task.known_locks, [&](const auto& one) {
    return one.first != but && has_lock(task, one.second.sort, one.first);
  });
}

// Only where the C library is known to write down whose its locks are, and all were remembered.
bool can_be_known(const Task& task) {
  const auto& locks = task.process->image.locks;
  return locks && locks->table->glibc && task.known_locks.size() < most_known;
}

// Which lock it gives back meanwhile the function has as its second argument: whichever that is, it
// has it again in another state of the world.
void wait_for_condition(Task& task) {
  for (auto& [object, known] : task.known_locks) known.asked.reset();
}

// No program of a run changes what the system has installed: a C library's table of characters,
// say.
bool is_installed(const Mapping& mapping) {
  return !mapping.writable && mapping.file.starts_with("/usr/");
}

// Only where every call stops it, and nobody else writes into its memory.
std::optional<std::uint64_t> looks_of(const RunState& run, const Task& task) {
  const bool alone = task.process->tasks == 1 && task.memory.is_alone();
  if (!run.controlled() || !alone) return std::nullopt;
  const bool shares = !std::ranges::all_of(shared_mappings(task), is_installed);
  return shares ? std::nullopt : std::optional(task.looks);
}

}  // namespace

void state_taking(RunState& run, Task& task, const LockFunction& function, std::uint64_t object) {
  if (function.sort == LockSort::condition) return wait_for_condition(task);
  if (!can_be_known(task)) return;
  KnownLock& known = task.known_locks[object];
  known.sort = function.sort;
  known.reads = known.reads || function.reads();
  if (!has_lock(task, function.sort, object)) {
    known.shown = shown_name(run, task, function.sort, object);
    known.asked = task.came;
  }
  const bool is_known = function.sort == LockSort::mutex || function.sort == LockSort::rwlock;
  if (!is_known || function.gives_up() || !has_any(task, object)) return;
  const Identities identities(task);
  fact::TakesLock taking = with_held(task, identities, object);
  taking.lock = fact::MemoryLock{identities.of(object), known.shown};
  taking.exclusive = !function.reads();
  taking.asked = task.came;
  taking.went = task.went;
  taking.signalled = run.signalled;
  run.log.state(task, std::move(taking));
}

void state_taking(RunState& run, Task& task, const fact::ByteRange& bytes, bool by_process) {
  const auto since = std::exchange(task.asked_since, std::nullopt);
  if (!since) return;
  fact::TakesLock taking;
  if (!task.known_locks.empty() && can_be_known(task)) {
    taking = with_held(task, Identities(task), 0);
  }
  taking.asked = since->asked;
  taking.went = since->went;
  taking.signalled = run.signalled;
  taking.looks = looks_of(run, task);
  taking.bytes = bytes;
  taking.by_process = by_process;
  run.log.state(task, std::move(taking));
}

bool tells_of_others(const Task& task, const Syscall& call) {
  if (call.locks != LockKind::none) return !waits_for_lock(task.registers.arguments(), call.locks);
  if (call.name == "open") return !is_found_anyway(task, 1);
  if (call.name == "openat") return !is_found_anyway(task, 2);
  return std::ranges::count(only_do, call.name) == 0;
}

}  // namespace procdemo::syscalls
