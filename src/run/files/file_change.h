// What a system call does to the times of a file (inode(7)).
#pragma once

#include "base/procfs.h"
#include "run/room.h"

namespace procdemo::run {

struct FileChange {
  enum class What {
    birth,       ///< it is made: all of them
    content,     ///< what is in it, or in the folder that it is: its modification and its change
    attributes,  ///< who may open it, under which names it stands: its change alone
  };

  FileIdentity file;
  What what = What::content;
  bool nameless = false;  ///< then: no folder has it (any more)
};

}  // namespace procdemo::run
