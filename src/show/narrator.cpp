#include "show/narrator.h"

#include <algorithm>

#include "show/export/jsonl.h"
#include "show/terminal/folded.h"
#include "show/terminal/generations.h"
#include "show/terminal/grid.h"
#include "show/terminal/lanes.h"
#include "show/terminal/plain.h"

namespace procdemo {

namespace {

constexpr int widest = 1000;  // columns: a row costs time, and a terminal may claim to have 65535

// The display follows from the run's header as well: it is chosen when the run begins.
class Chosen : public Narrator {
 public:
  Chosen(Format format, const Style& style, Out out)
      : format_(format), style_(style), out_(std::move(out)) {
    style_.width = std::clamp(style_.width, 20, widest);
  }

  void begin(const Run& run) override {
    display_ = choose(run);
    display_->begin(run);
  }
  void event(const Event& event) override { display_->event(event); }
  void end(const End& end) override { display_->end(end); }

 private:
  std::unique_ptr<Narrator> choose(const Run& run) {
    if (format_ == Format::jsonl) return std::make_unique<JsonLines>(out_);
    if (run.view == "generations") return std::make_unique<Generations>(format_, style_, out_);
    if (format_ == Format::plain) return std::make_unique<Plain>(style_, out_);
    if (style_.width < Grid::narrowest) return std::make_unique<Folded>(style_, out_);
    return std::make_unique<Lanes>(style_, out_);
  }

  Format format_;
  Style style_;
  Out out_;
  std::unique_ptr<Narrator> display_;
};

}  // namespace

std::unique_ptr<Narrator> make_narrator(Format format, const Style& style, Out out) {
  return std::make_unique<Chosen>(format, style, std::move(out));
}

}  // namespace procdemo
