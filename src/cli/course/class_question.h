// A question in front of a class: what is asked, how the class has voted, and what is so.
#pragma once

#include <string>
#include <vector>

#include "cli/course/class_lesson.h"
#include "cli/course/slides.h"
#include "cli/room.h"

namespace procdemo::cli {

/// Texts that fit a screen, to be shown one after another.
struct ClassPages {
  std::vector<std::string> asked;     ///< with the votes, as bars
  std::vector<std::string> answered;  ///< with what is right, and why another answer tempts
};

/// `lesson` is its name.
ClassPages pages_of(const ClassQuestion& asked, const std::string& lesson, const Style& style,
                    SlideSize size);

}  // namespace procdemo::cli
