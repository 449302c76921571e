// Many processes, generation by generation: P is generation 0, its children are 1, theirs 2 ...
//
// A line when a generation's first process is born, when the limit first refuses a fork, and for
// what concerns the run as a whole; at the end a table. Not every fork is a line: a bomb of 500
// processes is told in a screen. In `plain`, a line names the process as always.
#pragma once

#include <optional>
#include <vector>

#include "show/narrator.h"
#include "show/sentence.h"
#include "show/terminal/generation_table.h"
#include "show/terminal/ink.h"

namespace procdemo {

class Generations : public Narrator {
 public:
  Generations(Format format, const Style& style, Out out);
  void begin(const Run& run) override;
  void event(const Event& event) override;
  void end(const End& end) override;

 private:
  GenerationCount& count_of(const Event& event);
  void born(const Event& event);
  void refused(const Event& event);
  void program(const Event& event, const event::Line& line);
  void tell(const Event& event, Rich text);

  Format format_;
  Style style_;
  Out out_;
  Teller teller_;
  Run run_;
  std::vector<GenerationCount> generations_;
  std::int64_t alive_ = 0;
  std::int64_t all_born_ = 0;
  std::int64_t lines_ = 0;
  bool refusing_ = false;
  std::optional<event::Limit> limit_;
};

}  // namespace procdemo
