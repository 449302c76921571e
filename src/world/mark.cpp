#include "world/mark.h"

#include <sys/resource.h>
#include <unistd.h>

#include <map>
#include <string>

#include "os/fd.h"
#include "os/helper.h"
#include "os/procfs.h"

namespace procdemo {
namespace {

constexpr Mark least = 0x70726f6300000000;  // "proc" in its upper half

// "Max file locks            SOFT                 HARD                 locks".
bool is_marked(pid_t pid, Mark mark) {
  try {
    const std::string limits = read_file("/proc/" + std::to_string(pid) + "/limits");
    const auto line = limits.find("Max file locks");
    return line != limits.npos &&
           limits.substr(line, limits.find('\n', line) - line).find(std::to_string(mark)) !=
               std::string::npos;
  } catch (const std::system_error&) {
    return false;  // it has ended
  }
}

// In another procdemo's run.
bool is_anothers(pid_t pid) {
  const auto status = proc_status(pid);
  return !status || (status->tracer != 0 && status->tracer != ::gettid());
}

// Procdemo's own helpers are left out: where it is PID 1 itself, these orphans descend from it.
std::map<pid_t, ProcStat> all_processes() {
  std::map<pid_t, ProcStat> all;
  for (const pid_t pid : all_pids()) {
    if (is_helper(pid)) continue;
    if (auto stat = proc_stat(pid)) all.emplace(pid, std::move(*stat));
  }
  return all;
}

bool descends(pid_t pid, pid_t ancestor, const std::map<pid_t, ProcStat>& all) {
  constexpr int deepest = 100'000;  // while it was read, the tree may have changed into a circle
  for (int i = 0; i < deepest; ++i) {
    const auto found = all.find(pid);
    if (found == all.end() || found->second.ppid <= 0) return false;
    pid = found->second.ppid;
    if (pid == ancestor) return true;
  }
  return false;
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

std::vector<pid_t> find_marked(Mark mark, std::uint64_t since) {
  const std::map<pid_t, ProcStat> all = all_processes();
  std::vector<pid_t> found;
  for (const auto& [pid, stat] : all) {
    if (pid == ::getpid() || stat.start_ticks < since) continue;
    const bool ours = descends(pid, ::getpid(), all) || (is_marked(pid, mark) && !is_anothers(pid));
    if (ours && is_alive(pid)) found.push_back(pid);
  }
  return found;
}

std::vector<pid_t> descendants_of(pid_t ancestor) {
  const std::map<pid_t, ProcStat> all = all_processes();
  std::vector<pid_t> found;
  for (const auto& [pid, stat] : all) {
    if (descends(pid, ancestor, all) && is_alive(pid)) found.push_back(pid);
  }
  return found;
}

}  // namespace procdemo
