#include "cli/explore/on_paper.h"

#include <algorithm>
#include <deque>
#include <limits>

#include "catch.h"

namespace procdemo::cli::test {
namespace {

struct Worker {
  Deeds left;
  std::int64_t wakes = 0;
  int children = 0;
};

struct World {
  std::map<std::string, Worker> alive;
  std::map<std::string, std::deque<std::string>> queues;
  std::set<std::string> locked;
  std::int64_t now = 0;
  std::string order, text, file;
};

class Search {
 public:
  Search(const Routines& program, bool any_sleep) : program_(program), any_sleep_(any_sleep) {}

  void from(const World& world) {
    if (!known_.insert(key_of(world)).second) return;
    bool moved = false;
    for (const auto& [name, worker] : world.alive) {
      if (!can_go_on(world, name, worker)) continue;
      moved = true;
      from(after(world, name));
    }
    if (!moved) let_time_pass(world);
  }

  Outcomes outcomes;

 private:
  static std::string key_of(const World& world) {
    std::string key = std::to_string(world.now) + "\n" + world.order + "\n" + world.file;
    for (const auto& [name, worker] : world.alive) {
      key += "\n" + name + " " + std::to_string(worker.wakes);
      for (const Deed& deed : worker.left) {
        key += "\t" + deed.text + "\v" + deed.queue + std::to_string(deed.microseconds);
      }
    }
    for (const auto& [name, queue] : world.queues) {
      key += "\n" + name;
      for (const std::string& routine : queue) key += "\t" + routine;
    }
    return key;
  }

  static bool can_go_on(const World& world, const std::string& name, const Worker& worker) {
    if (worker.wakes > world.now) return false;
    if (worker.left.empty()) return true;  // it ends
    const Deed& deed = worker.left.front();
    if (deed.kind == Deed::Kind::lock) return !world.locked.contains(deed.text);
    if (deed.kind == Deed::Kind::take) {
      const auto queue = world.queues.find(deed.queue);
      return queue != world.queues.end() && !queue->second.empty();
    }
    if (deed.kind != Deed::Kind::join) return true;
    return std::ranges::none_of(
        world.alive, [&](const auto& other) { return other.first.starts_with(name + "."); });
  }

  void let_time_pass(World world) {
    auto next = std::numeric_limits<std::int64_t>::max();
    for (const auto& [name, worker] : world.alive) {
      if (worker.wakes > world.now) next = std::min(next, worker.wakes);
    }
    if (next != std::numeric_limits<std::int64_t>::max()) {
      world.now = next;
      return from(world);
    }
    REQUIRE(world.alive.empty());  // nobody would ever go on
    outcomes.orders.insert(world.order);
    outcomes.texts.insert(world.text);
    outcomes.files.insert(world.file);
  }

  World after(World world, const std::string& name) const {
    Worker& worker = world.alive.at(name);
    if (worker.left.empty()) {
      world.alive.erase(name);
      return world;
    }
    const Deed deed = worker.left.front();
    worker.left.erase(worker.left.begin());
    act(world, name, worker, deed);
    return world;
  }

  void act(World& world, const std::string& name, Worker& worker, const Deed& deed) const {
    switch (deed.kind) {
      case Deed::Kind::print:
        return print_line(world, name, deed);
      case Deed::Kind::append:
        world.file += deed.text;
        return;
      case Deed::Kind::rest:
        if (!any_sleep_) worker.wakes = world.now + deed.microseconds;
        return;
      case Deed::Kind::fork:
        world.alive[name + "." + std::to_string(++worker.children)].left = program_.at(deed.text);
        return;
      case Deed::Kind::go:
        worker.left = program_.at(deed.text);
        return;
      case Deed::Kind::put:
        world.queues[deed.queue].push_back(deed.text);
        return;
      case Deed::Kind::take:
        return take_from(world.queues[deed.queue], worker);
      case Deed::Kind::skip_empty:
        if (world.queues[deed.queue].empty()) worker.left.erase(worker.left.begin());
        return;
      case Deed::Kind::lock:
        world.locked.insert(deed.text);
        return;
      case Deed::Kind::unlock:
        world.locked.erase(deed.text);
        return;
      case Deed::Kind::join:
        return;
    }
  }

  static void print_line(World& world, const std::string& name, const Deed& deed) {
    std::string line = deed.text;
    replace(line, "[pid]", "[pid " + name + "]");
    replace(line, "[count]", std::to_string(world.queues[deed.queue].size()));
    world.text += line + "\n";
    world.order += name + " " + line + "\n";
  }

  static void replace(std::string& line, const std::string& mark, const std::string& by) {
    const auto place = line.find(mark);
    if (place != std::string::npos) line.replace(place, mark.size(), by);
  }

  void take_from(std::deque<std::string>& queue, Worker& worker) const {
    const Deeds& deeds = program_.at(queue.front());
    queue.pop_front();
    worker.left.insert(worker.left.begin(), deeds.begin(), deeds.end());
  }

  const Routines& program_;
  const bool any_sleep_;
  std::set<std::string> known_;
};

}  // namespace

Deed print(std::string line, std::string queue) {
  return {.kind = Deed::Kind::print, .text = std::move(line), .queue = std::move(queue)};
}
Deed append(std::string piece) {
  return {.kind = Deed::Kind::append, .text = std::move(piece)};
}
Deed rest(std::int64_t microseconds) {
  return {.kind = Deed::Kind::rest, .microseconds = microseconds};
}
Deed fork_to(std::string routine) {
  return {.kind = Deed::Kind::fork, .text = std::move(routine)};
}
Deed join() {
  return {.kind = Deed::Kind::join};
}
Deed go(std::string routine) {
  return {.kind = Deed::Kind::go, .text = std::move(routine)};
}
Deed put(std::string queue, std::string routine) {
  return {.kind = Deed::Kind::put, .text = std::move(routine), .queue = std::move(queue)};
}
Deed take(std::string queue) {
  return {.kind = Deed::Kind::take, .queue = std::move(queue)};
}
Deed skip_empty(std::string queue) {
  return {.kind = Deed::Kind::skip_empty, .queue = std::move(queue)};
}
Deed lock(std::string name) {
  return {.kind = Deed::Kind::lock, .text = std::move(name)};
}
Deed unlock(std::string name) {
  return {.kind = Deed::Kind::unlock, .text = std::move(name)};
}

Outcomes on_paper(const Routines& program, bool any_sleep) {
  World world;
  world.alive["P"].left = program.at("main");
  Search search(program, any_sleep);
  search.from(world);
  return search.outcomes;
}

}  // namespace procdemo::cli::test
