// Waits until files of a folder are changed (inotify(7)).
#pragma once

#include <string>

#include "base/fd.h"
#include "base/room.h"

namespace procdemo::base {

class FolderChanges {
 public:
  /// What is written, moved or made there from now on. Throws std::system_error.
  explicit FolderChanges(const std::string& folder);

  /// Waits until there was something, and then until there is nothing more for a moment: an editor
  /// writes a file in several steps, and gives it its name last.
  void wait() const;

 private:
  bool take(int patience) const;

  Fd events_;
};

}  // namespace procdemo::base
