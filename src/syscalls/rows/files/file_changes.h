// Controlled runs: what calls do to the times of files (run/files/file_times.h).
//
// At its entry a call says which files it will change, for some names are gone when it is over;
// once it has succeeded they are stamped.
#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "run/files/file_change.h"
#include "syscalls/room.h"
#include "syscalls/rows/rows.h"

namespace procdemo::syscalls {

/// A call on files: a step where every one is, if somebody else is there to notice. In other runs
/// it is none.
bool is_alone_with_files(RunState& run, const Task& task);
Handler file_handler(Then (*entry)(RunState&, Task&), void (*end)(RunState&, Task&) = nullptr);

/// A path that the task hands to a call, for the observer. `folder` is its descriptor, or AT_FDCWD.
std::string path_of_task(const Task& task, int folder, std::uint64_t address,
                         std::size_t most = 4096);

/// What is at such a path, or behind a descriptor.
std::optional<struct stat> file_at(RunState& run, const std::string& path, bool follow);
std::optional<struct stat> file_behind(const Task& task, int fd);

/// A call that opens a file with these flags; its name is at this address. It changes one where it
/// makes it, or empties it.
Then enter_changing_open(RunState& run, Task& task, int folder, std::uint64_t name,
                         std::uint64_t flags);
void end_changing_open(RunState& run, Task& task);

/// For an `entry`: the call will change this, if it succeeds; the folder that gets this entry, or
/// loses it.
void will_change(Task& task, const std::optional<struct stat>& file, FileChange::What what);
void will_change_folder(RunState& run, Task& task, const std::string& path);
std::string without_slashes(std::string path);  ///< at its end

/// A call whose entry has put into task.call what it will change.
void end_change(RunState& run, Task& task);

/// It writes to this, which is stamped if it is a file.
void stamp_written(RunState& run, const Task& task, const struct stat& file);

/// sendfile(2) and the like, into the file behind this descriptor.
Then enter_moving_into(RunState& run, Task& task, int fd);
void end_moving(RunState& run, Task& task);

/// mmap(2), so that others see what is written.
void stamp_mapped(RunState& run, const Task& task);

/// Those that change files, but for what opens them and writes to them.
std::vector<Syscall> file_changing_calls();

/// stat(2) and its kin; utimensat(2) and its own.
std::vector<Syscall> file_time_calls();

}  // namespace procdemo::syscalls
