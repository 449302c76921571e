// The files of a program that its lines are read from: its own, and its debug information that lies
// apart.
//
// They are not trusted: they may lie where a process serves them, and may be cut short while they
// are read. What is not the system's is copied first.
#pragma once

#include <elfutils/libdwfl.h>
#include <sys/types.h>

#include <string>
#include <string_view>

#include "base/fd.h"
#include "tracee/memory.h"
#include "tracee/room.h"

namespace procdemo::tracee {

/// Programs and libraries that nobody debugs here; the C library's debug information alone takes
/// 250 ms to load. Interpreters are none of a student's own files, wherever they were installed.
bool is_of_system(std::string_view path);

class DebugFiles {
 public:
  /// `with` has to live as long.
  explicit DebugFiles(MemoryReader& with) : with_(with) {}

  /// What a task sees at this path. No descriptor where it is no file, has been deleted, or whoever
  /// serves it did not answer in time.
  Fd open(pid_t tid, const std::string& path) const;

  /// The debug information of a module's file at `path` that lies beside it, as objcopy(1) has
  /// named it (--add-gnu-debuglink), and of the same build. No descriptor where there is none.
  Fd open_beside(pid_t tid, Dwfl_Module* module, const std::string& path,
                 const std::string& link) const;

 private:
  MemoryReader& with_;
};

}  // namespace procdemo::tracee
