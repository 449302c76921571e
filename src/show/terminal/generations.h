// Many processes, generation by generation: P is generation 0, its children are 1, theirs 2 ...
//
// A line when a generation's first process is born, when the limit first refuses a fork, and for
// what concerns the run as a whole; at the end a table. Not every fork is a line: a bomb of 500
// processes is told in a screen. In `plain`, a line names the process as always.
#pragma once

#include <vector>

#include "show/narrator.h"
#include "show/room.h"
#include "show/terminal/generation_table.h"
#include "show/terminal/ink.h"
#include "show/writer.h"

namespace procdemo::show {

class Generations : public Writer {
 public:
  Generations(Format format, const Style& style, Out out)
      : format_(format), style_(style), out_(std::move(out)) {}
  void begin(const Run& run, const FamilyTree& family) override;
  void row(const Row& row) override;
  void end(const Ending& ending) override;

 private:
  GenerationCount& count_of(const Event& event);
  void born(const Event& event);
  void refused(const Event& event);
  void program(const Event& event, const event::Line& line);
  void tell(const Event& event, Rich text);

  Format format_;
  Style style_;
  Out out_;
  std::int64_t at_once_ = 0;  ///< the limit on processes
  std::vector<GenerationCount> generations_;
  std::int64_t alive_ = 0;
  std::int64_t all_born_ = 0;
  std::int64_t lines_ = 0;
  bool refusing_ = false;
};

}  // namespace procdemo::show
