// Processes that are in the run's world and were never seen: the observer has lost sight of them.
// That must not happen; it is measured all the same, by the kernel's word and not by what was seen.
#include <algorithm>
#include <csignal>

#include "base/pidfd.h"
#include "engine/observation.h"

namespace procdemo {

namespace {

constexpr std::chrono::milliseconds dying{200};    // for who is on his way to the end already
constexpr std::chrono::seconds give_up_after{10};  // a process that the kernel itself can't kill

bool is_traced(pid_t pid) {
  const auto status = proc_status(pid);
  return !status || status->tracer == ::gettid();
}

// Those that have not ended by then.
std::map<pid_t, Fd> still_there(std::map<pid_t, Fd> processes, std::chrono::milliseconds at_most) {
  const auto until = std::chrono::steady_clock::now() + at_most;
  std::erase_if(processes, [&](const auto& process) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    return await_end(process.second, std::max(left, std::chrono::milliseconds(0)));
  });
  return processes;
}

}  // namespace

// Who is born is traced before anybody can find it, and until it has been reaped here. So who is
// alive and not traced was never ours to see. A PID may be another's by the time it is opened: then
// it is no longer found in the world.
std::map<pid_t, Fd> Observation::find_unseen(const std::vector<pid_t>& inside) const {
  std::map<pid_t, Fd> unseen;
  for (const pid_t pid : inside) {
    if (is_traced(pid) || !is_alive(pid)) continue;
    Fd process = open_process(pid);
    if (process && !is_traced(pid) && std::ranges::count(world_.inside(), pid) != 0) {
      unseen.emplace(pid, std::move(process));
    }
  }
  return still_there(std::move(unseen), dying);
}

void Observation::look_for_unseen() {
  unseen_.merge(find_unseen(world_.inside()));
  if (!unseen_.empty()) lose_sight_of(unseen_.size());
}

// Whatever else has ended the run: what was shown of it is not all.
void Observation::lose_sight_of(std::size_t processes) {
  if (run_.outcome.limit == "unseen") return;
  run_.log.flush(first_->name);
  run_.log.emit(*first_, first_->name, event::Limit{"unseen", static_cast<double>(processes)});
  run_.outcome.limit = "unseen";
}

// New ones may come as long as one of them lives. A process that was found before is not
// forgotten: with its parents gone it may not be found again.
std::int64_t Observation::end_unseen() {
  const auto until = std::chrono::steady_clock::now() + give_up_after;
  while (std::chrono::steady_clock::now() < until) {
    unseen_.merge(find_unseen(world_.inside()));
    if (unseen_.empty()) return 0;
    lose_sight_of(unseen_.size());
    world_.kill_all();
    for (const auto& [pid, process] : unseen_) send_signal(process, SIGKILL);
    unseen_ = still_there(std::move(unseen_), dying);
  }
  return static_cast<std::int64_t>(unseen_.size());
}

}  // namespace procdemo
