// The numbers of what the kernel makes without a name: pipes, sockets, memory, namespaces.
//
// It counts them for the whole machine, so they are others in each run. A program sees them as
// inode numbers (stat(2)) and in links of /proc ("pipe:[4711]"): in a controlled run it sees
// instead how many of them it had asked for before.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/procfs.h"
#include "run/room.h"

namespace procdemo::run {

class KernelNumbers {
 public:
  /// The number that a program is told of such a thing; nothing for a file of a disk.
  std::optional<std::uint64_t> told(FileIdentity what);

  /// Likewise, of what joins two events of a renaming (inotify(7), "cookie").
  std::uint32_t told_cookie(std::uint32_t cookie);

  /// The text of a link, with such a number; nothing for another link.
  std::optional<std::string> told(std::string_view link);

 private:
  std::map<FileIdentity, std::uint64_t> told_;
  std::map<std::uint32_t, std::uint32_t> told_cookies_;
};

}  // namespace procdemo::run
