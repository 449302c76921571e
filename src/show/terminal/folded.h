// For terminals too narrow for two columns: each event below the other, name and time first, its
// words broken at the terminal's width.
#pragma once

#include "show/narrator.h"
#include "show/room.h"
#include "show/writer.h"

namespace procdemo::show {

class Folded : public Writer {
 public:
  Folded(const Style& style, Out out) : style_(style), out_(std::move(out)) {}
  void begin(const Run& run, const FamilyTree& family) override;
  void row(const Row& row) override;
  void end(const Ending& ending) override;

 private:
  Style style_;
  Out out_;
};

}  // namespace procdemo::show
