// Watched variables: found by symbol name in the program's file (ELF), read in each process's
// memory, with the state of the page that holds them.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/procfs.h"
#include "run/family.h"
#include "run/room.h"

namespace procdemo::tracee {
class ElfFile;
}  // namespace procdemo::tracee

namespace procdemo::run {

/// The variables of one program file.
class Variables {
 public:
  /// Throws Problem for a name that the file has no variable of, or whose size is not 1, 2, 4 or 8.
  /// std::system_error when the file can't be read, or does not answer in time (ETIMEDOUT).
  Variables(const std::string& file, const std::vector<std::string>& names, MemoryReader& with);

  bool empty() const { return symbols_.empty(); }

  /// To be called when a process has executed a program: whether it is this file, and where it
  /// lies.
  void executed(Process& process) const;

  /// Looks at every variable of a stopped task's process, tells those that were not so before, and
  /// remembers them in it. The page's state is read before the value.
  void look(Task& task, const std::function<void(event::Value)>& tell) const;

 private:
  struct Symbol {
    std::string name;
    std::uint64_t address = 0;  // in the file
    std::uint64_t size = 0;
  };
  void find(const ElfFile& file, const std::vector<std::string>& names);

  std::vector<Symbol> symbols_;
  std::uint64_t entry_ = 0;  // the file's entry point: AT_ENTRY minus it is the load bias
  FileIdentity file_;
};

}  // namespace procdemo::run
