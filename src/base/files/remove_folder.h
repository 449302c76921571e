// Removes a folder and everything in it, whatever a program has left there.
#pragma once

#include <string>

#include "base/room.h"

namespace procdemo::base {

/// Never follows a symbolic link, never enters another file system, never touches what is not below
/// `path`. `folder` is the folder itself, opened: when `path` names another by now, that one stays.
/// Returns whether it is gone. Never throws for what it can't remove.
bool remove_folder(int folder, const std::string& path);

}  // namespace procdemo::base
