// Arguments that are numbers.
#include <fcntl.h>
#include <fmt/format.h>

#include <array>
#include <ctime>
#include <utility>

#include "base/signal_names.h"
#include "syscalls/call_text.h"
#include "tracee/memory.h"

namespace procdemo::syscalls::as {

std::string number(const WrittenCall& call, std::size_t at) {
  return fmt::to_string(static_cast<int>(call.value(at)));
}

std::string size(const WrittenCall& call, std::size_t at) {
  return fmt::to_string(call.value(at));
}

std::string offset(const WrittenCall& call, std::size_t at) {
  return fmt::to_string(static_cast<std::int64_t>(call.value(at)));
}

std::string page_offset(const WrittenCall& call, std::size_t at) {
  return call.value(at) == 0 ? "0" : hex(call, at);
}

std::string hex(const WrittenCall& call, std::size_t at) {
  return fmt::format("{:#x}", call.value(at));
}

std::string pointer(const WrittenCall& call, std::size_t at) {
  return call.value(at) == 0 ? "NULL" : hex(call, at);
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
      {CLOCK_MONOTONIC_RAW, "CLOCK_MONOTONIC_RAW"},
      {CLOCK_REALTIME_COARSE, "CLOCK_REALTIME_COARSE"},
      {CLOCK_MONOTONIC_COARSE, "CLOCK_MONOTONIC_COARSE"},
      {CLOCK_BOOTTIME, "CLOCK_BOOTTIME"}};
  for (const auto& [id, name] : clocks) {
    if (static_cast<clockid_t>(call.value(at)) == id) return name;
  }
  return hex(call, at);
}

std::string written_number(const EndedCall& call, std::size_t at) {
  const auto value = read_value<int>(call.task, call.value(at));
  return value ? fmt::format("[{}]", *value) : pointer(call, at);
}

std::string two_numbers(const EndedCall& call, std::size_t at) {
  const auto both = read_value<std::array<int, 2>>(call.task, call.value(at));
  return both ? fmt::format("[{}, {}]", (*both)[0], (*both)[1]) : pointer(call, at);
}

}  // namespace procdemo::syscalls::as
