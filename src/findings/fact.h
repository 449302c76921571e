// What the engine tells the rules beside the events of a run: what a rule has to know, and no
// reader asks for. As plain as events, and not in any trace.
//
// To add one: a struct here, in the variant, and `run.log.state(task, fact::...)` where the engine
// or the handler of a call knows it. It comes in the order of the run, between its events.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

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
  bool same_session = false;  ///< as P: it has not called setsid(2), as daemons do
};

}  // namespace fact

using AnyFact = std::variant<fact::WaitFailed, fact::ExecFailed, fact::Outlived>;

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
