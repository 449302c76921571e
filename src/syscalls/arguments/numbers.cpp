// Arguments that are numbers.
#include <fcntl.h>
#include <fmt/format.h>

#include <ctime>
#include <utility>

#include "base/signal_names.h"
#include "syscalls/call_text.h"

namespace procdemo::syscalls::as {

std::string number(const WrittenCall& call, std::size_t at) {
  return fmt::to_string(static_cast<int>(call.value(at)));
}

std::string size(const WrittenCall& call, std::size_t at) {
  return fmt::to_string(call.value(at));
}

std::string hex(const WrittenCall& call, std::size_t at) {
  return fmt::format("{:#x}", call.value(at));
}

std::string pointer(const WrittenCall& call, std::size_t at) {
  return call.value(at) == 0 ? "NULL" : hex(call, at);
}

std::string octal(const WrittenCall& call, std::size_t at) {
  return fmt::format("{:#o}", call.value(at) & 07777);
}

std::string descriptor(const WrittenCall& call, std::size_t at) {
  const int fd = static_cast<int>(call.value(at));
  return fd == AT_FDCWD ? "AT_FDCWD" : fmt::to_string(fd);
}

std::string signal(const WrittenCall& call, std::size_t at) {
  const int signal = static_cast<int>(call.value(at));
  return signal == 0 ? "0" : signal_name(signal);
}

std::string clock(const WrittenCall& call, std::size_t at) {
  constexpr std::pair<clockid_t, const char*> clocks[] = {
      {CLOCK_REALTIME, "CLOCK_REALTIME"},
      {CLOCK_MONOTONIC, "CLOCK_MONOTONIC"},
      {CLOCK_PROCESS_CPUTIME_ID, "CLOCK_PROCESS_CPUTIME_ID"},
      {CLOCK_THREAD_CPUTIME_ID, "CLOCK_THREAD_CPUTIME_ID"},
      {CLOCK_BOOTTIME, "CLOCK_BOOTTIME"}};
  for (const auto& [id, name] : clocks) {
    if (static_cast<clockid_t>(call.value(at)) == id) return name;
  }
  return hex(call, at);
}

}  // namespace procdemo::syscalls::as
