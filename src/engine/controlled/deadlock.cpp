// The graph of waiting: an arrow from each task that waits to those who could end its waiting. One
// that waits for a child points to the child; for a lock, to whoever holds it; for bytes from a
// pipe, to everybody who could write into it (also to itself: a reader that has kept the writing
// end open never sees the end of the file); for room in one, to everybody who could read from it;
// for either of a connected socket, to everybody who has the other one.
// A circle in that graph is the reason of the deadlock. One that waits for itself alone is a
// circle, too, but it says least: another is looked for first.
//
// Nobody owns a semaphore: anybody who has its memory may post it; nor an event counter
// (eventfd(2)): who has it open may add to it. Where only one could, who waits for no end of a
// child or a thread, that is an arrow. Where several could, none of them has to be in a circle:
// there is no arrow then, and that all of them wait is told (trace/knot.h).
//
// Coffman, Elphick and Shoshani, "System Deadlocks", Computing Surveys 3(2), 1971.
#include "engine/controlled/deadlock.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/procfs.h"
#include "engine/controlled/network_peer.h"
#include "engine/controlled/socket_peer.h"
#include "syscalls/channel.h"
#include "syscalls/event_counter.h"
#include "syscalls/futex/futex_wait.h"
#include "syscalls/opening_fifo.h"
#include "syscalls/pipe_ends.h"
#include "syscalls/syscall.h"
#include "syscalls/waits_for.h"
#include "syscalls/wanted_lock.h"

namespace procdemo::engine {

namespace {

/// The socket that the one behind this descriptor is connected with, if that is known.
std::optional<FileIdentity> peer_behind(const Task& task, int fd, Family& family) {
  struct stat facts;
  if (!stat_descriptor(task.tid, fd, facts) || !S_ISSOCK(facts.st_mode)) return std::nullopt;
  const auto peer = peer_of_stream(facts.st_ino);
  return peer ? std::optional(FileIdentity{facts.st_dev, *peer})
              : peer_through_network(task, fd, family);
}

/// What has to be done to the pipe or the socket that this call waits for, where it is about one.
std::string needed(const Task& task, Family& family) {
  if (!task.call) return "";
  if (waits_for<wait::Semaphore>(task)) return "post";
  const std::vector<int> awaited = awaited_descriptors(task);
  if (awaited.size() != 1) return "";
  if (!awaited_counters(task).empty()) return "add";
  if (!pipe_end(task.tid, awaited[0]) && !peer_behind(task, awaited[0], family)) return "";
  return task.call->syscall->writes ? "read" : "write";
}

bool has_open(pid_t pid, const FileIdentity& file) {
  return std::ranges::any_of(descriptors_of(pid), [&](int fd) {
    struct stat facts;
    return stat_descriptor(pid, fd, facts) && identity_of(facts) == file;
  });
}

/// Who could end a task's waiting.
struct Helpers {
  std::vector<Name> names;
  bool any = false;  ///< each of them could, and none has to
  std::string needs = {};

  /// Whom an arrow leads to.
  std::vector<Name> arrows() const { return any && names.size() > 1 ? std::vector<Name>() : names; }
};

class Graph {
 public:
  Graph(const std::vector<Task*>& tasks, Family& family) : tasks_(tasks), family_(family) {}

  Helpers who_could_help(const Task& task) const {
    if (waits_for<wait::Futex>(task)) return helpers_of_futex(task);
    Helpers all{.names = listed(task),
                .any = waits_for<wait::Semaphore>(task) || !awaited_counters(task).empty(),
                .needs = needed(task, family_)};
    if (all.any) prefer_free(all);
    return all;
  }

 private:
  std::vector<Name> listed(const Task& task) const {
    std::set<Name> names;
    const auto add = [&](const Name& name) { names.insert(name); };
    if (wants_taken_lock(task)) {
      std::ranges::for_each(names_of_holders(family_, task), add);
    } else if (!task.call) {
      if (opening_fifo(task)) add_others(task, add);
    } else {
      add_child(task, add);
      add_holders(task, add);
      add_ends_of_pipe(task, add);
      for (const std::int64_t counter : awaited_counters(task)) add_who_counts(task, counter, add);
      add_for_named(task, add);
    }
    return {names.begin(), names.end()};
  }

  // Anybody may open it.
  void add_others(const Task& task, const auto& add) const {
    for (const Task* other : tasks_) {
      if (other->process != task.process && other->phase != Phase::exiting) add(other->name);
    }
  }

  void add_child(const Task& task, const auto& add) const {
    const auto* waits = waits_for<wait::Child>(task);
    if (!waits) return;
    if (waits->only && family_.by_name(*waits->only)) return add(*waits->only);
    for (const Process* child : task.process->children) {
      const bool suits = !waits->group || ::getpgid(child->pid) == *waits->group;
      if (!child->ended && suits) add(child->name);
    }
  }

  // In a live run it sleeps in the call itself.
  void add_holders(const Task& task, const auto& add) const {
    if (!waits_for<wait::Lock>(task)) return;
    std::ranges::for_each(names_of_holders(family_, task), add);
  }

  void add_ends_of_pipe(const Task& task, const auto& add) const {
    for (const int awaited : awaited_descriptors(task)) {
      if (const auto end = pipe_end(task.tid, awaited)) {
        add_ends_of(end->pipe, !task.call->syscall->writes, add);
      } else if (const auto peer = peer_behind(task, awaited, family_)) {
        add_who_has(*peer, add);
      }
    }
  }

