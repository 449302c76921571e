// How a run stands between two steps: who can go on and with what, who can't and what for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "trace/event.h"
#include "trace/intention.h"
#include "trace/room.h"

namespace procdemo::trace {

/// A task that can go on.
struct Ready {
  Name name;         ///< "P.1", or "P.1/t2" for a thread
  std::string call;  ///< by what schedules and tokens know its step
  Intention does = {};
  std::optional<SourcePlace> place = {};
  bool input = false;  ///< it is about to read the program's input, and there is nothing left of it
  bool operator==(const Ready&) const = default;
};

/// A task that can't, until another acts or time passes. What it waits for, and who could end that,
/// is as event::Deadlock has it of each.
struct Blocked {
  Name name;
  std::string call;
  std::string on;
  std::string held_by;  ///< as event::Block has it
  /// What others would have to do: of a pipe "read" or "write"; "add" to an event counter; "post" a
  /// semaphore, or first "share" it, for no other process has it.
  std::string needs;
  bool holds = false;                ///< it has that end of the pipe open itself, too
  std::optional<double> until = {};  ///< seconds of the program's time, where time ends its waiting
  std::optional<SourcePlace> place = {};
  bool operator==(const Blocked&) const = default;
};

struct RunStatus {
  std::vector<Ready> ready;      ///< in the order of their names
  std::vector<Blocked> waiting;  ///< likewise
  double now = 0;                ///< seconds of the program's time
};

}  // namespace procdemo::trace
