// Makes rows of a run's events, once for every format. Here is kept what a row needs to know of the
// events before it: who is there, what was asked before, by which call a child was made.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "show/exchanges.h"
#include "show/lineage.h"
#include "show/noise.h"
#include "show/other_order.h"
#include "show/prelude.h"
#include "show/room.h"
#include "show/sentences/quotes.h"
#include "show/sentences/short_names.h"
#include "show/writer.h"

namespace procdemo::show {

class Rows {
 public:
  explicit Rows(Writer& writer) : writer_(writer), family_(writer.lanes()) {}

  void begin(const Run& run);
  void event(const Event& event);
  void end(const End& end);

  /// Nothing has happened for so long: what was kept back is told.
  void pause(double seconds);

 private:
  void happened(const Event& event);
  void release();
  void count_exchanges();
  Row row_of(const Event& event);
  void tell(Row row);
  std::vector<Row> broken(const End& end);
  void tell(Row row, ShownProcess& who);
  void birth(Row row, const Name& name, const Number& pid, const Name& parent);
  void reap(Row row, const event::Reap& reap);

  Writer& writer_;
  FamilyTree family_;
  NoiseFilter noise_;
  ShortNames short_names_;
  Exchanges exchanges_;
  Prelude prelude_;
  Lineage lineage_;
  Quotes quotes_;
  OtherOrder other_order_;
  std::map<Name, std::string> calls_;  ///< that made a child which has not started yet
  Run run_;
  std::optional<event::Limit> limit_;
  std::vector<Event> findings_;
  std::vector<float> times_;  ///< of all events
  bool places_ = false;       ///< some event had one, or said why it has none
};

}  // namespace procdemo::show
