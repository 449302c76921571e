#include "cli/course/paged_run.h"

#include "base/text/lines.h"
#include "cli/print.h"
#include "cli/words/learn.h"
#include "show/terminal/escape.h"

namespace procdemo::cli {

PagedRun::PagedRun(const Run& run, const Style& style, int rows, faces::Commands& commands,
                   const faces::Interrupts& interrupts)
    : run_(run), style_(style), rows_(rows), commands_(commands), interrupts_(interrupts) {
  run_.look = run_.next = {};
  run_.source = {};
  run_.claims.clear();
  narrator_ = make_narrator(Format::lanes, style, [this](std::string_view text) { show(text); });
}

void PagedRun::begin() {
  narrator_->begin(run_);
}

void PagedRun::event(const Event& event) {
  narrator_->event(event);
}

void PagedRun::end(const End& end) {
  End rest = end;
  rest.claims.clear();
  narrator_->end(rest);
}

void PagedRun::pause() {
  narrator_->pause(moment);
  shown_ = 0;  // the question is answered by a key
}

void PagedRun::show(std::string_view text) {
  for (std::string_view line; !has_left_ && next_line(text, line);) {
    if (rows_ > 0 && shown_ + 2 >= rows_) wait_for_key();
    if (has_left_) return;
    print(std::string(line) + "\n");
    ++shown_;
  }
}

void PagedRun::wait_for_key() {
  print(say(style_.language, LearnSays::more));
  const auto typed = commands_.next(interrupts_);
  if (!typed || commands_.was_unseen()) print((typed ? escaped(*typed) : "") + "\n");
  has_left_ = !typed || !(typed->empty() || *typed == "n");
  left_by_ = typed.value_or("");
  shown_ = 0;
}

}  // namespace procdemo::cli
