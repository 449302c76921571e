// Regular files that several processes of a run read and write: there updates are lost, and records
// torn.
//
// What one process does alone with a file is its own business, and nobody wants to read it. Whether
// another will come nobody knows before it does. So the last accesses to each file are kept, and
// are told (as earlier ones) when a second process has come, and somebody has written.
#pragma once

#include <sys/types.h>

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "base/procfs.h"
#include "run/room.h"
#include "trace/event.h"

namespace procdemo::run {

class SharedFiles {
 public:
  struct Access {
    Name task;
    pid_t seen = 0;   ///< its process, as it sees itself
    event::Any what;  ///< a Read or a Write
    std::optional<SourcePlace> place = {};
  };

  /// One access that has been made. Returns what is to be told of the file now, in order.
  std::vector<Access> made(const FileIdentity& file, Access access);

 private:
  struct Known {
    std::set<Name> processes;
    bool written = false;
    std::deque<Access> untold;

    bool is_shared() const { return written && processes.size() > 1; }
  };

  std::map<FileIdentity, Known> files_;
};

}  // namespace procdemo::run
