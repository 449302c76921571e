// Controlled runs in which every look at a file is a step, and every change of one: what two
// processes do to the same file does not commute, and an explorer wants each order of it. In other
// controlled runs no file is a step; but some tell of the machine.
#include <fcntl.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>

#include "run/run_state.h"
#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "syscalls/file_access.h"
#include "syscalls/rows/files/file_changes.h"
#include "syscalls/rows/files/read_as_alone.h"
#include "syscalls/rows/files/thread_count.h"
#include "syscalls/rows/machine.h"
#include "syscalls/rows/rows.h"
#include "syscalls/rows/transfer.h"
#include "tracee/mappings.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

// What one run reads from a FIFO, another one does not get; and who goes back reads a file again.
void note_opened(RunState& run, const Task& task, int folder, std::uint64_t name) {
  const std::string path = path_of_task(task, folder, name);
  const auto file = file_at(run, path, true);
  if (file && S_ISFIFO(file->st_mode)) run.may_be_met_at(*file);
  if (!file || !run.settings.evidence) return;
  run.found_files.opened(named_by_kernel(task, folder, read_text(task, name)), *file);
}

template <int path>
Then enter_open(RunState& run, Task& task) {
  constexpr std::size_t longest = 128;  // of those that tell of the machine
  const std::uint64_t address = task.registers.argument(path);
  const int folder = path == 0 ? AT_FDCWD : task.registers.int_argument(0);
  const std::uint64_t flags = task.registers.argument(path + 1);
  const std::string file = named_by_kernel(task, folder, read_text(task, address, longest));
  const bool counts = counts_threads(task, path);
  note_thread_count(task, counts);
  const bool reads = !counts && (flags & O_ACCMODE) != O_WRONLY;
  if (reads && tells_of_machine(file)) note_machine(run, task);
  if (reads && run.controlled() && !is_system_file(run, file)) {
    note_opened(run, task, folder, address);
  }
  return enter_changing_open(run, task, folder, address, flags);
}

Then enter_create(RunState& run, Task& task) {
  return enter_changing_open(run, task, AT_FDCWD, task.registers.argument(0), O_CREAT | O_TRUNC);
}

// Memory that nobody else sees is no step.
bool maps_own_memory(RunState&, const Task& task) {
  return (task.registers.argument(3) & MAP_SHARED) == 0;
}

// --- what is made, to be shared with those that are forked later ---

Then enter_mapping(RunState& run, Task& task) {
  if (!maps_own_memory(run, task)) stamp_mapped(run, task);
  return maps_own_memory(run, task) ? Then::go_on : Then::see_result;
}

// Where there may be a lock for several processes, taking one is a step.
void end_shared_mapping(RunState& run, Task& task) {
  const bool writable = (task.call->arguments[2] & PROT_WRITE) != 0;
  if (task.registers.result() >= 0 && writable) run.lock_functions.place(task);
}

void end_mapping(RunState& run, Task& task) {
  const auto address = static_cast<std::uint64_t>(task.registers.result());
  const bool has_file = static_cast<int>(task.call->arguments[4]) >= 0;
  if (task.registers.result() < 0) return;
  task.process->image.may_share_memory = true;
  end_shared_mapping(run, task);
  if (has_file) return;
  for (const Mapping& mapping : shared_mappings(task)) {
    const FileIdentity what{mapping.device, mapping.inode};
    if (mapping.holds(address)) run.objects.born(*task.process, "memory", what);
  }
}

template <int argument>
void end_pair(RunState& run, Task& task) {
  const auto ends = read_value<std::array<int, 2>>(task, task.call->arguments[argument]);
  if (task.registers.result() != 0 || !ends) return;
  const std::string_view kind = argument == 0 ? "pipe" : "socket";
  run.objects.born(task, kind, (*ends)[0]);
  if (argument != 0) run.objects.born(task, kind, (*ends)[1]);
}

}  // namespace

