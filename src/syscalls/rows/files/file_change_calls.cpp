// Controlled runs: the calls that change files and folders, but for those that open them and write
// on from where they are. Which files each of them changes is seen at its entry (file_changes.h).
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>

#include "run/probes.h"
#include "run/run_state.h"
#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "syscalls/file_access.h"
#include "syscalls/rows/files/file_changes.h"
#include "syscalls/rows/files/renaming.h"
#include "syscalls/rows/machine.h"
#include "syscalls/rows/refusals.h"
#include "syscalls/rows/transfer.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

using What = FileChange::What;

// --- the paths of a call: in this argument, from the folder in another ---

template <int folder, int path>
std::string path_in(const Task& task) {
  const int from = folder < 0 ? AT_FDCWD : task.registers.int_argument(std::max(folder, 0));
  return path_of_task(task, from, task.registers.argument(path));
}

template <int folder, int path>
Then enter_making(RunState& run, Task& task) {
  task.call->makes = without_slashes(path_in<folder, path>(task));
  will_change_folder(run, task, task.call->makes);
  return Then::see_result;
}

template <int folder, int path>
Then enter_removing(RunState& run, Task& task) {
  const std::string name = without_slashes(path_in<folder, path>(task));
  will_change(task, file_at(run, name, false), What::attributes);  // it may have other names
  will_change_folder(run, task, name);
  return Then::see_result;
}

template <int old_folder, int old_path, int new_folder, int new_path>
Then enter_renaming(RunState& run, Task& task) {
  enter_removing<old_folder, old_path>(run, task);
  return enter_removing<new_folder, new_path>(run, task);
}

// With its flag RENAME_EXCHANGE no file loses its name.
template <int old_folder, int old_path, int new_folder, int new_path, int flags = -1>
void end_renaming(RunState& run, Task& task) {
  end_change(run, task);
  const Arguments& arguments = task.call->arguments;
  const bool swaps = flags >= 0 && (arguments[std::max(flags, 0)] & RENAME_EXCHANGE) != 0;
  if (task.registers.result() < 0 || swaps) return;
  const auto path = [&](int folder, int name) {
    const int from = folder < 0 ? AT_FDCWD : static_cast<int>(arguments[std::max(folder, 0)]);
    return without_slashes(path_of_task(task, from, arguments[name]));
  };
  state_renamed(run, task, path(old_folder, old_path), path(new_folder, new_path));
}

template <int old_folder, int old_path, int new_folder, int new_path, int flags>
Then enter_linking(RunState& run, Task& task) {
  constexpr std::uint64_t follows = AT_SYMLINK_FOLLOW | AT_EMPTY_PATH;  // a descriptor, the latter
  const bool follow = flags >= 0 && (task.registers.argument(std::max(flags, 0)) & follows) != 0;
  const std::string path = path_in<old_folder, old_path>(task);
  will_change(task, file_at(run, path, follow), What::attributes);
  will_change_folder(run, task, path_in<new_folder, new_path>(task));
  return Then::see_result;
}

// `flags`: the argument that may say AT_SYMLINK_NOFOLLOW
template <int folder, int path, int flags = -1, bool follow = true>
Then enter_changing_attributes(RunState& run, Task& task) {
  const bool asks =
      flags >= 0 && (task.registers.argument(std::max(flags, 0)) & AT_SYMLINK_NOFOLLOW) != 0;
  const std::string name = path_in<folder, path>(task);
  will_change(task, file_at(run, name, follow && !asks), What::attributes);
  return Then::see_result;
}

Then enter_truncating(RunState& run, Task& task) {
  will_change(task, file_at(run, path_in<-1, 0>(task), true), What::content);
  return Then::see_result;
}

// A local socket has a name in a folder (unix(7)), or an abstract one, which begins with a zero.
Then enter_binding(RunState& run, Task& task) {
  run.may_be_met_at(task, task.registers.int_argument(0));
  constexpr std::size_t before = offsetof(sockaddr_un, sun_path);
  const std::size_t size = std::min(task.registers.argument(2), sizeof(sockaddr_un));
  const std::uint64_t address = task.registers.argument(1);
  const bool local = size >= before && read_value<sa_family_t>(task, address) == AF_UNIX;
  // The kernel chooses a name (unix(7)). That of our library's own nobody is shown.
  if (local && size == before && !Probes::has_library(*task.process)) note_machine(run, task);
  if (!local || size == before || read_text(task, address + before, 1).empty()) return Then::go_on;
  task.call->makes = path_of_task(task, AT_FDCWD, address + before, size - before);
  will_change_folder(run, task, task.call->makes);
  return Then::see_result;
}

template <What what>
Then enter_changing_descriptor(RunState&, Task& task) {
  will_change(task, file_behind(task, task.registers.int_argument(0)), what);
  return Then::see_result;
}

// What they did to a file that others use is told in every run.
Then enter_placed_write(RunState& run, Task& task) {
  const auto file = file_behind(task, task.registers.int_argument(0));
  const bool stamps = run.controlled() && task.registers.argument(2) != 0;
  if (file && stamps) stamp_written(run, task, *file);
  return is_for_shared_files(run, task) ? Then::see_result : Then::go_on;
}

