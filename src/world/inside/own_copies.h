// Folders that a run finds as they were, each time that it begins: copies, mounted over the folders
// themselves. What it does to them is gone with it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/fd.h"
#include "base/procfs.h"
#include "world/room.h"

namespace procdemo::world {

/// To be made inside (inside.h): in a mount namespace of this process's own.
class OwnCopies {
 public:
  /// Copies them, with all that is in them, into memory. What is too large for that (16 MiB, or
  /// 1,000 entries), holds devices, sockets or other file systems, or can't be read or written by
  /// this user, stays what it is. Paths are absolute. Throws std::system_error.
  explicit OwnCopies(std::vector<std::string> folders);
  OwnCopies(const OwnCopies&) = delete;
  OwnCopies& operator=(const OwnCopies&) = delete;
  ~OwnCopies();  ///< they are what they were before

  /// The folders are what they were before; and then copies of what they were at first. The working
  /// directory is in what is there then. Throw std::system_error.
  void uncover();
  void cover();

  /// Whether this is the device of a copy.
  bool has(dev_t device) const;

  /// Of what was there at first, by names, sizes and times: the same where that is the same.
  std::uint64_t hash() const { return hash_; }

  /// Whether what is at this absolute path has been changed since it was copied, behind the copy.
  bool is_changed_behind(const std::string& path) const;

  /// Where those of these files are that lie in a copy, but for folders, and for what is in
  /// `but_in`, where that is not empty; sorted. Relative for what is in the working directory.
  std::vector<std::string> paths_of(const std::set<FileIdentity>& files,
                                    const std::string& but_in) const;

 private:
  struct Copied {
    std::string path;
    Fd own;    // the user's
    Fd first;  // what was there at first: a copy, too, which nobody else can reach
    bool covers = false;
  };
  void return_here() const;

  std::string here_;  // the working directory; empty: somebody has removed it
  std::vector<Copied> folders_;
  std::uint64_t hash_ = 0;
};

}  // namespace procdemo::world
