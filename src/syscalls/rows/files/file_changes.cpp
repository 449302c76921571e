#include "syscalls/rows/files/file_changes.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/mman.h>

#include <filesystem>

#include "base/procfs.h"
#include "run/run_state.h"
#include "syscalls/rows/files/thread_count.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

using What = FileChange::What;

// Where an open(2) that makes a file would make it: symbolic links are followed.
std::string made_at(RunState& run, std::string path) {
  constexpr int most = 40;  // path_resolution(7)
  for (int links = 0; links < most; ++links) {
    const std::string target = run.memory.reader.link(path).value_or("");
    if (target.empty()) break;
    path = (std::filesystem::path(path).parent_path() / target).string();
  }
  return path;
}

// Files that are there to be memory (shm_open(3), memfd_create(2)): they are asked for their sizes,
// not for their times.
bool is_shared_memory(const Task& task, int fd, const struct stat& file) {
  const std::string target = descriptor_target(task.tid, fd).value_or("");
  return file.st_nlink == 0 || target.starts_with("/dev/shm/");
}

}  // namespace

bool is_alone_with_files(RunState& run, const Task& task) {
  return !run.every_step() || is_first_alone(run, task) || is_on_thread_count(task);
}

Handler file_handler(Then (*entry)(RunState&, Task&), void (*end)(RunState&, Task&)) {
  return {.in = in_controlled_runs, .entry = entry, .end = end, .alone = is_alone_with_files};
}

std::string path_of_task(const Task& task, int folder, std::uint64_t address, std::size_t most) {
  const std::string path = read_text(task, address, most);
  const std::string own = fmt::format("/proc/{}/", task.tid);
  std::string from = own + (folder == AT_FDCWD ? "cwd" : fmt::format("fd/{}", folder));
  if (path.empty()) return from;
  return path.front() == '/' ? own + "root" + path : from + "/" + path;
}

std::optional<struct stat> file_at(RunState& run, const std::string& path, bool follow) {
  const auto place = run.memory.reader.find(path, follow);
  struct stat facts;
  const bool known = place && *place && stat_without_asking(place->get(), facts);
  return known ? std::optional(facts) : std::nullopt;
}

std::optional<struct stat> file_behind(const Task& task, int fd) {
  struct stat facts;
  return stat_descriptor(task.tid, fd, facts) ? std::optional(facts) : std::nullopt;
}

void will_change(Task& task, const std::optional<struct stat>& file, FileChange::What what) {
  if (file) task.call->changes.push_back({identity_of(*file), what, file->st_nlink == 0});
}

std::string without_slashes(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

void will_change_folder(RunState& run, Task& task, const std::string& path) {
  const std::string entry = without_slashes(path);
  will_change(task, file_at(run, entry.substr(0, entry.rfind('/') + 1), true), What::content);
}

Then enter_changing_open(RunState& run, Task& task, int folder, std::uint64_t name,
                         std::uint64_t flags) {
  const bool nameless = (flags & O_TMPFILE) == O_TMPFILE;
  if (!nameless && (flags & (O_CREAT | O_TRUNC)) == 0) return Then::go_on;
  const std::string path = path_of_task(task, folder, name);
  if (nameless) {
    task.call->makes = path;
    return Then::see_result;
  }
  const auto file = file_at(run, path, true);
  if (!file && (flags & O_CREAT) != 0) {
    task.call->makes = made_at(run, path);
    will_change_folder(run, task, task.call->makes);
  }
  const bool empties = file && S_ISREG(file->st_mode) && (flags & O_TRUNC) != 0;
  if (empties) will_change(task, file, What::content);
  return Then::see_result;
}

// What it has made is behind the new descriptor.
void end_changing_open(RunState& run, Task& task) {
  if (task.registers.result() < 0) return;
  const auto fd = static_cast<int>(task.registers.result());
  if (!task.call->makes.empty()) will_change(task, file_behind(task, fd), What::birth);
  run.file_times.changed(*task.process, task.call->changes);
}

void end_change(RunState& run, Task& task) {
  if (task.registers.result() < 0) return;
  const std::string& made = task.call->makes;
  if (!made.empty()) will_change(task, file_at(run, made, false), What::birth);
  run.file_times.changed(*task.process, task.call->changes);
}

void stamp_written(RunState& run, const Task& task, const struct stat& file) {
  if (!S_ISREG(file.st_mode)) return;
  run.file_times.changed(*task.process, {{identity_of(file), What::content, file.st_nlink == 0}});
}

Then enter_moving_into(RunState&, Task& task, int fd) {
  const auto file = file_behind(task, fd);
  if (!file || !S_ISREG(file->st_mode)) return Then::go_on;
  will_change(task, file, What::content);
  return Then::see_result;
}

void end_moving(RunState& run, Task& task) {
  if (task.registers.result() > 0) end_change(run, task);
}

void stamp_mapped(RunState& run, const Task& task) {
  const bool writes = (task.registers.argument(2) & PROT_WRITE) != 0;
  const int fd = task.registers.int_argument(4);
  const auto file = file_behind(task, fd);
  if (!writes || !file || !S_ISREG(file->st_mode)) return;
  if (is_shared_memory(task, fd, *file)) return stamp_written(run, task, *file);
  run.file_times.mapped(*task.process, identity_of(*file));
}

}  // namespace procdemo::syscalls
