#include "tracee/sleeping_call.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "base/fd.h"
#include "tracee/task_file.h"

namespace procdemo::tracee {

std::optional<SleepingCall> sleeping_call(pid_t tid) {
  const Fd file = open_of_task(tid, "syscall", O_RDONLY);
  char text[256];
  const ssize_t size = file ? ::read(file.get(), text, sizeof text) : -1;
  SleepingCall call;
  const char* at = text;
  const char* const end = text + std::max<ssize_t>(size, 0);
  const auto number = std::from_chars(at, end, call.number);
  if (number.ec != std::errc()) return std::nullopt;
  at = number.ptr;
  const auto next = [&](std::uint64_t& value) {
    if (end - at >= 4) at = std::from_chars(at + 3, end, value, 16).ptr;  // after " 0x"
  };
  for (std::uint64_t& argument : call.arguments) next(argument);
  next(call.stack);
  next(call.instruction);
  return call;
}

}  // namespace procdemo::tracee
