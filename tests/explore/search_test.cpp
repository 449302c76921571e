// The search alone, on programs that are nothing but lists of steps: what it finds is compared with
// brute force, for as many small programs as chance makes.
#include "explore/search.h"

#include <algorithm>
#include <array>
#include <utility>

#include "catch.h"
#include "schedule/random.h"

namespace procdemo::explore::test {
namespace {

struct Deed {
  enum class Kind { print, fork, lock, unlock, read, write, rest } kind;
  std::string what;  // a text, a lock, a variable; of a rest: as many seconds as it has letters
  std::vector<Deed> child = {};
};
using Deeds = std::vector<Deed>;

/// A run of such a program: it does what a plan says, as schedule/explored.h does with a real one.
class Machine {
 public:
  Machine(const Deeds& program, const Plan& plan) : plan_(plan) { tasks_["P"].deeds = program; }

  StepLog run() {
    for (std::vector<Name> ready; !(ready = ready_at_last()).empty();) {
      if (log_.steps.size() + 1 == std::max<std::size_t>(plan_.choices.size(), 1)) {
        sleep_ = plan_.sleep;
      }
      const auto name = choose(ready);
      if (!name) {
        log_.pending = sleep_;
        log_.ending = StepLog::Ending::asleep;
        return log_;
      }
      const double time = plan_.any_sleep ? 0 : static_cast<double>(now_);
      SeenStep step{.name = *name, .touches = touches_of(*name), .ready = ready, .time = time};
      std::erase_if(sleep_, [&](const SeenStep& one) { return are_dependent(one, step); });
      log_.steps.push_back(std::move(step));
      take(*name);
    }
    for (const auto& [name, task] : tasks_) {
      if (task.next == task.deeds.size()) continue;
      log_.ending = StepLog::Ending::stuck;
      log_.pending.push_back({.name = name, .touches = touches_of(name)});
    }
    return log_;
  }

  /// All that somebody can see of it.
  std::string seen() const {
    std::string text = seen_;
    if (log_.ending == StepLog::Ending::stuck) text += " stuck";
    return text;
  }
  bool to_its_end() const {
    return log_.ending == StepLog::Ending::over || log_.ending == StepLog::Ending::stuck;
  }

 private:
  struct Task {
    Deeds deeds;
    std::size_t next = 0;
    int births = 0;
    bool parked = false;
    std::optional<std::size_t> wakes = {};
    std::string read = {};  // what it last saw: it prints that too
  };

  // Time passes when nobody can go on.
  std::vector<Name> ready_at_last() {
    std::vector<Name> ready = ready_tasks();
    if (!ready.empty()) return ready;
    std::optional<std::size_t> next;
    for (const auto& [name, task] : tasks_) {
      if (task.wakes) next = std::min(next.value_or(*task.wakes), *task.wakes);
    }
    if (next) now_ = *next;
    return ready_tasks();
  }

  std::vector<Name> ready_tasks() const {
    std::vector<Name> ready;
    for (const auto& [name, task] : tasks_) {
      if (task.wakes) {
        if (plan_.any_sleep || *task.wakes <= now_) ready.push_back(name);
        continue;
      }
      if (task.next == task.deeds.size()) continue;
      if (task.parked && holders_.contains(task.deeds[task.next].what)) continue;
      ready.push_back(name);
    }
    return ready;
  }

  std::optional<Name> choose(const std::vector<Name>& ready) const {
    if (log_.steps.size() < plan_.choices.size()) return plan_.choices[log_.steps.size()];
    const auto awake = std::ranges::find_if(ready, [&](const Name& name) {
      return std::ranges::count(sleep_, name, &SeenStep::name) == 0;
    });
    return awake == ready.end() ? std::nullopt : std::optional(*awake);
  }

  std::vector<Touch> touches_of(const Name& name) const {
    const Task& task = tasks_.at(name);
    const Deed& deed = task.deeds[task.next];
    using enum Deed::Kind;
    if (deed.kind == fork || deed.kind == rest) return {};
    if (deed.kind == print) return {{"output", Touch::How::change}};
    return {{deed.what, deed.kind == read ? Touch::How::look : Touch::How::change}};
  }

  void take(const Name& name) {
    using enum Deed::Kind;
    Task& task = tasks_.at(name);
    const Deed deed = task.deeds[task.next];
    if (deed.kind == rest && !task.wakes) {
      task.wakes = now_ + deed.what.size();
      return;
    }
    if (task.wakes) now_ = std::max(now_, *std::exchange(task.wakes, std::nullopt));
    if (deed.kind == lock && holders_.contains(deed.what)) {
      task.parked = true;
      return;
    }
    ++task.next;
    task.parked = false;
    if (deed.kind == print) seen_ += name + ":" + deed.what + task.read + " ";
    if (deed.kind == lock) holders_.insert(deed.what);
    if (deed.kind == unlock) holders_.erase(deed.what);
    if (deed.kind == read) task.read = values_[deed.what];
    if (deed.kind == write) values_[deed.what] = name + task.read;
    if (deed.kind == fork) {
      const Name child = name + "." + std::to_string(++task.births);
      tasks_[child].deeds = deed.child;
    }
  }

