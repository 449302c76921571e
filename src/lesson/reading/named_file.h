// Files that a lesson's program leaves behind: procdemo reads them itself when the last process has
// ended, so that a claim need not trust what the program says about them.
//
//     [[file]]
//     path = "{file}"
//     separator = "|"
//
// A path may hold the lesson's options; a relative one is the user's, as for the program. The
// separator stands between records; where it is left out, the newline does.
#pragma once

#include <string>
#include <vector>

#include "lesson/option.h"
#include "lesson/reading/toml.h"
#include "lesson/room.h"

namespace procdemo::lesson {

struct NamedFile {
  std::string path;
  std::string separator = "\n";
  bool operator==(const NamedFile&) const = default;
};

/// The [[file]]s of a lesson.toml. Throws Problem.
std::vector<NamedFile> read_files(const Node& list, const std::vector<LessonOption>& options);

/// The same with the values of one run in their paths. A file whose path turns out empty is left
/// out: its option was not given.
std::vector<NamedFile> files_with(const std::vector<NamedFile>& files, const OptionValues& values);

}  // namespace procdemo::lesson
