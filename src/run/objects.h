// What several processes can touch, by names that are the same in everyone and in every run.
//
// The kernel's own numbers are the same in every process of a run, and others in the next run. But
// an exploration compares the steps of different runs (explore/search.h), so an object gets its
// name when it is first met, and keeps it:
//
//   file:[dir]/counter   the path by which it was first met; a process that renames it meets it too
//   pipe:P.1#2           the second thing of its kind that P.1 has made; likewise sockets, memory
//   anon_inode:[eventfd] all of a kind: the kernel makes no difference between them
//   linked               all files with several names: by which of them they are first met differs
//   memory               all that is mapped and was not met otherwise
//
// [dir] is the directory of the run, of which every run has its own.
#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <map>
#include <string>
#include <string_view>

#include "base/procfs.h"
#include "run/family.h"
#include "run/room.h"

namespace procdemo::run {

class Objects {
 public:
  /// `reader` follows paths; it has to live as long.
  explicit Objects(Reader& reader);

  /// `maker` has just made it.
  void born(const Process& maker, std::string_view kind, FileIdentity what);
  void born(const Task& maker, std::string_view kind, int fd);

  /// What a task has behind a descriptor. Empty where nobody else can notice what happens to it.
  std::string behind(pid_t tid, int fd);

  /// The file at a path, links followed; empty where there is none.
  std::string at(const std::string& path);

  /// What is there loses its last name, and nobody has it open: its number may be another's next.
  void forget(FileIdentity what) { names_.erase(what); }

  /// Memory that is mapped from somewhere.
  std::string of(FileIdentity what) const;

  /// Whether a descriptor leads into /proc, where anything can be seen.
  static bool is_proc(pid_t tid, int fd);

  /// The same of a folder's name.
  static bool is_proc(const std::string& object);

 private:
  std::string named(const struct stat& facts, const std::string& link);
  std::string cleaned(std::string path) const;

  Reader& reader_;
  std::string folder_;  // of the run
  std::map<FileIdentity, std::string> names_;
  std::map<std::pair<Name, std::string>, int> made_;  // so many, by whom, of which kind
};

}  // namespace procdemo::run
