// A lesson in front of a class, on the whole of a terminal: key by key, as a presenter's clicker
// has them, forward and back. Nothing is shown before a key is pressed, and nothing moves by
// itself.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/course/slides.h"
#include "cli/room.h"
#include "course/path.h"
#include "faces/screen/terminal.h"
#include "lesson/lesson.h"
#include "show/narrator.h"

namespace procdemo::cli {

class ClassScreen {
 public:
  /// Of a run that was made to its end: JSON Lines; empty where none could be made. All of these
  /// live longer. Throws std::system_error where there is no such terminal.
  ClassScreen(const Lesson& lesson, const std::string& trace, const Style& style);

  /// Until the teacher ends it.
  void run();

 private:
  void make_slides();
  void press(const Key& key);
  void on();
  void back();
  void skip();
  Picture picture() const;
  Slide slide() const;

  const Lesson& lesson_;
  const std::string& trace_;
  Style style_;
  faces::Terminal terminal_;
  ScreenSize size_;
  std::optional<Slides> slides_;
  std::optional<Path> path_;
  Slide slide_;
  std::size_t shown_ = 0;  // of its reveals; 0: the lesson has not begun, or is over
  bool over_ = false;
  bool quits_ = false;
};

/// The events of a run as a picture of such a width tells them: a text for each step that is seen.
std::vector<std::string> told_in_steps(const std::string& trace, const Style& style);

}  // namespace procdemo::cli
