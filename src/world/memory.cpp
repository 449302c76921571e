#include "world/memory.h"

#include <unistd.h>

#include <optional>
#include <string>

#include "base/fd.h"
#include "base/procfs.h"

namespace procdemo {
namespace {

std::optional<std::string> text_of(pid_t pid, const char* file) {
  try {
    return read_file("/proc/" + std::to_string(pid) + "/" + file);
  } catch (const std::system_error&) {
    return std::nullopt;  // it has ended, or is another user's
  }
}

std::int64_t kilobytes(const std::string& text, const char* name) {
  return number_behind(text, name).value_or(0) * 1024;
}

// The pages that it has, those that it shares with others among them: statm's second number.
std::int64_t all_of(pid_t pid) {
  const auto text = text_of(pid, "statm");
  static const std::int64_t page = ::sysconf(_SC_PAGESIZE);
  return text ? number_behind(*text, " ").value_or(0) * page : 0;
}

std::int64_t share_of(pid_t pid) {
  const auto text = text_of(pid, "smaps_rollup");
  return text ? kilobytes(*text, "\nPss:") + kilobytes(*text, "\nSwapPss:") : all_of(pid);
}

}  // namespace

std::int64_t memory_of(const std::vector<pid_t>& processes, std::int64_t most) {
  std::int64_t at_most = 0;
  for (const pid_t pid : processes) at_most += all_of(pid);
  if (at_most <= most) return at_most;
  std::int64_t together = 0;
  for (const pid_t pid : processes) together += share_of(pid);
  return together;
}

}  // namespace procdemo
