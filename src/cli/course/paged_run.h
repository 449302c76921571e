// A run that is told to somebody who learns: never past a screen without a key.
#pragma once

#include <memory>

#include "cli/course/pager.h"
#include "cli/quiz/quiz.h"
#include "cli/room.h"
#include "show/narrator.h"

namespace procdemo::cli {

class PagedRun final : public QuizTelling {
 public:
  /// The pager and the style live longer. What the page and the claims say is left out: both have
  /// parts of their own.
  PagedRun(const Run& run, const Style& style, Pager& pager);

  void begin() override { narrator_->begin(run_); }
  void event(const Event& event) override { narrator_->event(event); }
  void end(const End& end) override;
  void pause() override { narrator_->pause(moment); }
  bool has_left() const override { return pager_.has_left(); }

 private:
  Run run_;
  Pager& pager_;
  std::unique_ptr<Narrator> narrator_;
};

}  // namespace procdemo::cli
