// Which runs it takes to check every claim of a lesson.
#pragma once

#include <string>
#include <vector>

#include "lesson/lesson.h"
#include "lesson/room.h"

namespace procdemo::lesson {

/// A variant of a lesson: the words that its command gets, and the values that they give.
struct Variant {
  std::vector<std::string> words;  ///< "--no-lock", "--order", "zombie", "--no-tty"
  OptionValues values;             ///< of the options, all of them, and of "no-tty"
};

/// The lesson as it is called without options (but those of Lesson::check), and each variant that a
/// claim speaks of (Claim::when) and no variant before it covers: all of them in C++, and then,
/// where the lesson has such a program, in Python.
std::vector<Variant> variants_of(const Lesson& lesson);

/// Whether it has a claim that only a live run shows.
bool has_live_claims(const Lesson& lesson);

}  // namespace procdemo::lesson
