#include "engine/stops/executions.h"

#include <sys/auxv.h>
#include <sys/personality.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <algorithm>
#include <system_error>

#include "base/fd.h"
#include "base/procfs.h"
#include "engine/stops/values.h"
#include "run/image/linked.h"
#include "syscalls/pipe_ends.h"
#include "syscalls/rows/machine.h"
#include "syscalls/trap_state.h"
#include "tracee/disks.h"
#include "tracee/event_message.h"
#include "tracee/files.h"
#include "tracee/kernel_locks.h"
#include "tracee/memory.h"

namespace procdemo::engine {

namespace {

// The words on a new program's stack, one after the other. They are read by the page.
class StackWords {
 public:
  StackWords(const Task& task, std::uint64_t stack) : task_(task), next_(stack) {}

  std::uint64_t address() const { return next_; }  ///< of the next one

  std::optional<std::uint64_t> next() {
    constexpr std::size_t page = 4096;
    std::uint64_t word;
    if (used_ + sizeof word > read_.size()) {
      read_ = read_memory(task_, next_, page - next_ % page);
      used_ = 0;
      if (read_.size() < sizeof word) return std::nullopt;
    }
    __builtin_memcpy(&word, read_.data() + used_, sizeof word);
    used_ += sizeof word;
    next_ += sizeof word;
    return word;
  }