  void add_who_has(const FileIdentity& file, const auto& add) const {
    for (const Task* other : tasks_) {
      const pid_t pid = other->process->pid;
      if (other->tid == pid && has_open(pid, file)) add(other->process->name);
    }
  }

  // Another thread of its process may, too.
  void add_who_counts(const Task& task, std::int64_t counter, const auto& add) const {
    for (const Task* other : tasks_) {
      const pid_t pid = other->process->pid;
      const auto is_it = [&](int fd) { return counter_behind(pid, fd) == counter; };
      const bool may = other != &task && other->phase != Phase::exiting;
      if (may && std::ranges::any_of(descriptors_of(pid), is_it)) add(other->name);
    }
  }

  void add_ends_of(const FileIdentity& pipe, bool for_writing, const auto& add) const {
    for (const Task* other : tasks_) {
      const pid_t pid = other->process->pid;
      if (other->tid != pid) continue;
      for (const PipeEnd& end : pipe_ends_of(pid)) {
        const bool helps = for_writing ? end.writes : end.reads;
        if (end.pipe == pipe && helps) add(other->process->name);
      }
    }
  }

  // A System V semaphore, or a message queue: anybody who knows its name may come to it.
  void add_for_named(const Task& task, const auto& add) const {
    const auto* channel = waits_for<Channel>(task);
    const bool queue = channel && !std::holds_alternative<channel::Pipe>(*channel) &&
                       !std::holds_alternative<channel::Socket>(*channel);
    if (queue || waits_for<wait::Semaphore>(task)) add_others(task, add);
  }

  Helpers helpers_of_futex(const Task& task) const {
    FutexWait wait = futex_wait(family_, task);
    Helpers all{std::move(wait.helpers), wait.any, std::move(wait.needs)};
    if (all.any) prefer_free(all);
    return all;
  }

  // Who waits for an end will do nothing before that, and is named where nobody else is left.
  void prefer_free(Helpers& all) const {
    std::vector<Name> free = all.names;
    std::erase_if(free, [&](const Name& name) { return awaits_end(name); });
    if (!free.empty()) all.names = std::move(free);
  }

  bool awaits_end(const Name& name) const {
    const auto found = std::ranges::find(tasks_, name, &Task::name);
    if (found == tasks_.end()) return false;
    const Task& task = **found;
    return waits_for<wait::Child>(task) ||
           (waits_for<wait::Futex>(task) && futex_wait(family_, task).is_end);
  }

  const std::vector<Task*>& tasks_;
  Family& family_;
};

using Arrows = std::map<Name, std::vector<Name>>;

// Walks along the arrows until a name comes again.
bool find_circle(const Arrows& arrows, std::vector<Name>& path) {
  const auto from = arrows.find(path.back());
  if (from == arrows.end()) return false;
  for (const Name& next : from->second) {
    const auto met = std::ranges::find(path, next);
    if (met != path.end()) {
      path.erase(path.begin(), met);
      return true;
    }
    path.push_back(next);
    if (path.size() <= arrows.size() && find_circle(arrows, path)) return true;
    path.pop_back();
  }
  return false;
}

/// The first that comes, from wherever one starts.
std::vector<Name> circle_in(const Arrows& arrows) {
  for (const auto& [start, to] : arrows) {
    std::vector<Name> path = {start};
    if (find_circle(arrows, path)) return path;
  }
  return {};
}

Arrows without_loops(Arrows arrows) {
  for (auto& [name, to] : arrows) std::erase(to, name);
  return arrows;
}

void add(const Blocked& blocked, event::Deadlock& deadlock) {
  deadlock.waiting.push_back(blocked.name);
  deadlock.on.push_back(blocked.on);
  deadlock.held_by.push_back(blocked.held_by);
  deadlock.needs->push_back(blocked.needs);
  deadlock.holds->push_back(blocked.holds ? blocked.needs : "");
}

Blocked blocked_by(const Helpers& helpers, const Task& task, Family& family) {
  return {.name = task.name,
          .on = what_holds(family, task),
          .held_by = fmt::format("{}", fmt::join(helpers.names, ", ")),
          .needs = helpers.needs,
          .holds = !helpers.any && std::ranges::count(helpers.names, task.process->name) != 0};
}

}  // namespace

Blocked awaits_of(const Task& task, const std::vector<Task*>& tasks, Family& family) {
  return blocked_by(Graph(tasks, family).who_could_help(task), task, family);
}

event::Deadlock find_deadlock(const std::vector<Task*>& tasks, Family& family, Places& places) {
  event::Deadlock deadlock;
  std::vector<std::string> lines;
  deadlock.needs.emplace();
  deadlock.holds.emplace();
  Arrows arrows;
  const Graph graph(tasks, family);
  for (const Task* task : tasks) {
    if (task->phase == Phase::exiting) continue;
    const auto place = places.of_waiting(*task);
    lines.push_back(place ? place->text() : "");
    const Helpers helpers = graph.who_could_help(*task);
    arrows[task->name] = helpers.arrows();
    add(blocked_by(helpers, *task, family), deadlock);
  }
  const bool any =
      std::ranges::any_of(lines, [](const std::string& line) { return !line.empty(); });
  if (any) deadlock.places = std::move(lines);
  deadlock.circle = circle_in(without_loops(arrows));
  if (deadlock.circle.empty()) deadlock.circle = circle_in(arrows);
  return deadlock;
}

}  // namespace procdemo::engine
