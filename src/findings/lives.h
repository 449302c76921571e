// The lives of a run's processes, as its events tell them: what several rules ask about.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "findings/happened_before.h"
#include "findings/room.h"
#include "trace/event.h"

namespace procdemo::findings {

/// The number and the place of an event.
struct When {
  std::uint64_t seq = 0;  ///< 0: it has not come
  std::optional<SourcePlace> place = {};

  explicit operator bool() const { return seq != 0; }
};

struct Life {
  Name name;
  Name maker;  ///< empty for P
  Number pid;
  When made;      ///< its maker's fork
  When executed;  ///< its last exec
  When ended;
  event::Exit end;  ///< how
  When orphaned;    ///< its parent ended first

  /// It came to its end by itself: a signal of the run's or the program's own doing counts, but not
  /// that procdemo killed it, for the run was over.
  bool ended_by_itself() const { return ended && end.by != "procdemo"; }
};

class Lives {
 public:
  /// Of each event of a run, in order.
  void learn(const Event& event);

  /// nullptr for one of whom nothing was told. Stays where it is.
  const Life* find(std::string_view process) const;
  const std::map<Name, Life, std::less<>>& all() const { return all_; }

  /// The run was cut off: by a limit, or since nobody could go on. Whoever was alive might have
  /// done more.
  bool cut_off() const { return cut_off_; }

  /// What this process does now, to be put in order with what others do.
  HappenedBefore::Stamp now(const Name& process) const { return order_.now(process); }

 private:
  std::map<Name, Life, std::less<>> all_;
  mutable HappenedBefore order_;  // which makes what it shows when it is asked for
  bool cut_off_ = false;
};

/// "P.1, P.2"; of many the first and the last: "P.1, P.2, P.3 ... P.64".
std::string list_of(const std::vector<Name>& names);

}  // namespace procdemo::findings
