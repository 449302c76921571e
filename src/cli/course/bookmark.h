// Where somebody is in a lesson that they go through, and what they have reached in it: kept in
// their progress at once, so that a procdemo that is killed has lost nothing.
#pragma once

#include <cstddef>
#include <string>

#include "cli/room.h"
#include "course/path.h"
#include "course/progress_file.h"

namespace procdemo::cli {

class Bookmark {
 public:
  /// The file lives longer.
  Bookmark(ProgressFile& file, std::string lesson) : file_(file), lesson_(std::move(lesson)) {}

  /// As it was put there; empty: nowhere yet.
  std::string place() const;

  void put(const PathPlace& place);

  /// The lesson is done, and its reader at `next`.
  void take_out(const std::string& next);

  bool has_solved_task() const;

  /// How many hints of its task were given, here or in its folder; and that it was so many now.
  std::size_t hints() const;
  void note_hints(std::size_t hints);

 private:
  LessonMarks marks() const;

  ProgressFile& file_;
  std::string lesson_;
};

}  // namespace procdemo::cli
