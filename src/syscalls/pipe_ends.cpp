#include "syscalls/pipe_ends.h"

#include <fcntl.h>
#include <sys/stat.h>

namespace procdemo::syscalls {

std::optional<PipeEnd> pipe_end(pid_t pid, int fd) {
  struct stat facts;
  if (!stat_descriptor(pid, fd, facts) || !S_ISFIFO(facts.st_mode)) return std::nullopt;
  const auto flags = number_behind(descriptor_info(pid, fd), "flags:", 8);
  const std::int64_t mode = flags.value_or(0) & O_ACCMODE;
  return PipeEnd{
      .fd = fd, .pipe = identity_of(facts), .reads = mode != O_WRONLY, .writes = mode != O_RDONLY};
}

std::vector<PipeEnd> pipe_ends_of(pid_t pid) {
  std::vector<PipeEnd> ends;
  for (const int fd : descriptors_of(pid)) {
    if (const auto end = pipe_end(pid, fd)) ends.push_back(*end);
  }
  return ends;
}

}  // namespace procdemo::syscalls
