// What the engine tells the rules beside the events of a run: what a rule has to know, and no
// reader asks for. As plain as events, and not in any trace.
//
// To add one: a struct here, in the variant, and `run.log.state(task, fact::...)` where the engine
// or the handler of a call knows it. It comes in the order of the run, between its events.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "findings/room.h"
#include "trace/event.h"

namespace procdemo::findings {

namespace fact {

/// A wait for children (wait(2)) has failed, as the program sees it.
struct WaitFailed {
  std::string target;  ///< as event::Wait has it: a name, "any" or "group"
  bool nohang = false;
  bool ignores = false;  ///< SIGCHLD: its children vanish when they end
  int error = 0;         ///< errno: ECHILD, EINTR
};

/// An exec has failed.
struct ExecFailed {
  std::string path;
  int error = 0;  ///< errno
};

/// P has ended before it, and now it comes to its end, too.
struct Outlived {
  bool same_session = false;    ///< as P: it has not called setsid(2), as daemons do
  bool ignores_hangup = false;  ///< SIGHUP, as who is to stay when its terminal goes (nohup(1))
};

/// So much processor time a process has used, which has children that have ended and were not asked
/// for: told at the end of each of these, and at its own.
struct ProcessorTime {
  double seconds = 0;
};

/// What it has just written begins with what stood in a buffer of stdio(3) when it forked, or was
/// made: its child, or its parent, has that too.
struct WroteCopy {
  std::string bytes;
  std::uint64_t event = 0;  ///< the number of the one that tells of the write; 0: none does
};

/// It has read a part of a file on a disk, or written it, in a run of several processes.
struct FileAccess {
  std::string path;
  std::uint64_t event = 0;  ///< as above
  bool writes = false;
  std::int64_t offset = 0, bytes = 0;
  std::int64_t asked = 0;  ///< for so many, to read; who gets fewer has seen that no more are there
  std::string data;        ///< the first bytes
  bool ends_line = false;  ///< the last byte is a newline
  bool own_place = false;  ///< its offset is its own choice: nobody else's writing moves that
  double began = 0, ended = 0;  ///< seconds of one clock: the kernel did it between these
};

/// It has renamed a regular file of a disk, in place of what had that name before, if anything had
/// (controlled runs).
struct Renamed {
  std::string from, to;         ///< as fact::FileAccess names files
  double began = 0, ended = 0;  ///< as there
};

/// It got an exclusive lock of flock(2) that another has too, and may use.
struct SharedLock {
  std::string path;
  Name with;
};

/// The lock that it is about to get it would not have waited for: it has only tried (LOCK_NB,
/// pthread_mutex_trylock(3)), or would have given up after a time.
struct TriesLock {
  std::string lock;  ///< as the event that tells of getting it has it
};

/// A moment of the run: so many times a task had come to a step. Who came to one at a moment did so
/// knowing nothing of what others did after it.
using Moment = std::uint64_t;

/// A lock in memory, as pthread_mutex_lock(3) takes it.
struct MemoryLock {
  std::string id;     ///< the same for all threads and processes that have it in common
  std::string shown;  ///< "mutex:left"; without a name, where it was taken: "mutex (a.cpp:12)"
  std::optional<Moment> asked = {};  ///< when it came to ask for it, if that is known
};

/// Bytes of a file, which fcntl(2) locks.
struct ByteRange {
  static constexpr std::int64_t whole = std::numeric_limits<std::int64_t>::max();
  std::int64_t first = 0, last = whole;  ///< `whole`: to its end, wherever that is
  auto operator<=>(const ByteRange&) const = default;
  bool meets(const ByteRange& other) const { return first <= other.last && other.first <= last; }
};

/// It takes a lock, for which it waits if it has to. In memory it is about to, and has others: told
/// only where taking a lock is a step (run/locks/lock_functions.h), for else nobody sees it. Of
/// other locks an event tells next that it has it.
struct TakesLock {
  std::optional<MemoryLock> lock;  ///< one in memory
  ByteRange bytes = {};            ///< of a file
  bool by_process = false;         ///< and a process's, of which the kernel lets no circle be
  bool exclusive = true;
  std::vector<MemoryLock> held;     ///< exclusively, as the C library has written into them
  std::vector<std::string> unsure;  ///< ids of what it may have: semaphores, locks for reading
  Moment asked = 0;                 ///< when it came to ask for the lock
  Moment went = 0;                  ///< and went on to take it: not before that it had it
  Moment signalled = 0;             ///< a condition variable, by anybody, at last
  /// How often the task has looked at what others may have changed, so far; nothing where it may do
  /// so unseen: in memory, or by calls that do not stop it.
  std::optional<std::uint64_t> looks = {};
};

/// It was refused a lock of fcntl(2), for whoever has it waits, straight or round some corners, for
/// one of its own (EDEADLK).
struct DeadlockRefused {
  std::string path;
  std::vector<Name> holders = {};  ///< of the run, where the kernel names them
};

/// It has given back its locks of fcntl(2) on these bytes, if it had any.
struct UnlockedBytes {
  std::string path;
  ByteRange bytes;
};

/// It has lost a lock of fcntl(2) by closing another descriptor of that file than the one by which
/// it had got it.
struct DroppedLock {
  std::string path;
};

/// It waits, as all do, and what it waits for may come all the same: a signal, to itself or to who
/// could send it that, is handled; or anybody may open a FIFO. Told before event::Deadlock.
struct MayStillEnd {};

/// It could not write into a pipe: nobody has its reading end (EPIPE).
struct BrokenPipe {
  std::string pipe;  ///< as events name it
};

/// It has executed a program and has these from before: ends of pipes; or, if neither end, locks.
struct PipeEnd {
  int fd = -1;
  std::string pipe;  ///< as events name it; a file's path, where its open file has a flock(2) lock
  bool reads = false, writes = false;
};
struct ExecutedWith {
  std::vector<PipeEnd> ends;
};

}  // namespace fact

using FactKinds =
    std::variant<fact::WaitFailed, fact::ExecFailed, fact::Outlived, fact::ProcessorTime,
                 fact::WroteCopy, fact::FileAccess, fact::Renamed, fact::SharedLock,
                 fact::TriesLock, fact::TakesLock, fact::DeadlockRefused, fact::UnlockedBytes,
                 fact::DroppedLock, fact::MayStillEnd, fact::BrokenPipe, fact::ExecutedWith>;

/// A fact of any kind; copied, moved and ended in one place (fact.cpp), as event::Any is.
struct AnyFact : FactKinds {
  using FactKinds::FactKinds;
  using FactKinds::operator=;
  AnyFact(const AnyFact& other);
  AnyFact(AnyFact&& other) noexcept;
  AnyFact& operator=(const AnyFact& other);
  AnyFact& operator=(AnyFact&& other) noexcept;
  ~AnyFact();
};

struct Fact {
  Name task;  ///< of whom it is told: "P.1", a thread "P.1/t2"
  AnyFact what;
  std::uint64_t after = 0;                ///< the number of the last event before it
  std::optional<SourcePlace> place = {};  ///< where it stood then, if known

  /// This fact as a T, or nullptr when it is another one.
  template <class T>
  const T* as() const {
    return std::get_if<T>(&what);
  }
};

}  // namespace procdemo::findings
