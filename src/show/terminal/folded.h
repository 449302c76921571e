// For terminals too narrow for two columns: each event below the other, name and time first, its
// words broken at the terminal's width.
#pragma once

#include <optional>

#include "show/narrator.h"
#include "show/noise.h"
#include "show/sentence.h"
#include "show/terminal/ink.h"

namespace procdemo {

class Folded : public Narrator {
 public:
  Folded(const Style& style, Out out);
  void begin(const Run& run) override;
  void event(const Event& event) override;
  void end(const End& end) override;

 private:
  Ink ink_of(std::string_view process);

  Style style_;
  Out out_;
  Teller teller_;
  Noise noise_;
  std::map<Name, Ink, std::less<>> inks_;
  Run run_;
  std::optional<event::Limit> limit_;
};

}  // namespace procdemo
