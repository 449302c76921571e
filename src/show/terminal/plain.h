// One line for each event: `TIME  NAME  sentence`, and a program's output as `TIME  NAME  | text`.
//
// Stable and made for grep: the time in seconds with three decimals, right-aligned in eight
// columns; the name; the sentence. A line of standard output follows `| `, one of standard error
// `2| `. With --lines the place in the source comes before it. Noise is left out (show/row.h), but
// for SIGCHLD.
#pragma once

#include "show/narrator.h"
#include "show/room.h"
#include "show/terminal/ink.h"
#include "show/writer.h"

namespace procdemo::show {

class Plain : public Writer {
 public:
  Plain(const Style& style, Out out) : style_(style), out_(std::move(out)) {}
  void begin(const Run& run, const FamilyTree& family) override;
  void row(const Row& row) override;
  void end(const Ending& ending) override;

 private:
  Rich what(const Row& row) const;
  std::string place(const Event& event);
  void write(const Row& row, Rich text);

  Style style_;
  Out out_;
  int place_width_ = 0;
};

}  // namespace procdemo::show
