// A system call that a task is in: what it waits for there, and what its handler remembers of its
// entry.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "run/files/file_change.h"
#include "run/room.h"
#include "schedule/virtual_clock.h"
#include "trace/event.h"
#include "tracee/arch/arch.h"

namespace procdemo::syscalls {
struct Handler;
struct Syscall;
}  // namespace procdemo::syscalls

namespace procdemo::run {

/// What carries bytes from one process to another (syscalls/channel.h).
namespace channel {

struct Pipe {
  ino_t number = 0;
  bool operator==(const Pipe&) const = default;
};
struct Socket {
  ino_t number = 0;
  bool operator==(const Socket&) const = default;
};
struct MessageQueue {  ///< mq_overview(7)
  std::string name;
  bool operator==(const MessageQueue&) const = default;
};
struct SystemVQueue {  ///< msgget(2)
  int id = 0;
  bool operator==(const SystemVQueue&) const = default;
};

}  // namespace channel

using Channel =
    std::variant<channel::Pipe, channel::Socket, channel::MessageQueue, channel::SystemVQueue>;

/// What a call waits for, where it waits.
namespace wait {

struct Child {
  std::optional<Name> only;         ///< this one; otherwise any, or any of a group
  bool reaps = false;               ///< with the call it is gone: nobody ever sees a zombie
  std::optional<pid_t> group = {};  ///< of that, as the observer sees it; 0 where it is not known
};
struct Lock {
  std::string path;
  bool trial = false;  ///< it is tried without waiting, see syscalls/rows/lock.cpp
};
struct Sleep {
  std::optional<timespec> rest;  ///< what stood where the kernel writes the rest of it
};
struct Exec {  ///< the ends of its process's other threads; then it becomes this program
  std::string program;
  std::vector<std::string> arguments;
  std::optional<SourcePlace> place{};  ///< where it was called
  bool has_leak_checker = false;       ///< that program (leak_checkers.h)
};
struct Futex {
  std::uint64_t word = 0;  ///< its address
};
struct Descriptor {  ///< what is behind it, if it is one
  int fd = -1;
};
struct Readiness {};  ///< of one of several descriptors
struct Signal {};
struct Connection {};
struct Semaphore {};

}  // namespace wait

using WaitTarget =
    std::variant<wait::Descriptor, Channel, wait::Child, wait::Lock, wait::Sleep, wait::Exec,
                 wait::Futex, wait::Readiness, wait::Signal, wait::Connection, wait::Semaphore>;

/// What a program does with a signal, as rt_sigaction(2) has it.
struct SignalAction {
  std::uint64_t handler = 0;  ///< or SIG_DFL (0), SIG_IGN (1)
  std::uint64_t flags = 0;
  std::uint64_t restorer = 0;
  std::uint64_t mask = 0;
};

/// A signal to a process outside the run: whether it could be sent the result says.
struct SentSignal {
  int signal = 0;
  pid_t target = 0;  ///< as the sender sees it
};

/// When the observer ends a wait, for the kernel does not (controlled runs).
struct Deadline {
  Moment at{0};
  bool reached = false;  ///< and the schedule lets the call return
};

struct Ongoing {
  const syscalls::Syscall* syscall = nullptr;
  const syscalls::Handler* handler = nullptr;  ///< of its row, in this run
  std::int64_t number = 0;
  Arguments arguments{};
  std::uint64_t instruction = 0;
  WaitTarget waits_for;
  std::variant<std::monostate, SentSignal, SignalAction> remembered{};
  bool interrupted = false;  ///< it ended with one of ERESTART...: it may go on after a signal
  double started = 0;        ///< program time
  double real_started = 0;   ///< real time of the first try; kept when a call is made again
  std::optional<int> changed_argument{};  ///< whose register has to get its value back
  bool replaced = false;                  ///< the kernel runs another call in its place
  std::vector<std::string> written{};     ///< its arguments, where evidence is wanted (call_text.h)
  // Controlled runs:
  std::optional<Deadline> deadline{};
  bool waited = false;                ///< in the kernel, when all had come to rest
  bool alone = false;                 ///< it concerns nobody else, and is no step
  std::vector<FileChange> changes{};  ///< what it does to files, if it succeeds
  std::string makes{};                ///< the file that it makes then: a path for the observer

  bool sleeps() const { return std::holds_alternative<wait::Sleep>(waits_for); }
};

}  // namespace procdemo::run
