#include "show/narrator.h"

#include <algorithm>
#include <optional>

#include "show/export/jsonl.h"
#include "show/rows.h"
#include "show/terminal/folded.h"
#include "show/terminal/generations.h"
#include "show/terminal/grid.h"
#include "show/terminal/lanes.h"
#include "show/terminal/plain.h"

namespace procdemo::show {

namespace {

constexpr int widest = 1000;  // columns: a row costs time, and a terminal may claim to have 65535

// The writer follows from the run's header as well: it is chosen when the run begins.
class Teller : public Narrator {
 public:
  Teller(Format format, const Style& style, Out out)
      : format_(format), style_(style), out_(std::move(out)) {
    style_.width = std::clamp(style_.width, 20, widest);
  }

  void begin(const Run& run) override {
    writer_ = choose(run, [this](std::string_view text) { text_ += text; });
    rows_.emplace(*writer_);
    rows_->begin(run);
    write();
  }
  void event(const Event& event) override {
    rows_->event(event);
    write();
  }
  void end(const End& end) override {
    rows_->end(end);
    write();
  }
  void pause(double seconds) override {
    if (rows_) rows_->pause(seconds);
    write();
  }

 private:
  std::unique_ptr<Writer> choose(const Run& run, const Out& out) const {
    if (format_ == Format::jsonl) return std::make_unique<JsonLines>(out);
    if (run.view == "generations") return std::make_unique<Generations>(format_, style_, out);
    if (format_ == Format::plain) return std::make_unique<Plain>(style_, out);
    if (style_.width < Grid::narrowest(style_.lines)) return std::make_unique<Folded>(style_, out);
    return std::make_unique<Lanes>(style_, out);
  }

  // What the event at hand gave, at once.
  void write() {
    if (!text_.empty()) out_(text_);
    text_.clear();
  }

  Format format_;
  Style style_;
  Out out_;
  std::string text_;
  std::unique_ptr<Writer> writer_;
  std::optional<Rows> rows_;
};

}  // namespace

std::unique_ptr<Narrator> make_narrator(Format format, const Style& style, Out out) {
  return std::make_unique<Teller>(format, style, std::move(out));
}

}  // namespace procdemo::show
