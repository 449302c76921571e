// Which files a run has opened, and of when they were: who begins it again asks whether it will
// find the same.
#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <ctime>
#include <set>
#include <string>
#include <vector>

#include "base/procfs.h"
#include "run/room.h"
#include "tracee/memory.h"

namespace procdemo::run {

/// A regular file or a folder, as it was.
struct FoundFile {
  std::string path;  ///< absolute
  FileIdentity identity;
  off_t size = 0;  ///< bytes
  timespec modified{};

  static FoundFile of(std::string path, const struct stat& facts);

  /// Whether this is it, or a copy of it, and nobody has written to it since.
  bool is_unchanged(const struct stat& now) const;
};

class FoundFiles {
 public:
  /// `memory` has to live as long.
  explicit FoundFiles(MemoryReader& memory) : memory_(memory) {}

  /// A task of the run opens what is at this absolute path, and has these facts.
  void opened(const std::string& path, const struct stat& facts);

  /// In the order in which they were opened, each once. What procdemo does not see at its path is
  /// none of them.
  const std::vector<FoundFile>& all() const { return all_; }

  /// Whether such a file still is as it was.
  bool is_unchanged(const FoundFile& file) const;

 private:
  MemoryReader& memory_;
  std::vector<FoundFile> all_;
  std::set<FileIdentity> known_;
};

}  // namespace procdemo::run