  const Plan& plan_;
  std::size_t now_ = 0;
  std::map<Name, Task> tasks_;
  std::set<std::string> holders_;
  std::map<std::string, std::string> values_;
  std::vector<SeenStep> sleep_;
  std::string seen_;
  StepLog log_;
};

struct Found {
  std::set<std::string> seen;
  std::size_t runs = 0, whole = 0;
  bool complete = false;
};

Found search(const Deeds& program, bool reduction, bool any_sleep = false) {
  constexpr std::size_t most = 10'000;  // runs of brute force
  Search search({.reduction = reduction, .any_sleep = any_sleep});
  Found found;
  while (const auto plan = search.next()) {
    if (++found.runs > most) return found;
    Machine machine(program, *plan);
    search.done(*plan, machine.run());
    if (!machine.to_its_end()) continue;
    found.seen.insert(machine.seen());
    ++found.whole;
  }
  found.complete = search.complete();
  return found;
}

Deed print(std::string text) {
  return {Deed::Kind::print, std::move(text)};
}
Deed fork(Deeds child) {
  return {Deed::Kind::fork, "", std::move(child)};
}

/// A program of a few deeds, by chance.
Deeds any_deeds(RandomNumbers& numbers, int depth) {
  using Kind = Deed::Kind;
  constexpr std::array kinds = {Kind::print, Kind::lock,  Kind::unlock,
                                Kind::read,  Kind::write, Kind::rest};
  Deeds deeds;
  for (std::uint64_t left = numbers.below(3) + 1; left > 0; --left) {
    const auto kind = kinds[numbers.below(kinds.size())];
    const bool first = numbers.below(2) == 0;
    deeds.push_back({kind, kind == Kind::rest ? (first ? "z" : "zz") : (first ? "a" : "b")});
  }
  if (depth > 0) {
    const auto place = static_cast<std::ptrdiff_t>(numbers.below(deeds.size() + 1));
    deeds.insert(deeds.begin() + place, fork(any_deeds(numbers, depth - 1)));
  }
  return deeds;
}

}  // namespace

TEST_CASE("two forks in a row, as in 08-multi-fork: 80 orders, each run once") {
  const Deeds program = {fork({print("1"), fork({print("1")}), print("2")}), print("2"),
                         fork({print("1")}), print("2")};
  const Found found = search(program, true);
  CHECK(found.complete);
  CHECK(found.seen.size() == 80);
  CHECK(found.whole == 80);
}

TEST_CASE("the search finds all that brute force finds, also where a sleep may end at any time",
          "[plain]") {
  const bool any_sleep = GENERATE(false, true);
  CAPTURE(any_sleep);
  std::size_t reduced_runs = 0, all_runs = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    RandomNumbers numbers(seed);
    Deeds program = any_deeds(numbers, 1);
    program.insert(program.begin(), fork(any_deeds(numbers, 0)));
    program.push_back(print("."));
    const Found all = search(program, false, any_sleep);
    const Found reduced = search(program, true, any_sleep);
    CAPTURE(seed, all.runs, reduced.runs);
    if (!all.complete) continue;  // too many for brute force
    CHECK(reduced.complete);
    CHECK(reduced.seen == all.seen);
    CHECK(reduced.runs <= all.runs);
    reduced_runs += reduced.runs;
    all_runs += all.runs;
  }
  CHECK(reduced_runs * 5 < all_runs);
}

TEST_CASE("a plan for which there was no time comes again, and nothing is lost by that") {
  const Deeds program = {fork({print("1"), print("2")}), print("3"), print("4")};
  Search search({});
  std::set<std::string> seen;
  std::size_t put_back = 0;
  for (bool in_time = false; const auto plan = search.next(); in_time = !in_time) {
    if (!in_time) {
      search.put_back(*plan);
      ++put_back;
      continue;
    }
    Machine machine(program, *plan);
    search.done(*plan, machine.run());
    if (machine.to_its_end()) seen.insert(machine.seen());
  }
  CHECK(search.complete());
  CHECK(put_back > 2);
  CHECK(seen == test::search(program, true).seen);
}

TEST_CASE("a poll is changed by what came before, and changes nothing for what comes after") {
  using enum Touch::How;
  const SeenStep taken{.name = "P.1", .touches = {{"queue", change}}};
  const SeenStep waited{.name = "P.2", .touches = {{"queue", poll}}};
  CHECK(may_have_changed(taken, waited));
  CHECK(!may_have_changed(waited, taken));
  CHECK(!are_dependent(waited, taken));
}

TEST_CASE("a log and a plan are read as they were written, whatever files are called") {
  using enum Touch::How;
  const StepLog log{.ending = StepLog::Ending::stuck,
                    .steps = {{.name = "P.1",
                               .touches = {{"entry:/tmp/a / b\n%20", change}, {"queue", poll}},
                               .ready = {"P", "P.1"},
                               .time = 2.5}},
                    .pending = {{.name = "P", .touches = {{"output", look}}}},
                    .overtakings = {{"P", {"P.1", "P.2/t2"}, 17, true}, {"P.1", {"P"}, 3, false}}};
  CHECK(read_step_log(text_of(log)) == log);
  const Plan plan{.choices = {"P", "P.1"}, .sleep = log.steps, .any_sleep = true, .bound = 3};
  CHECK(read_plan(text_of(plan)) == plan);
  CHECK_FALSE(read_plan("no plan"));
}

TEST_CASE("a run of very many steps is not looked through, and the search says so", "[plain]") {
  for (const std::size_t steps : {Search::most_steps, Search::most_steps + 1}) {
    Search search({});
    const auto plan = search.next();
    StepLog log;
    log.steps.assign(steps, {.name = "P", .touches = {}, .ready = {"P"}});
    search.done(*plan, log);
    CHECK_FALSE(search.next());
    CHECK(search.complete() == (steps == Search::most_steps));
  }
}

TEST_CASE("a bound leaves orders out, and says so") {
  const Deeds program = {fork({print("1"), print("2")}), print("3"), print("4")};
  Search search({.reduction = true, .bound = 0});
  while (const auto plan = search.next()) {
    Machine machine(program, *plan);
    search.done(*plan, machine.run());
  }
  CHECK(!search.complete());
}

}  // namespace procdemo::explore::test
