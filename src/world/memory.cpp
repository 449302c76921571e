#include "world/memory.h"

#include <unistd.h>

#include <string>

#include "base/fd.h"
#include "base/procfs.h"

namespace procdemo::world {
namespace {

// Empty where it has ended, or is another user's.
std::string text_of(pid_t pid, const char* file) {
  return read_file_if_any("/proc/" + std::to_string(pid) + "/" + file);
}

std::int64_t kilobytes(const std::string& text, const char* name) {
  return number_behind(text, name).value_or(0) * 1024;
}

// The pages that it has, those that it shares with others among them: statm's second number.
std::int64_t all_of(pid_t pid) {
  static const std::int64_t page = ::sysconf(_SC_PAGESIZE);
  return number_behind(text_of(pid, "statm"), " ").value_or(0) * page;
}

std::int64_t share_of(pid_t pid) {
  const std::string text = text_of(pid, "smaps_rollup");
  return text.empty() ? all_of(pid) : kilobytes(text, "\nPss:") + kilobytes(text, "\nSwapPss:");
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

}  // namespace procdemo::world
