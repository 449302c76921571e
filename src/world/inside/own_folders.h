// Folders that a run has for itself: what lies there is its own, and gone with it.
//
// Other programs' files in /tmp, and shared memory and semaphores in /dev/shm (shm_overview(7)),
// are met by name: of two runs at once each would find the other's. In a mount namespace of its own
// a run gets empty ones. What it was told of by name stays where it is: that is mounted in.
#pragma once

#include <sys/stat.h>

#include <string>
#include <vector>

#include "world/room.h"

namespace procdemo::world {

/// The names, directly below `folder`, of which `text` speaks: of "a" in "cat /tmp/a/b" for "/tmp".
std::vector<std::string> names_below(const std::string& folder, const std::string& text);

/// Whether `text` speaks of the folder itself.
bool names_itself(const std::string& folder, const std::string& text);

class OwnFolders {
 public:
  /// Mounts them in this process's mount namespace, which has to be a new one. `reachable` are
  /// texts with paths: what they name below such a folder stays. Throws std::system_error.
  OwnFolders(std::vector<std::string> folders, std::vector<std::string> reachable);

  std::vector<std::string> paths() const;  ///< of the folders

  /// Those in which something was made are empty again. Throws std::system_error.
  void freshen();

 private:
  struct Folder {
    std::string path;
    std::vector<std::string> kept;  // names of what is mounted in
    struct stat as_made = {};
  };

  void mount_anew(Folder& folder) const;

  std::vector<Folder> folders_;
};

}  // namespace procdemo::world