 private:
  const Task& task_;
  std::uint64_t next_;
  std::string read_;
  std::size_t used_ = 0;
};

// Of a new program's auxiliary vector (getauxval(3)): where an entry's type stands, and its value.
struct AuxiliaryEntry {
  std::uint64_t type, address, value;
};

std::vector<AuxiliaryEntry> auxiliary_vector(const Task& task, std::uint64_t stack) {
  StackWords words(task, stack);
  words.next();                      // argc
  for (int lists = 0; lists < 2;) {  // argv and the environment
    const auto entry = words.next();
    if (!entry) return {};
    if (*entry == 0) ++lists;
  }
  std::vector<AuxiliaryEntry> entries;
  while (true) {
    const std::uint64_t address = words.address();
    const auto type = words.next(), value = words.next();
    if (!type || !value || *type == AT_NULL) return entries;
    entries.push_back({*type, address, *value});
  }
}

// The kernel maps code that answers clock calls without a system call (vdso(7)). A program that
// does not find it makes the calls, and they can be answered in the program's time.
void hide_vdso(const Task& task, const AuxiliaryEntry& entry) {
  if (entry.type == AT_SYSINFO_EHDR) write_value<std::uint64_t>(task, entry.address, AT_IGNORE);
}

// The kernel gives each program 16 random bytes: stack guards and hash keys are made of them.
void set_random_bytes(const Task& task, const AuxiliaryEntry& entry, const std::string& bytes) {
  if (entry.type == AT_RANDOM) write_memory(task, entry.value, bytes.data(), bytes.size());
}

// std::random_device asks the processor (rdrand), where nobody can answer for it.
bool draws_from_processor(RunState& run, pid_t pid) try {
  return linked_into(program_of(pid), run.memory).random_device;
} catch (const std::system_error&) {
  return false;
}

bool has_same_addresses(pid_t pid) {
  const std::string path = "/proc/" + std::to_string(pid) + "/personality";
  try {
    return (std::stoul(read_file(path), nullptr, 16) & ADDR_NO_RANDOMIZE) != 0;
  } catch (const std::exception&) {
    return true;  // not to be seen by us
  }
}

// Of a file system that a process serves nobody asks.
bool has_capabilities(const Place& program) {
  const std::string path = "/proc/self/fd/" + std::to_string(program.fd.get());
  return is_local_disk(program.facts.st_dev) &&
         ::getxattr(path.c_str(), "security.capability", nullptr, 0) > 0;
}

// Whether the kernel would give it rights of its own, were it not observed (execve(2)). Where that
// can't be told, it would not.
bool has_rights_of_its_own(pid_t pid) try {
  struct stat process;
  if (!stat_without_asking(("/proc/" + std::to_string(pid)).c_str(), process)) return false;
  const Place program = program_of(pid);
  const mode_t mode = program.facts.st_mode;
  const bool as_user = (mode & S_ISUID) && program.facts.st_uid != process.st_uid;
  const bool as_group =
      (mode & S_ISGID) && (mode & S_IXGRP) && program.facts.st_gid != process.st_gid;
  return as_user || as_group || (process.st_uid != 0 && has_capabilities(program));
} catch (const std::system_error&) {
  return false;
}

// By which it has files open that are locked by these open files.
std::vector<int> descriptors_with_flock(pid_t pid) {
  std::vector<int> found = descriptors_of(pid);
  std::erase_if(found, [&](int fd) {
    const std::vector<KernelLock> locks = locks_in(descriptor_info(pid, fd));
    return std::ranges::count(locks, KernelLock::Kind::flock, &KernelLock::kind) == 0;
  });
  return found;
}

}  // namespace

void Executions::executed(Task& task, const Stopped& stop) {
  const auto message = event_message(task.tid, stop);
  if (!message) return;
  const auto former = static_cast<pid_t>(*message);
  if (former != task.tid) take_place(task, former);
  Process& process = *task.process;
  task.memory = run_.new_memory();
  variables_.executed(process);
  run_.places.executed(process);
  if (const auto* asked = waits_for<wait::Exec>(task))
    process.image.has_leak_checker = asked->has_leak_checker;
  process.image.loader.reset();
  process.image.may_share_memory = false;
  process.image.locks.reset();
  task.known_locks.clear();
  process.image.looked_for_locks = false;
  process.image.streams.reset();
  process.image.looked_for_streams = false;
  process.unwritten.clear();
  if (!probes_.executed(task)) run_.log.note(task, "unanswered-program");
  if (process.image.probes || run_.controlled()) trap_executed(task);
  run_.timers.executed(process);
  if (run_.clock.scaled() && task.registers.read(task.tid)) prepare_stack(task);
  if (!run_.log.has_begun()) {
    begin_run(task);
  } else if (const auto* asked = waits_for<wait::Exec>(task)) {
    run_.log.emit(task.name, process.seen, event::Exec{asked->program, asked->arguments},
                  asked->place);
  }
  state_inherited(task);
  if (has_rights_of_its_own(process.pid)) run_.log.note(task, "set-user-id");
  if (run_.controlled() && draws_from_processor(run_, process.pid)) note_machine(run_, task);
  task.call.reset();
  run_.tell_unlocked();
  tell_values(run_, variables_, task);
  resumer_.resume(task);
}

// What it has open of others' pipes, and of files that others have locked, and may not know of.
void Executions::state_inherited(const Task& task) {
  fact::ExecutedWith with;
  for (const PipeEnd& end : pipe_ends_of(task.process->pid)) {
    with.ends.push_back(
        {end.fd, descriptor_target(task.tid, end.fd).value_or(""), end.reads, end.writes});
  }
  if (!run_.locks.empty()) {
    for (const int fd : descriptors_with_flock(task.tid)) {
      with.ends.push_back({.fd = fd, .pipe = descriptor_target(task.tid, fd).value_or("")});
    }
  }
  if (!with.ends.empty()) run_.log.state(task, std::move(with));
}

// A thread executed: it takes the place and the id of the first one. What that one was held at, and
// a call that it made for us, was the former program's.
void Executions::take_place(Task& task, pid_t former) {
  if (Task* executing = run_.family.task(former)) task.call = executing->call;
  run_.family.remove_task(former);
  task.phase = Phase::alive;
  turns_.drop(task);
}

void Executions::prepare_stack(Task& task) {
  constexpr std::size_t size = 16;
  const bool controlled = run_.controlled();
  const std::string bytes = controlled ? run_.random_bytes(*task.process, size) : "";
  for (const AuxiliaryEntry& entry : auxiliary_vector(task, task.registers.stack())) {
    hide_vdso(task, entry);
    if (controlled) set_random_bytes(task, entry, bytes);
  }
}

void Executions::begin_run(Task& task) {
  run_.log.begin();
  task.phase = Phase::alive;
  if (const auto status = proc_status(task.tid)) {
    const std::vector<pid_t>& numbers = status->nspid;  // none without PID namespaces
    run_.family.set_seen_pid(*task.process, numbers.empty() ? task.tid : numbers.back());
    run_.filters = status->seccomp_filters;
  }
  run_.clock.begin();
  run_.file_times.begin();
  run_.log.emit(task, event::Start{command_, "", std::nullopt});
  if (run_.controlled() && !has_same_addresses(task.process->pid))
    run_.log.note(task, "addresses-vary");
  if (run_.settings.pids_vary) run_.log.note(task, "pids-vary");
}

}  // namespace procdemo::engine
