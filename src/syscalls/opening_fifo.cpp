#include "syscalls/opening_fifo.h"

#include <fcntl.h>

#include "syscalls/table.h"
#include "tracee/memory.h"
#include "tracee/sleeping_call.h"

namespace procdemo::syscalls {

namespace {

struct Opening {
  std::size_t path;  // which argument
  std::uint64_t flags;
};

std::optional<Opening> opening_in(const SleepingCall& call) {
  const std::string name = call_name(call.number);
  if (name == "openat") return Opening{1, call.arguments[2]};
  if (name == "open") return Opening{0, call.arguments[1]};
  if (name == "creat") return Opening{0, O_WRONLY};
  return std::nullopt;
}

}  // namespace

std::optional<OpeningFifo> opening_fifo(const Task& task) {
  const auto call = sleeping_call(task.tid);
  const auto opening = call ? opening_in(*call) : std::nullopt;
  if (!opening) return std::nullopt;
  return OpeningFifo{.path = read_text(task, call->arguments[opening->path]),
                     .writing = (opening->flags & O_ACCMODE) == O_WRONLY};
}

}  // namespace procdemo::syscalls
