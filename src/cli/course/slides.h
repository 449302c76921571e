// A lesson cut into pages that fit a screen, part by part: what a reader goes through alone, and
// what a class sees.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/describe/given.h"
#include "cli/room.h"
#include "cli/user.h"
#include "course/path.h"
#include "lesson/lesson.h"
#include "show/narrator.h"

namespace procdemo::cli {

struct Slide {
  PathPlace place;
  std::string heading;
  std::vector<std::string> reveals;  ///< texts, each ended by a newline: one after another
};

struct SlideSize {
  int columns = 80;
  int rows = 24;  ///< of text
};

/// Rows of the reader's screen; 24 where it is none.
int rows_of_screen();

class Slides {
 public:
  /// The lesson lives longer. Its claims are told with what this trace shows; without one as words
  /// alone.
  Slides(const Lesson& lesson, const Style& style, SlideSize size);

  /// How many there are in each part, in their order: for a path. Of questions (Part::predict) it
  /// knows nothing.
  std::vector<std::size_t> counts() const;

  Slide at(const PathPlace& place) const;

  std::string heading_of(Part part) const;

  /// What the claims are told by from now on: JSON Lines.
  void know(const std::string& trace);
  bool knows_run() const { return !trace_.empty(); }

  /// The command that runs the lesson, as it is typed behind procdemo.
  Words run_words() const;

 private:
  std::vector<std::string> pages_of(std::size_t section) const;
  void cut_program();
  Slide claim_slide(const PathPlace& place) const;
  std::string task_text() const;

  const Lesson& lesson_;
  Style style_;
  SlideSize size_;
  std::vector<std::string> look_, shows_, next_;  // pages
  std::string task_;                              // empty: the lesson has none
  std::string trace_;
};

}  // namespace procdemo::cli
