// Every order of a program's steps that can be told apart: which of them to run next, and when all
// have been.
//
// A run is a path through a tree: each node is a moment at which somebody is chosen. To try every
// choice at every node would be brute force: n processes of k steps each have (nk)!/(k!)^n orders,
// most of which differ in nothing but the order of steps that have nothing to do with each other.
// Orders that differ in that alone are equivalent (Mazurkiewicz), and one of each kind will do.
//
// That is dynamic partial-order reduction (Flanagan and Godefroid, POPL 2005), with the source sets
// of Abdulla, Aronis, Jonsson and Sagonas (POPL 2014). After each run its races are looked for: two
// steps that depend on each other, of different tasks, with nothing between them that orders them
// anyway. Where they might have come the other way round, the node before the first of them gets
// another choice. The new choice is a task that may begin what has to come before that step's rival
// then (an initial); any of them will do, and if none is known, all are tried.
//
// Sleep sets (Godefroid, 1996) do the rest: what was already tried at a node needs no trying below
// its siblings, until a step comes on which it depends.
//
// The order of time is no race: nobody wakes before the clock says so. A step after the clock has
// jumped comes after all those before it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "explore/room.h"
#include "schedule/step_log.h"

namespace procdemo::explore {

class Search {
 public:
  struct Settings {
    bool reduction = true;  ///< false: brute force
    bool any_sleep = false;
    std::optional<int> bound = {};  ///< preemptions at most
  };

  explicit Search(const Settings& settings) : settings_(settings) {}

  /// The next run. Nothing: all has been run, or has to wait for what runs now.
  std::optional<Plan> next();

  /// What became of a plan. Nothing: it was not carried out, and the search is not complete. Nor is
  /// it where the log is longer than most_steps: such a run is not looked through.
  void done(const Plan& plan, const std::optional<StepLog>& log);

  /// A plan that was not run after all: it comes again.
  void put_back(const Plan& plan);

  /// Of one run. Races are pairs of steps: time and memory grow with the square of their number,
  /// and a program that loops on a call would take minutes and gigabytes.
  static constexpr std::size_t most_steps = 10'000;

  /// Whether every order has been run; only once `next` has nothing, and nothing runs any more.
  bool complete() const { return started_ && complete_; }

 private:
  using NodeNumber = std::size_t;

  /// A moment at which somebody is chosen.
  struct Node {
    NodeNumber parent = 0;
    Name from;       // who was chosen at the parent
    Name last;       // who went before, and
    int before = 0;  // how many preemptions there were
    std::size_t depth = 0;
    std::vector<Name> ready;
    std::set<Name> wanted;           // choices to be tried
    std::set<Name> tried;            // and those that were, or are
    std::optional<Name> running;     // tried just now: what it touches is not known yet
    std::vector<SeenStep> sleep;     // known from elsewhere
    std::vector<SeenStep> explored;  // what was chosen here
    std::map<Name, NodeNumber> children;
  };

  std::optional<Name> open_choice(const Node& node) const;
  Plan plan_for(NodeNumber number, const Name& choice) const;
  void want(NodeNumber number, const Name& name);
  bool is_beyond_bound(const Node& node, const Name& choice) const;
  NodeNumber node_of(const Plan& plan) const;
  void give_up(const Plan& plan);
  std::vector<NodeNumber> grow(const StepLog& log);
  NodeNumber child_of(NodeNumber parent, const SeenStep& step);
  void open(Node& node, const SeenStep& step);
  void look_for_races(const std::vector<NodeNumber>& path, const StepLog& log, std::size_t from);

  Settings settings_;
  std::vector<Node> nodes_;
  std::set<std::pair<std::size_t, NodeNumber>> open_;  // nodes with choices to be tried, by depth
  bool started_ = false;
  bool complete_ = true;
};

}  // namespace procdemo::explore
