#include "run/kernel_facts.h"

#include <fmt/format.h>

#include <cstdlib>
#include <cstring>

#include "base/fd.h"
#include "base/pagemap.h"
#include "base/text/lines.h"
#include "run/locks/left_behind.h"
#include "tracee/kernel_locks.h"
#include "tracee/memory.h"

namespace procdemo::run {
namespace {

using Facts = std::vector<std::string>;

// "State:\tS (sleeping)"
std::string state_line(const std::string& status) {
  std::string_view rest = status;
  for (std::string_view line; next_line(rest, line);) {
    if (!line.starts_with("State:")) continue;
    std::string text(line);
    for (char& c : text) c = c == '\t' ? ' ' : c;
    return text;
  }
  return "";
}

// Bits of an entry, as Documentation/admin-guide/mm/pagemap.rst numbers them.
void add_page(const Task& task, const std::string& address, Facts& facts) {
  const std::uint64_t at = std::strtoull(address.c_str(), nullptr, 16);
  const std::string bytes =
      read_about_memory(task, "pagemap", pagemap_entry_at(at), pagemap_entry_size);
  std::uint64_t entry = 0;
  if (bytes.size() < sizeof entry) return;
  std::memcpy(&entry, bytes.data(), sizeof entry);
  facts.push_back(fmt::format(
      "/proc/{}/pagemap, {}: exclusively mapped (bit 56) {}, file or shared (bit 61) {}", task.tid,
      address, entry >> 56 & 1, entry >> 61 & 1));
}

}  // namespace

std::vector<std::string> kernel_state(pid_t pid) {
  const std::string line = state_line(read_file_if_any(fmt::format("/proc/{}/status", pid)));
  if (line.empty()) return {};
  return {fmt::format("/proc/{}/status: {}", pid, line)};
}

std::vector<std::string> kernel_locks_on(Family& family, const Task& task, int fd) {
  const auto file = lock_name_of(task.tid, fd);
  Facts facts;
  if (!file) return facts;
  const auto add = [&](const std::string& source, const KernelLock& lock) {
    const Process* const holder = lock.pid > 0 ? family.by_pid(lock.pid) : nullptr;
    facts.push_back(source + ": " + lock.text + (holder ? " (" + holder->name + ")" : ""));
  };
  for (const KernelLock& lock : kernel_locks()) {
    if (lock.file == *file) add("/proc/locks", lock);
  }
  for (const KernelLock& lock : locks_left_behind(*file)) {
    add(fmt::format("/proc/{}/fdinfo", lock.pid), lock);
  }
  return facts;
}

std::vector<std::string> kernel_facts(Family& family, pid_t pid, const Task* task,
                                      const event::Any& what) {
  Facts facts = pid > 0 ? kernel_state(pid) : Facts();
  if (!task) return facts;
  if (const auto* value = std::get_if<event::Value>(&what)) add_page(*task, value->address, facts);
  const bool about_lock =
      std::holds_alternative<event::Lock>(what) || std::holds_alternative<event::Locked>(what);
  if (!about_lock || !task->call) return facts;
  for (std::string& line :
       kernel_locks_on(family, *task, static_cast<int>(task->call->arguments[0]))) {
    facts.push_back(std::move(line));
  }
  return facts;
}

}  // namespace procdemo::run
