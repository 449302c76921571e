// A run that is told to somebody who learns: never past a screen without a key.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "cli/quiz/quiz.h"
#include "cli/room.h"
#include "faces/commands.h"
#include "show/narrator.h"

namespace procdemo::cli {

class PagedRun final : public QuizTelling {
 public:
  /// Where keys come from, and which of them leave the run. They live longer.
  struct Keys {
    faces::Commands& commands;
    const faces::Interrupts& interrupts;
    std::function<bool(const std::string& typed)> is_command;
  };

  /// Of so many rows is a screen; none: whoever reads has one without an end. The style lives
  /// longer. What the page and the claims say is left out: both have parts of their own.
  PagedRun(const Run& run, const Style& style, int rows, Keys keys);

  void begin() override;
  void event(const Event& event) override;
  void end(const End& end) override;
  void pause() override;
  bool has_left() const override { return has_left_; }

  /// What the reader left it by; empty: nobody types any more.
  const std::string& left_by() const { return left_by_; }

 private:
  void show(std::string_view text);
  void wait_for_key();

  Run run_;
  const Style& style_;
  const int rows_;
  Keys keys_;
  std::unique_ptr<Narrator> narrator_;
  int shown_ = 0;  // rows since the last key
  bool has_left_ = false;
  std::string left_by_;
};

}  // namespace procdemo::cli
