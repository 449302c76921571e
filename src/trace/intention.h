// What a held process is about to do, as far as that can be told before it goes on. A struct for
// each kind, as events have it (event.h); none of them knows a word of any language.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "trace/event.h"
#include "trace/room.h"

namespace procdemo::trace {

namespace intention {

using event::Field;

/// Its first step.
struct Begin {
  static constexpr std::string_view kind = "begin";
  static constexpr auto fields() { return std::tuple(); }
  bool operator==(const Begin&) const = default;
};

struct Print {
  static constexpr std::string_view kind = "print";
  int fd = 1;
  std::string text;  ///< the first bytes
  static constexpr auto fields() {
    return std::tuple(Field{"fd", &Print::fd}, Field{"text", &Print::text});
  }
  bool operator==(const Print&) const = default;
};

/// To make a process.
struct Fork {
  static constexpr std::string_view kind = "fork";
  std::string call;  ///< "fork", "vfork" or "clone"
  static constexpr auto fields() { return std::tuple(Field{"call", &Fork::call}); }
  bool operator==(const Fork&) const = default;
};

struct Thread {
  static constexpr std::string_view kind = "thread";
  static constexpr auto fields() { return std::tuple(); }
  bool operator==(const Thread&) const = default;
};

/// To become another program.
struct Exec {
  static constexpr std::string_view kind = "exec";
  std::string path;
  std::vector<std::string> argv;
  static constexpr auto fields() {
    return std::tuple(Field{"path", &Exec::path}, Field{"argv", &Exec::argv});
  }
  bool operator==(const Exec&) const = default;
};

struct Sleep {
  static constexpr std::string_view kind = "sleep";
  double seconds = 0;
  static constexpr auto fields() { return std::tuple(Field{"seconds", &Sleep::seconds}); }
  bool operator==(const Sleep&) const = default;
};

/// Its time has come.
struct Wake {
  static constexpr std::string_view kind = "wake";
  static constexpr auto fields() { return std::tuple(); }
  bool operator==(const Wake&) const = default;
};

/// To ask for a child's end.
struct Wait {
  static constexpr std::string_view kind = "wait";
  std::string target;  ///< a name, "any", or "group"
  bool nohang = false;
  static constexpr auto fields() {
    return std::tuple(Field{"for", &Wait::target}, Field{"nohang", &Wait::nohang});
  }
  bool operator==(const Wait&) const = default;
};

struct Exit {
  static constexpr std::string_view kind = "exit";
  int code = 0;
  bool thread = false;  ///< one thread alone; its process goes on
  static constexpr auto fields() {
    return std::tuple(Field{"code", &Exit::code}, Field{"thread", &Exit::thread});
  }
  bool operator==(const Exit&) const = default;
};

/// To send a signal.
struct Kill {
  static constexpr std::string_view kind = "kill";
  std::string signal;
  std::string target;  ///< as event::Kill has it
  static constexpr auto fields() {
    return std::tuple(Field{"signal", &Kill::signal}, Field{"target", &Kill::target});
  }
  bool operator==(const Kill&) const = default;
};

/// To get one.
struct Signal {
  static constexpr std::string_view kind = "signal";
  std::string signal;
  static constexpr auto fields() { return std::tuple(Field{"signal", &Signal::signal}); }
  bool operator==(const Signal&) const = default;
};

/// To ask for a lock on a file.
struct Lock {
  static constexpr std::string_view kind = "lock";
  std::string path;
  std::string how;  ///< "exclusive" or "shared"
  static constexpr auto fields() {
    return std::tuple(Field{"path", &Lock::path}, Field{"how", &Lock::how});
  }
  bool operator==(const Lock&) const = default;
};

struct Unlock {
  static constexpr std::string_view kind = "unlock";
  std::string path;
  static constexpr auto fields() { return std::tuple(Field{"path", &Unlock::path}); }
  bool operator==(const Unlock&) const = default;
};

/// To take a lock of its program: pthread_mutex_lock(3) and its like.
struct Take {
  static constexpr std::string_view kind = "take";
  std::string lock;  ///< as event::Block has it: "mutex:one"
  static constexpr auto fields() { return std::tuple(Field{"lock", &Take::lock}); }
  bool operator==(const Take&) const = default;
};

struct Read {
  static constexpr std::string_view kind = "read";
  std::string object;  ///< as event::Read has it, or what is behind the descriptor
  static constexpr auto fields() { return std::tuple(Field{"object", &Read::object}); }
  bool operator==(const Read&) const = default;
};

struct Write {
  static constexpr std::string_view kind = "write";
  std::string object;
  std::int64_t bytes = 0;
  static constexpr auto fields() {
    return std::tuple(Field{"object", &Write::object}, Field{"bytes", &Write::bytes});
  }
  bool operator==(const Write&) const = default;
};

struct Probe {
  static constexpr std::string_view kind = "probe";
  std::string provider;
  std::string name;
  std::vector<std::string> args;
  static constexpr auto fields() {
    return std::tuple(Field{"provider", &Probe::provider}, Field{"name", &Probe::name},
                      Field{"args", &Probe::args});
  }
  bool operator==(const Probe&) const = default;
};

/// To return from a call in which it has waited: what it waited for is there, or its time is over.
struct Return {
  static constexpr std::string_view kind = "return";
  std::string call;
  bool timed_out = false;
  static constexpr auto fields() {
    return std::tuple(Field{"call", &Return::call}, Field{"timed_out", &Return::timed_out});
  }
  bool operator==(const Return&) const = default;
};

/// To go on from where it was interrupted, at no call.
struct Compute {
  static constexpr std::string_view kind = "compute";
  static constexpr auto fields() { return std::tuple(); }
  bool operator==(const Compute&) const = default;
};

/// Any other system call.
struct Call {
  static constexpr std::string_view kind = "call";
  std::string call;
  static constexpr auto fields() { return std::tuple(Field{"call", &Call::call}); }
  bool operator==(const Call&) const = default;
};

}  // namespace intention

using Intention =
    std::variant<intention::Call, intention::Begin, intention::Print, intention::Fork,
                 intention::Thread, intention::Exec, intention::Sleep, intention::Wake,
                 intention::Wait, intention::Exit, intention::Kill, intention::Signal,
                 intention::Lock, intention::Unlock, intention::Take, intention::Read,
                 intention::Write, intention::Probe, intention::Return, intention::Compute>;

/// What a process was about to do when that was told of it: for a run that is played from a trace.
/// Nothing where it only follows from something else: that its parent has ended, a summary.
std::optional<Intention> intention_behind(const Event& event);

}  // namespace procdemo::trace
