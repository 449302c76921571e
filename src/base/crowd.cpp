#include "base/crowd.h"

#include <algorithm>
#include <csignal>
#include <span>

#include "base/pidfd.h"

namespace procdemo::base {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_open = 32;  // descriptors are not endless

OpenProcesses open_all(std::span<const pid_t> pids) {
  OpenProcesses opened;
  for (const pid_t pid : pids) {
    if (Fd process = open_process(pid)) opened.emplace(pid, std::move(process));
  }
  return opened;
}

// To everybody who is found and not in `done` yet. False when nobody got it.
bool signal_new(int signal, const Look& look, std::set<pid_t>& done, OpenProcesses& some) {
  std::vector<pid_t> found = look();
  std::erase_if(found, [&](pid_t pid) { return done.contains(pid); });
  bool any = false;
  for (std::span<const pid_t> rest = found; !rest.empty();) {
    OpenProcesses opened = open_all(rest.first(std::min(rest.size(), most_open)));
    rest = rest.subspan(std::min(rest.size(), most_open));
    for (const pid_t pid : look()) {
      const auto process = opened.find(pid);
      if (process == opened.end() || !done.insert(pid).second) continue;
      any |= send_signal(process->second, signal) == 0;
      if (some.size() < most_open) some.emplace(pid, std::move(process->second));
    }
  }
  return any;
}

}  // namespace

KillPolicy stop_and_kill(std::chrono::milliseconds patience, std::set<pid_t> spared) {
  return {{SIGSTOP, SIGKILL}, std::move(spared), patience};
}

OpenProcesses signal_all(const Look& look, const KillPolicy& policy) {
  OpenProcesses some;
  for (const int signal : policy.signals) {
    some.clear();
    std::set<pid_t> done = policy.spared;
    while (signal_new(signal, look, done, some)) continue;
  }
  return some;
}

bool kill_until(const std::function<bool()>& is_over, const Look& look, const KillPolicy& policy) {
  constexpr int soon = 1;  // ms
  const auto deadline = Clock::now() + policy.patience;
  while (!is_over()) {
    if (Clock::now() >= deadline) return false;
    signal_all(look, policy);
    ::poll(nullptr, 0, soon);
  }
  return true;
}

OpenProcesses await_ends(OpenProcesses processes, std::chrono::milliseconds at_most) {
  const auto deadline = Clock::now() + at_most;
  std::erase_if(processes, [&](const auto& process) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    return await_end(process.second, std::max(left, std::chrono::milliseconds(0)));
  });
  return processes;
}

}  // namespace procdemo::base
