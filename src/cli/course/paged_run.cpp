#include "cli/course/paged_run.h"

#include <optional>
#include <utility>

#include "base/text/lines.h"
#include "cli/print.h"
#include "cli/table.h"
#include "cli/words/learn.h"
#include "show/terminal/escape.h"

namespace procdemo::cli {

PagedRun::PagedRun(const Run& run, const Style& style, int rows, Keys keys)
    : run_(run), style_(style), rows_(rows), keys_(std::move(keys)) {
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

/// What means nothing is no reason to leave: whoever types it has not seen the end.
void PagedRun::wait_for_key() {
  std::optional<std::string> typed;
  bool goes_on = false;
  while (true) {
    print(say(style_.language, LearnSays::more));
    typed = keys_.commands.next(keys_.interrupts);
    if (!typed || keys_.commands.was_unseen()) print((typed ? escaped(*typed) : "") + "\n");
    goes_on = typed && (typed->find_first_not_of(" \t\r") == typed->npos || *typed == "n");
    if (goes_on || !typed || keys_.is_command(*typed)) break;
    print(paragraph(say(style_.language, LearnSays::no_such_key, escaped(*typed)), style_.width));
  }
  has_left_ = !goes_on;
  left_by_ = typed.value_or("");
  shown_ = 0;
}

}  // namespace procdemo::cli
