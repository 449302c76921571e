// What stands beside a program in the directory of one of its runs.
#pragma once

#include <filesystem>

#include "session/room.h"

namespace procdemo::session {

/// Copies the files of the folder `from` into `directory`, with their times: what a run does to
/// them is gone with it, and the next one finds them as they were. Hidden ones are left out. What
/// is too large to be copied for each run, and what is neither file nor folder, is a symbolic link
/// to the original. What can't be read is not there.
void copy_beside(const std::filesystem::path& from, const std::filesystem::path& directory);

/// Links to all that is in the folder: what a run writes there is the user's to keep.
void link_beside(const std::filesystem::path& from, const std::filesystem::path& directory);

}  // namespace procdemo::session
