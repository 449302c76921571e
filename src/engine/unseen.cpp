#include "engine/unseen.h"

#include <algorithm>
#include <chrono>
#include <csignal>

#include "base/pidfd.h"
#include "base/procfs.h"

namespace procdemo::engine {

namespace {

constexpr std::chrono::milliseconds dying{200};    // for who is on the way to its end already
constexpr std::chrono::seconds give_up_after{10};  // a process that the kernel itself can't kill

bool is_traced(pid_t pid) {
  const auto status = proc_status(pid);
  return !status || status->tracer == ::gettid();
}

}  // namespace

// Who is born is traced before anybody can find it, and until it has been reaped here. So who is
// alive and not traced was never ours to see. A PID may be another's by the time it is opened: then
// it is no longer found in the world.
OpenProcesses Unseen::find() const {
  OpenProcesses unseen;
  for (const pid_t pid : world_.inside()) {
    if (is_traced(pid) || !is_alive(pid)) continue;
    Fd process = open_process(pid);
    if (process && !is_traced(pid) && std::ranges::count(world_.inside(), pid) != 0) {
      unseen.emplace(pid, std::move(process));
    }
  }
  return await_ends(std::move(unseen), dying);
}

void Unseen::look() {
  found_.merge(find());
  if (!found_.empty()) lose_sight_of(found_.size());
}

// Whatever else has ended the run: what was shown of it is not all.
void Unseen::lose_sight_of(std::size_t processes) {
  if (run_.outcome.lost_sight()) return;
  const Process& first = run_.family.first();
  run_.log.flush(first.name);
  run_.log.emit(first, first.name, event::Limit{"unseen", static_cast<double>(processes)});
  run_.outcome.limit = "unseen";
}

// New ones may come as long as one of them lives.
std::int64_t Unseen::end() {
  const auto until = std::chrono::steady_clock::now() + give_up_after;
  while (std::chrono::steady_clock::now() < until) {
    found_.merge(find());
    if (found_.empty()) return 0;
    lose_sight_of(found_.size());
    world_.kill_all();
    for (const auto& [pid, process] : found_) send_signal(process, SIGKILL);
    found_ = await_ends(std::move(found_), dying);
  }
  return static_cast<std::int64_t>(found_.size());
}

}  // namespace procdemo::engine
