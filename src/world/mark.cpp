#include "world/mark.h"

#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <map>
#include <string>

#include "base/fd.h"
#include "base/helper.h"
#include "base/procfs.h"
#include "world/pids.h"

namespace procdemo::world {
namespace {

constexpr Mark least = 0x70726f6300000000;  // "proc" in its upper half

// "Max file locks            SOFT                 HARD                 locks".
bool is_marked(pid_t pid, Mark mark) {
  const std::string limits = read_file_if_any("/proc/" + std::to_string(pid) + "/limits");
  const auto line = limits.find("Max file locks");
  return line != limits.npos &&
         limits.substr(line, limits.find('\n', line) - line).find(std::to_string(mark)) !=
             std::string::npos;
}

// Procdemo's own helpers are left out: where it is PID 1 itself, these orphans descend from it.
std::map<pid_t, ProcStat> look_at(const std::vector<pid_t>& pids) {
  std::map<pid_t, ProcStat> found;
  for (const pid_t pid : pids) {
    if (is_helper(pid)) continue;
    if (auto stat = proc_stat(pid)) found.emplace(pid, std::move(*stat));
  }
  return found;
}

// A little more than the age of a process that began at these ticks.
std::chrono::microseconds age_of(std::uint64_t start_ticks) {
  static const std::uint64_t ticks_a_second = static_cast<std::uint64_t>(::sysconf(_SC_CLK_TCK));
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::microseconds(now.tv_nsec / 1000) -
         std::chrono::microseconds(start_ticks * 1'000'000 / ticks_a_second);
}

bool descends(pid_t pid, pid_t ancestor, const std::map<pid_t, ProcStat>& all) {
  constexpr int deepest = 100'000;  // the tree may change while it is read, even into a circle
  for (int i = 0; i < deepest; ++i) {
    const auto found = all.find(pid);
    if (found == all.end() || found->second.ppid <= 0) return false;
    pid = found->second.ppid;
    if (pid == ancestor) return true;
  }
  return false;
}

// The number may be a thread's. A process that somebody else traces belongs to another procdemo's
// run.
bool is_ours(pid_t pid, Mark mark, const std::map<pid_t, ProcStat>& all) {
  const bool descended = descends(pid, ::getpid(), all);
  if (!descended && !is_marked(pid, mark)) return false;
  const auto status = proc_status(pid);
  if (!status || status->tgid != pid) return false;
  return descended || status->tracer == 0 || status->tracer == ::gettid();
}

}  // namespace

Mark own_mark() {
  return least + static_cast<Mark>(::getpid());
}

Mark mark_of_controlled_runs() {
  return least;
}

void put_mark(Mark mark) {
  const rlimit limit{mark, mark};
  ::setrlimit(RLIMIT_LOCKS, &limit);  // refused: the user's own is lower
}

std::vector<pid_t> find_marked(Mark mark, pid_t first, std::uint64_t since) {
  const std::map<pid_t, ProcStat> all = look_at(pids_since(first, age_of(since)));
  std::vector<pid_t> found;
  for (const auto& [pid, stat] : all) {
    if (pid == ::getpid() || stat.start_ticks < since) continue;
    if (is_ours(pid, mark, all) && is_alive(pid)) found.push_back(pid);
  }
  return found;
}

std::vector<pid_t> descendants_of(pid_t ancestor) {
  const std::map<pid_t, ProcStat> all = look_at(all_pids());
  std::vector<pid_t> found;
  for (const auto& [pid, stat] : all) {
    if (descends(pid, ancestor, all) && is_alive(pid)) found.push_back(pid);
  }
  return found;
}

}  // namespace procdemo::world
