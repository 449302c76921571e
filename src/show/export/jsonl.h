// A trace as JSON Lines (trace/json.h), every event as it comes.
#pragma once

#include "show/narrator.h"
#include "show/room.h"
#include "show/writer.h"

namespace procdemo::show {

class JsonLines : public Writer {
 public:
  explicit JsonLines(Out out) : out_(std::move(out)) {}
  bool folds() const override { return false; }
  void begin(const Run& run, const FamilyTree& family) override;
  void row(const Row& row) override;
  void end(const Ending& ending) override;

 private:
  Out out_;
};

}  // namespace procdemo::show
