// What a class sees of a lesson, slide by slide: its pages, its run step by step, and its questions
// where they are asked.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/course/class_lesson.h"
#include "cli/course/slides.h"
#include "cli/room.h"
#include "course/path.h"

namespace procdemo::cli {

struct ClassSlide {
  enum class Asks { nothing, question, answer, both };

  Part part = Part::look;
  std::string heading;
  std::string lead = {};                  ///< above the reveals: the run up to here
  std::vector<std::string> reveals = {};  ///< texts, each added to those before
  std::size_t question = 0;               ///< of ClassLesson::questions()
  Asks asks = Asks::nothing;

  bool is_question() const { return asks != Asks::nothing; }
};

/// `size` is that of prose; the run has all columns of the style.
std::vector<ClassSlide> deck_of(ClassLesson& lesson, const Style& style, SlideSize size);

}  // namespace procdemo::cli
