// The protocol of the bell in every order. bell.h says why it holds; here is the proof for a few
// listeners and ringers: each step of each of them, as bell.h lists them, leads from one state to
// another, and all states are visited.
#include <array>
#include <set>
#include <vector>

#include "catch.h"

namespace {

enum class At {
  read_changes,
  listen,
  look,
  fall_asleep,
  asleep,
  gone,  // listeners
  change,
  read_listens,
  compare_quiet,
  count,
  wake,
  say_quiet,
  over
};  // ringers

struct Actor {
  At at = At::gone;
  int heard = 0;   // of `changes` (listeners), of `listens` (ringers)
  int rounds = 0;  // items still to take, or to bring
  auto operator<=>(const Actor&) const = default;
};

struct State {
  int changes = 0, listens = 0, quiet = 0, items = 0;
  std::array<Actor, 4> actors;
  auto operator<=>(const State&) const = default;
};

// Counters matter only by which of them are equal: numbered anew, there are few states.
void renumber(const std::vector<int*>& counters) {
  std::set<int> values;
  for (const int* counter : counters) values.insert(*counter);
  for (int* counter : counters)
    *counter = static_cast<int>(std::distance(values.begin(), values.find(*counter)));
}

State canonical(State state) {
  std::vector<int*> changes = {&state.changes}, listens = {&state.listens, &state.quiet};
  for (Actor& actor : state.actors)
    (actor.at < At::change ? changes : listens).push_back(&actor.heard);
  renumber(changes);
  renumber(listens);
  return state;
}

void listen_step(State& state, Actor& me, bool reads_first) {
  const At first = reads_first ? At::read_changes : At::listen;
  switch (me.at) {
    case At::read_changes:
      me = {reads_first ? At::listen : At::look, state.changes, me.rounds};
      break;
    case At::listen:
      ++state.listens;
      me.at = reads_first ? At::look : At::read_changes;
      break;
    case At::look:
      if (state.items == 0) {
        me.at = At::fall_asleep;
      } else {
        --state.items;
        me = {me.rounds == 1 ? At::gone : first, 0, me.rounds - 1};
      }
      break;
    case At::fall_asleep:
      me.at = me.heard == state.changes ? At::asleep : first;
      break;
    default:
      break;
  }
}

void end_round(Actor& me) {
  me = {me.rounds == 1 ? At::over : At::change, 0, me.rounds - 1};
}

void ring_step(State& state, Actor& me) {
  switch (me.at) {
    case At::change:
      ++state.items;
      me.at = At::read_listens;
      break;
    case At::read_listens:
      me = {At::compare_quiet, state.listens, me.rounds};
      break;
    case At::compare_quiet:
      me.at = At::count;
      if (me.heard == state.quiet) end_round(me);
      break;
    case At::count:
      ++state.changes;
      me.at = At::wake;
      break;
    case At::wake:
      me.at = At::say_quiet;
      break;
    case At::say_quiet:
      state.quiet = me.heard;
      end_round(me);
      break;
    default:
      break;
  }
}

// `reads_first`: as bell.h has it, `changes` is read before `listens` is counted.
struct Model {
  bool reads_first = true;
  std::set<State> seen{};
  std::vector<State> open{};

  void visit(const State& state) {
    const State known = canonical(state);
    if (seen.insert(known).second) open.push_back(known);
  }

  // Whom the kernel wakes is its choice: each of them is tried.
  bool wake_somebody(const State& state, std::size_t ringer) {
    bool somebody = false;
    for (std::size_t i = 0; i < state.actors.size(); ++i) {
      if (state.actors[i].at != At::asleep) continue;
      State next = state;
      next.actors[i].at = reads_first ? At::read_changes : At::listen;
      end_round(next.actors[ringer]);
      visit(next);
      somebody = true;
    }
    return somebody;
  }

  void step(const State& state, std::size_t who) {
    State next = state;
    Actor& me = next.actors[who];
    if (me.at == At::wake && wake_somebody(state, who)) return;
    if (me.at < At::change) {
      listen_step(next, me, reads_first);
    } else {
      ring_step(next, me);
    }
    visit(next);
  }

  // Somebody sleeps beside an item, and nobody will do anything any more.
  static bool is_lost(const State& state) {
    bool sleeper = false;
    for (const Actor& actor : state.actors) {
      if (actor.at != At::asleep && actor.at != At::gone && actor.at != At::over) return false;
      sleeper = sleeper || actor.at == At::asleep;
    }
    return sleeper && state.items > 0;
  }

  bool can_lose(int listeners, int takes, int ringers, int brings) {
    State start;
    for (std::size_t i = 0; i < start.actors.size(); ++i) {
      const int number = static_cast<int>(i);
      if (number < listeners)
        start.actors[i] = {reads_first ? At::read_changes : At::listen, 0, takes};
      else if (number < listeners + ringers)
        start.actors[i] = {At::change, 0, brings};
    }
    visit(start);
    while (!open.empty()) {
      const State state = open.back();
      open.pop_back();
      if (is_lost(state)) return true;
      for (std::size_t who = 0; who < state.actors.size(); ++who) step(state, who);
    }
    return false;
  }
};

}  // namespace

TEST_CASE("in no order of steps does a listener sleep beside an item that nobody will ring for") {
  CHECK_FALSE(Model{}.can_lose(1, 2, 1, 2));
  CHECK_FALSE(Model{}.can_lose(1, 2, 2, 1));
  CHECK_FALSE(Model{}.can_lose(2, 2, 1, 2));
  CHECK_FALSE(Model{}.can_lose(2, 1, 2, 1));
}

TEST_CASE("a bell that listens before it reads the changes is found to lose a wake-up") {
  CHECK(Model{.reads_first = false}.can_lose(2, 2, 2, 2));
}
