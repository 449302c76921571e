// Folders that a run finds as they were, each time that it begins: copies, mounted over the folders
// themselves. What it does to them is gone with it.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "base/fd.h"
#include "world/room.h"

namespace procdemo::world {

class OwnCopies {
 public:
  /// Copies them, with all that is in them, into memory, in this process's mount namespace, which
  /// has to be a new one. What is too large for that (16 MiB, or 1,000 entries), or cannot be read,
  /// stays what it is. Paths are absolute. Throws std::system_error.
  explicit OwnCopies(std::vector<std::string> folders);

  /// The folders are what they were before, and then copies of what they were at first. Throws
  /// std::system_error.
  void uncover();
  void cover();

  /// Where the copies are.
  std::vector<dev_t> devices() const;

 private:
  struct Copied {
    std::string path;
    Fd first;  // what was there at first: a copy, too
  };

  std::vector<Copied> folders_;
};

}  // namespace procdemo::world