Syscall writing_at(std::string_view name, ArgumentWriters arguments = {}) {
  return {.name = name,
          .touches = touch::changed,
          .handlers = {file_handler(enter_placed_write, end_write),
                       {.entry = enter_placed_write, .end = end_write, .alone = is_alone}},
          .refusals = {cgroup_written<0>(), hidden_descriptor(true)},
          .arguments = std::move(arguments)};
}

Syscall changing(std::string_view name, TouchRule touches, Then (*entry)(RunState&, Task&),
                 ArgumentWriters arguments, void (*end)(RunState&, Task&) = end_change) {
  return {.name = name,
          .touches = touches,
          .handlers = {file_handler(entry, end)},
          .arguments = std::move(arguments)};
}

std::vector<Syscall> name_calls() {
  return {
      changing("unlink", touch::removed, enter_removing<-1, 0>, {{as::path}}),
      changing("unlinkat", touch::removed_at, enter_removing<0, 1>,
               {{as::descriptor, as::path, as::flags<flag_names::unlink>}}),
      changing("rename", touch::renamed, enter_renaming<-1, 0, -1, 1>, {{as::path, as::path}},
               end_renaming<-1, 0, -1, 1>),
      changing("renameat", touch::renamed_at, enter_renaming<0, 1, 2, 3>,
               {{as::descriptor, as::path, as::descriptor, as::path}}, end_renaming<0, 1, 2, 3>),
      changing("renameat2", touch::renamed_at, enter_renaming<0, 1, 2, 3>,
               {{as::descriptor, as::path, as::descriptor, as::path, as::hex}},
               end_renaming<0, 1, 2, 3, 4>),
      changing("link", touch::everything, enter_linking<-1, 0, -1, 1, -1>, {{as::path, as::path}}),
      changing(
          "linkat", touch::everything, enter_linking<0, 1, 2, 3, 4>,
          {{as::descriptor, as::path, as::descriptor, as::path, as::flags<flag_names::access_at>}}),
      changing("symlink", touch::everything, enter_making<-1, 1>, {{as::path, as::path}}),
      changing("symlinkat", touch::everything, enter_making<1, 2>,
               {{as::path, as::descriptor, as::path}}),
      changing("mkdir", touch::folder, enter_making<-1, 0>, {{as::path, as::mode}}),
      changing("mkdirat", touch::folder_at, enter_making<0, 1>,
               {{as::descriptor, as::path, as::mode}}),
      changing("rmdir", touch::folder, enter_removing<-1, 0>, {{as::path}}),
      changing("mknod", touch::everything, enter_making<-1, 0>, {{as::path, as::mode, as::hex}}),
      changing("mknodat", touch::everything, enter_making<0, 1>,
               {{as::descriptor, as::path, as::mode, as::hex}}),
  };
}

std::vector<Syscall> attribute_calls() {
  constexpr auto descriptor = enter_changing_descriptor<What::attributes>;
  constexpr auto name = enter_changing_attributes<-1, 0>;
  constexpr auto link = enter_changing_attributes<-1, 0, -1, false>;
  std::vector<Syscall> calls = {
      changing("chmod", touch::attributes, name, {{as::path, as::mode}}),
      changing("fchmod", touch::descriptors_attributes, descriptor, {{as::descriptor, as::mode}}),
      changing("fchmodat", touch::attributes_at, enter_changing_attributes<0, 1>,
               {{as::descriptor, as::path, as::mode}}),
      changing("fchmodat2", touch::attributes_at, enter_changing_attributes<0, 1, 3>,
               {{as::descriptor, as::path, as::mode, as::flags<flag_names::access_at>}}),
      changing("chown", touch::attributes, name, {{as::path, as::number, as::number}}),
      changing("fchown", touch::descriptors_attributes, descriptor,
               {{as::descriptor, as::number, as::number}}),
      changing("lchown", touch::everything, link, {{as::path, as::number, as::number}}),
      changing(
          "fchownat", touch::attributes_at, enter_changing_attributes<0, 1, 4>,
          {{as::descriptor, as::path, as::number, as::number, as::flags<flag_names::access_at>}}),
  };
  calls[3].number = 452;  // fchmodat2
  const auto extended = [&](std::string_view set, Then (*entry)(RunState&, Task&)) {
    calls.push_back(call_at_once(set));
    calls.back().handlers = {file_handler(entry, end_change)};
  };
  for (const std::string_view set : {"setxattr", "removexattr"}) extended(set, name);
  for (const std::string_view set : {"lsetxattr", "lremovexattr"}) extended(set, link);
  for (const std::string_view set : {"fsetxattr", "fremovexattr"}) extended(set, descriptor);
  return calls;
}

}  // namespace

std::vector<Syscall> file_changing_calls() {
  constexpr auto content = enter_changing_descriptor<What::content>;
  std::vector<Syscall> calls = {
      changing("truncate", touch::truncated, enter_truncating, {{as::path, as::offset}}),
      changing("ftruncate", touch::changed, content, {{as::descriptor, as::offset}}),
      changing("fallocate", touch::changed, content,
               {{as::descriptor, as::hex, as::offset, as::offset}}),
      changing("bind", touch::changed, enter_binding, {{as::descriptor, as::address, as::number}}),
      writing_at("pwrite64", {{as::descriptor, as::bytes, as::size, as::offset}}),
      writing_at("pwritev"),
  };
  for (auto* part : {name_calls, attribute_calls}) {
    for (Syscall& call : part()) calls.push_back(std::move(call));
  }
  return calls;
}

}  // namespace procdemo::syscalls
