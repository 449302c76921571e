#include "syscalls/rows/files/renaming.h"

#include <fmt/core.h>

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>

#include "run/run_state.h"
#include "syscalls/rows/files/file_changes.h"

namespace procdemo::syscalls {

namespace {

// As a descriptor of it has it: links to its folder are followed.
std::optional<std::string> true_name(RunState& run, const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const auto folder = run.memory.reader.find(path.substr(0, slash + 1));
  if (!folder) return std::nullopt;
  std::error_code unreadable;
  const std::string name =
      std::filesystem::read_symlink(fmt::format("/proc/self/fd/{}", folder->get()), unreadable);
  if (!name.starts_with('/')) return std::nullopt;
  return (name.size() > 1 ? name : "") + path.substr(slash);
}

}  // namespace

void state_renamed(RunState& run, const Task& task, const std::string& from,
                   const std::string& to) {
  const auto file = run.family.ever() > 1 ? file_at(run, to, false) : std::nullopt;
  if (!file || !S_ISREG(file->st_mode)) return;
  const auto old_name = true_name(run, from), new_name = true_name(run, to);
  if (!old_name || !new_name) return;
  run.log.state(task, fact::Renamed{.from = *old_name,
                                    .to = *new_name,
                                    .began = task.call->real_started,
                                    .ended = ProgramClock::real_now()});
}

}  // namespace procdemo::syscalls
