// The run that a question is about, as it is typed: "fork --rounds 1".
#pragma once

#include <map>
#include <optional>
#include <string>

#include "lesson/option.h"
#include "lesson/room.h"

namespace procdemo::lesson {

struct RunWords {
  std::string lesson;                         ///< its name
  OptionValues values;                        ///< those that are given, by the options' names
  bool terminal = true;                       ///< without --no-tty
  std::map<std::string, double> limits = {};  ///< by their options' names: max-processes
};

/// The lesson's name alone.
std::string lesson_in(const std::string& run);

/// Nothing where the words are not such: {wrong} is then the one that does not fit. The values are
/// not yet checked.
std::optional<RunWords> read_run_words(const std::string& run,
                                       const std::vector<LessonOption>& options,
                                       std::string& wrong);

}  // namespace procdemo::lesson
