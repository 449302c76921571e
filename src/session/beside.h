// What stands beside a program in the directory of one of its runs.
#pragma once

#include <filesystem>
#include <vector>

#include "session/room.h"

namespace procdemo::session {

/// Copies of the files of a folder, with their times: what a run does to them is gone with it, and
/// the next one finds them as they were. Hidden ones are left out. What is too large to be copied
/// for each run (2 MiB, or 256 files, in all), and what is neither file nor folder, is a symbolic
/// link to the original. What can't be read is not there.
class Copies {
 public:
  /// Looks at what there is, once for all runs. In `own` are the directories of the runs; what that
  /// is in is no copy.
  Copies(const std::filesystem::path& from, const std::filesystem::path& own);

  void put_into(const std::filesystem::path& directory) const;

 private:
  struct Entry {
    std::filesystem::directory_entry entry;
    bool copied;
  };
  std::vector<Entry> entries_;
};

/// Links to all that is in the folder: what a run writes there is the user's to keep.
void link_beside(const std::filesystem::path& from, const std::filesystem::path& directory);

}  // namespace procdemo::session
