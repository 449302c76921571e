#include "syscalls/rows/files/thread_count.h"

#include <fmt/format.h>

#include <filesystem>

#include "base/procfs.h"
#include "run/family.h"
#include "tracee/memory.h"
#include "tracee/source/python_frames.h"

namespace procdemo::syscalls {

namespace {

bool is_python(const Task& task) {
  std::error_code gone;
  const auto program = std::filesystem::read_symlink(fmt::format("/proc/{}/exe", task.tid), gone);
  return !gone && PythonFrames::may_be(program.native());
}

}  // namespace

bool counts_threads(const Task& task, int path) {
  constexpr std::string_view own = "/proc/self/stat";
  if (task.after_fork != AfterFork::no_file_opened) return false;
  return read_text(task, task.registers.argument(path), own.size() + 1) == own && is_python(task);
}

void note_thread_count(Task& task, bool counts) {
  task.after_fork = counts ? AfterFork::threads_counted : AfterFork::over;
}

bool is_on_thread_count(const Task& task) {
  if (task.after_fork != AfterFork::threads_counted) return false;
  const auto file = descriptor_target(task.tid, task.registers.int_argument(0));
  return file == fmt::format("/proc/{}/stat", task.process->seen);
}

}  // namespace procdemo::syscalls
