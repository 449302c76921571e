// What takes a trace's rows and writes them in one format: a file for each in terminal/ and
// export/.
#pragma once

#include <optional>
#include <vector>

#include "show/family.h"
#include "show/lineage.h"
#include "show/other_order.h"
#include "show/room.h"
#include "show/row.h"
#include "show/sentences/quotes.h"
#include "trace/trace.h"

namespace procdemo::show {

/// A run that is over.
struct Ending {
  const Run& run;
  const End& end;
  const std::optional<event::Limit>& limit;  ///< the one that ended it
  const Quotes& quotes;                      ///< the events that findings on claims speak of
  const std::vector<Row>& broken;            ///< those that show why a claim does not hold
  const std::vector<Event>& findings;        ///< what is wrong with the program
  const std::vector<float>& times;           ///< of all events, in order
  const Lineage* tree;                       ///< nullptr where a tree says nothing new
  const OtherOrder& other_order;             ///< what another order of it would show
  bool places = false;                       ///< some event said where it happened, or why not
};

class Writer {
 public:
  virtual ~Writer() = default;

  /// Whether a run of writes and reads is one row (exchanges.h); else each event is.
  virtual bool folds() const { return true; }

  /// Whether it could not show each process by itself.
  virtual bool was_crowded() const { return false; }

  /// How many lanes it has room for.
  virtual LaneRoom lanes() const { return {}; }

  /// `family` is that of the run from now on, and stays where it is.
  virtual void begin(const Run& run, const FamilyTree& family) = 0;

  /// A row comes that is no noise; the family is still as the one before left it.
  virtual void before_row() {}

  /// Who is born with this row, ends or goes, does so after it; who becomes a zombie or an orphan,
  /// or begins a task, has done so.
  virtual void row(const Row& row) = 0;

  /// Somebody was born, or is gone.
  virtual void family_changed() {}

  virtual void end(const Ending& ending) = 0;
};

}  // namespace procdemo::show
