// Traps where a thread takes a lock: pthread_mutex_lock(3) and its like.
//
// A lock that is free is taken without a system call, so nothing but the function itself tells of
// it. Where a run is controlled, a process gets traps at the beginnings of these functions as soon
// as it makes a thread or maps memory that others share: taking a lock is then a step, as a call
// is. (glibc has SystemTap probes for that, mutex_entry and others; Debian builds it without.)
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "run/family.h"
#include "run/locks/lock_table.h"
#include "run/locks/object_names.h"
#include "run/room.h"
#include "tracee/files.h"

namespace procdemo::tracee {
class ElfFile;
struct Mapping;
}  // namespace procdemo::tracee

namespace procdemo::run {

class LockFunctions {
 public:
  explicit LockFunctions(MemoryReader& with) : with_(with) {}

  /// Sees to it that a stopped task's process stops where it takes a lock. Does nothing where its
  /// C library isn't known, or where the locks are not its author's: in a program of our library,
  /// whose objects are told by its probes, and in interpreters.
  void place(Task& task);

  /// The same without a trap: for a live run, where a task that sleeps in futex(2) is looked at.
  /// Nothing where they are not known.
  std::optional<PlacedLocks> look(const Task& task);

  /// The function at whose beginning a trap has stopped a task of this process, or nullptr.
  /// `instruction` is where it goes on.
  static const LockSite* passed(const Process& process, std::uint64_t instruction);

  /// Takes the traps out of a stopped task's process: taking a lock is no step there any more. Who
  /// stands at one already goes on as before.
  static void lift(Task& task);

  /// Whether a task at a system call makes it for the program's own sake: it is in code of the
  /// program, or of a library that has called syscall(2). What the C library does to take or give a
  /// lock is none.
  static bool is_meant(const Task& task);

  /// Whether a task that is about to take this lock takes a step: it was called by the program
  /// itself, and somebody else may take the same.
  static bool is_step(const Task& task, std::uint64_t object);

 private:
  using Code = std::vector<Mapping>;
  struct Program {
    std::shared_ptr<const ObjectNames> names;
    bool interpreter = false;  ///< of another language
  };
  using FileId =
      std::tuple<dev_t, ino_t, std::int64_t, std::int64_t>;  // with the time of its change

  std::optional<PlacedLocks> find(const Task& task, Task* trapped);  // may be the same, or nobody
  std::optional<PlacedLocks> find(const Task& task, const Program& program, const ElfFile& file);
  void find_library(const Task& task, const Mapping& code, PlacedLocks& locks);
  const Program& program_at(const Place& place);

  MemoryReader& with_;
  std::map<FileId, std::shared_ptr<const LockTable>> tables_;
  std::map<FileId, Program> programs_;
};

}  // namespace procdemo::run
