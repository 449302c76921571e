// A trace as rows: what every picture of a run shows of it, whatever its format.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "show/family.h"
#include "show/room.h"
#include "trace/event.h"

namespace procdemo::show {

/// What a reader would have to skip, and which picture skips it. `jsonl` writes every event.
enum class Noise {
  none,       ///< nothing to be skipped
  elsewhere,  ///< never shown: another row, or the end of the run, tells it
  again,      ///< never shown: what was asked before, or how a wait goes on (noise.h)
  child_end,  ///< SIGCHLD: not shown where the child's end itself is to be seen
};

/// What happens to a process's line in a picture.
enum class Mark {
  none,       ///< nothing: it goes on
  ends,       ///< it ends here
  orphan,     ///< from here on the process is an orphan
  task,       ///< a task of a pool begins
  task_ends,  ///< and ends
  output,     ///< the program itself prints
  errors,     ///< the same, to its standard error
  breaks,     ///< a claim does not hold: told again, when the run is over
  run,        ///< nothing: it concerns the run as a whole, and belongs to no lane
};

/// Two processes that one event concerns: a line leads from one to the other.
struct Link {
  enum class Kind {
    birth,  ///< `to` begins here
    reap,   ///< `to` is gone from here on
  };
  Kind kind;
  const ShownProcess* from;  ///< nullptr where nobody knows, or where it is gone
  const ShownProcess* to;
};

struct Exchange;
struct LeftOut;

/// Valid, as all that it points to, until the picture has taken it.
struct Row {
  double time = 0;
  const Event* event = nullptr;  ///< nullptr: somebody is there of whom nothing was told before
  Noise noise = Noise::none;
  const ShownProcess* who = nullptr;  ///< whom it is told of; may be missing where it is noise
  Mark mark = Mark::none;
  std::optional<Link> link;
  std::string call;  ///< of a child's first row: what its parent called, where that was told
  const Exchange* exchange = nullptr;  ///< many events, of which `event` is the first
  const LeftOut* left_out = nullptr;   ///< what is not shown (prelude.h), from `event` on
  std::string object;  ///< what it is about, by a name that fits into a column (short_names.h)
  std::vector<std::string> objects = {};  ///< the same for each of several: a deadlock's
};

}  // namespace procdemo::show
