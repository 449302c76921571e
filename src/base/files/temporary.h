// Where files belong that are needed for a while.
#pragma once

#include <filesystem>

#include "base/room.h"

namespace procdemo::base {

/// $TMPDIR, else /tmp. Throws std::filesystem::filesystem_error, which names it, where it is no
/// folder.
std::filesystem::path temporary_folder();

}  // namespace procdemo::base
