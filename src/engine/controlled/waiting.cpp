#include "engine/controlled/waiting.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/procfs.h"
#include "engine/controlled/deadlock.h"
#include "engine/controlled/network_peer.h"
#include "engine/controlled/outside.h"
#include "syscalls/futex/futex_wait.h"
#include "syscalls/futex/sharers.h"
#include "syscalls/waits_for.h"

namespace procdemo::engine {

namespace {

// As event::Block has them.
constexpr std::string_view its_timer = "timer", somebody_outside = "outside", anybody = "anyone";

// Those of the run, in order, and what else could.
class Enders {
 public:
  Enders(RunState& run, const Task& task) : run_(run), task_(task) {}

  std::string find(std::string among_blocked) {
    text_ = std::move(among_blocked);
    if (text_.empty()) add_of_run();
    if (waits_for<wait::Signal>(task_) || task_.phase == Phase::stopped) add_signals();
    if (waits_for<wait::Connection>(task_)) add(anybody);
    for (const int fd : awaited_descriptors(task_)) add_behind(fd);
    if (Outside(run_).may_wake(task_) && !is_all_within()) add(somebody_outside);
    return text_;
  }

 private:
  void add(std::string_view who) {
    if (!text_.empty()) text_ += ", ";
    text_ += who;
  }

  void add_all(const auto& suits) {
    for (const Task* other : run_.family.in_order()) {
      if (other != &task_ && other->phase != Phase::exiting && suits(*other)) add(other->name);
    }
  }

  void add_of_run() {
    if (waits_for<wait::Exec>(task_)) {
      add_all([&](const Task& other) { return other.process == task_.process; });
    } else if (waits_for<wait::Futex>(task_)) {
      add_of_futex();
    }
  }

  // Of a lock whose owner is known he alone could, and of one that is lost nobody. A word of the
  // program's own, or of our library's, may be changed by whoever has it.
  void add_of_futex() {
    const std::uint64_t word = waits_for<wait::Futex>(task_)->word;
    const bool is_word = futex_wait(run_.family, task_).on.starts_with("futex");
    if (!is_word && library_object_at(task_, word).empty()) return;
    const MemoryPlace place = place_of_sleep(task_, word);
    const std::vector<const Task*> sharers = sharers_of(run_.family, task_, place);
    add_all([&](const Task& other) {
      const auto* futex = waits_for<wait::Futex>(other);
      return std::ranges::count(sharers, &other) != 0 &&
             !(futex && place_of_sleep(other, futex->word) == place);
    });
  }

  // Through the network, to somebody of the run. (What is on its way there comes when it comes, so
  // that a run waits for it as for somebody outside.)
  bool is_all_within() const {
    const std::vector<int> awaited = awaited_descriptors(task_);
    return !awaited.empty() && std::ranges::all_of(awaited, [&](int fd) {
      return peer_through_network(task_, fd, run_.family).has_value();
    });
  }

  void add_signals() {
    if (run_.timers.next_of(*task_.process)) add(its_timer);
    add(anybody);
  }

  void add_behind(int fd) {
    const std::string target = descriptor_target(task_.tid, fd).value_or("");
    if (target == "anon_inode:[timerfd]") add(its_timer);
    if (target == "anon_inode:[signalfd]") add_signals();
    if (target == "anon_inode:inotify") add(anybody);
  }

  RunState& run_;
  const Task& task_;
  std::string text_;
};

}  // namespace

Blocked waiting_of(RunState& run, const Task& task) {
  Blocked blocked{.name = task.name, .on = task.blocked_on};
  if (task.phase != Phase::stopped) blocked = awaits_of(task, run.family.in_order(), run.family);
  blocked.held_by = Enders(run, task).find(std::move(blocked.held_by));
  return blocked;
}

}  // namespace procdemo::engine
