// What several processes did to each file of a disk, as far as it is remembered: the rules about
// files look back at it.
//
// A file is known by its name. Who writes another file and renames it to that name (rename(2)) has
// written the whole of it at once, and what was written there before is gone.
//
// Where processes run in parallel, two accesses have an order only if one had ended before the
// other began.
#pragma once

#include <algorithm>
#include <deque>
#include <map>
#include <string>

#include "findings/fact.h"
#include "findings/lives.h"
#include "findings/room.h"

namespace procdemo::findings {

struct Access {
  Name process;
  fact::FileAccess what;
  std::optional<SourcePlace> place = {};

  /// It came by another name: then, when its process began to write what is in it. Nothing where it
  /// is not known who has written that.
  bool replaces = false;
  std::optional<double> made = {};

  HappenedBefore::Stamp order = {};

  /// Of what it has written, or knows.
  std::int64_t end() const { return what.offset + std::max(what.bytes, what.asked); }
  bool before(const Access& other) const { return what.ended <= other.what.began; }
};

/// Whether they come in this order each time, for each process waited for the one before it.
inline bool always_in_order(const Access& a, const Access& b, const Access& c) {
  return HappenedBefore::in_order(a.order, b.order) && HappenedBefore::in_order(b.order, c.order);
}

/// Whether they are about the same bytes.
inline bool overlap(const Access& a, const Access& b) {
  if (a.replaces || b.replaces) return true;
  return a.what.offset < b.end() && b.what.offset < a.end();
}

class FileHistory {
 public:
  using Accesses = std::deque<Access>;

  /// The lives of the run live as long.
  explicit FileHistory(const Lives& lives) : lives_(lives) {}

  /// What was done to that file before, and by this fact, which comes last; nullptr where it is
  /// none of a file, or of a name under which nobody has used one.
  const Accesses* fact(const Fact& fact);

 private:
  const Accesses* rename(const Fact& fact, const fact::Renamed& renamed);

  const Lives& lives_;
  std::map<std::string, Accesses> files_;
};

}  // namespace procdemo::findings
