// One line for each event: `TIME  NAME  sentence`, and a program's output as `TIME  NAME  | text`.
//
// Stable and made for grep: the time in seconds with three decimals, right-aligned in eight
// columns; the name; the sentence. A line of standard output follows `| `, one of standard error
// `2| `. What is shown, and what is not: show/noise.h.
#pragma once

#include <optional>

#include "show/narrator.h"
#include "show/noise.h"
#include "show/sentence.h"
#include "show/terminal/ink.h"

namespace procdemo {

class Plain : public Narrator {
 public:
  Plain(const Style& style, Out out);
  void begin(const Run& run) override;
  void event(const Event& event) override;
  void end(const End& end) override;

 private:
  Rich what(const Event& event);

  Style style_;
  Out out_;
  Teller teller_;
  Noise noise_;
  Run run_;
  std::optional<event::Limit> limit_;
};

}  // namespace procdemo