namespace {

Syscall in_files(std::string_view name, TouchRule touches, ArgumentWriters arguments = {}) {
  return {.name = name,
          .touches = touches,
          .handlers = {explored_step()},
          .arguments = std::move(arguments)};
}

template <int path>
bool opens_alone(RunState& run, const Task& task) {
  return is_alone_with_files(run, task) || counts_threads(task, path);
}

template <int path>
Syscall opening(std::string_view name, TouchRule touches, ArgumentWriters arguments) {
  Handler handler = file_handler(enter_open<path>, end_changing_open);
  handler.alone = opens_alone<path>;
  return {
      .name = name, .touches = touches, .handlers = {handler}, .arguments = std::move(arguments)};
}

// At a place of its own. Only an exploration asks about the order of those; what they did to a file
// that others use is told in every run, and what was read counts in one whose order is chosen.
Then enter_placed(RunState& run, Task& task) {
  const bool seen = run.controlled() || is_for_shared_files(run, task) ||
                    reads_otherwise(run, task, task.registers.int_argument(0));
  return seen ? Then::see_result : Then::go_on;
}

Syscall reading_at(std::string_view name, ArgumentWriters arguments = {}) {
  Handler step = explored_step();
  step.entry = enter_placed;
  step.end = end_read;
  return {.name = name,
          .touches = touch::looked_at,
          .handlers = {step, {.entry = enter_placed, .end = end_read, .alone = is_alone}},
          .arguments = std::move(arguments)};
}

template <int argument>
Syscall making_pair(std::string_view name, ArgumentWriters arguments) {
  return {.name = name,
          .touches = touch::everything,
          .handlers = {{.in = in_explored_runs,
                        .entry = enter_waiting,
                        .end = end_pair<argument>,
                        .alone = is_alone}},
          .arguments = std::move(arguments)};
}

}  // namespace

std::vector<Syscall> file_calls() {
  std::vector<Syscall> calls = {
      {.name = "mmap",
       .touches = touch::mapped,
       .handlers = {{.in = in_explored_runs,
                     .entry = enter_mapping,
                     .end = end_mapping,
                     .alone = maps_own_memory},
                    {.in = in_unexplored_runs,
                     .trap = argument_has(3, MAP_SHARED),
                     .entry = enter_mapping,
                     .end = end_shared_mapping,
                     .alone = is_alone}},
       .arguments = {{as::pointer, as::size, as::protection, as::flags<flag_names::map>,
                      as::descriptor, as::page_offset}},
       .answer = as::hex_result},
      making_pair<0>("pipe", {{as::two_numbers}}),
      making_pair<0>("pipe2", {{as::two_numbers, as::descriptor_flags}}),
      making_pair<3>("socketpair", {{as::one_of<flag_names::family>, as::socket_type, as::protocol,
                                     as::two_numbers}}),
      opening<0>("open", touch::opened, {{as::path, as::open_flags, as::mode_of_new}}),
      opening<1>("openat", touch::opened_at,
                 {{as::descriptor, as::path, as::open_flags, as::mode_of_new}}),
      {.name = "creat",
       .touches = touch::created,
       .handlers = {file_handler(enter_create, end_changing_open)},
       .arguments = {{as::path, as::mode}}},
      reading_at("preadv"),
      reading_at("preadv2"),
      reading_at("pread64", {{as::descriptor, as::bytes_read, as::size, as::offset}}),
      in_files("lseek", touch::position,
               {{as::descriptor, as::offset, as::one_of<flag_names::whence>}}),
      in_files("access", touch::name, {{as::path, as::access_mode}}),
      in_files("faccessat", touch::name_at, {{as::descriptor, as::path, as::access_mode}}),
      in_files("faccessat2", touch::name_at,
               {{as::descriptor, as::path, as::access_mode, as::flags<flag_names::access_at>}}),
      in_files("getdents64", touch::entries, {{as::descriptor, as::pointer, as::size}}),
      in_files("chdir", touch::name, {{as::path}}),
      in_files("getcwd", touch::tree, {{as::text_read, as::size}}),
  };
  for (auto* part : {file_changing_calls, file_time_calls}) {
    std::ranges::move(part(), std::back_inserter(calls));
  }
  return calls;
}

}  // namespace procdemo::syscalls
