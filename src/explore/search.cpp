#include "explore/search.h"

#include <algorithm>

#include "explore/races.h"

namespace procdemo::explore {

// --- what to run ---

std::optional<Plan> Search::next() {
  if (!started_) {
    started_ = true;
    return Plan{
        .choices = {}, .sleep = {}, .any_sleep = settings_.any_sleep, .bound = settings_.bound};
  }
  // The deepest first: what hangs below it is then soon done.
  for (auto place = open_.rbegin(); place != open_.rend();) {
    const NodeNumber number = place->second;
    Node& node = nodes_[number];
    if (node.running) {
      ++place;
      continue;
    }
    if (const auto choice = open_choice(node)) {
      node.tried.insert(*choice);
      node.running = *choice;
      return plan_for(number, *choice);
    }
    place = std::make_reverse_iterator(open_.erase(std::next(place).base()));
  }
  return std::nullopt;
}

std::optional<Name> Search::open_choice(const Node& node) const {
  const auto choice = std::ranges::find_if(node.wanted, [&](const Name& name) {
    return !node.tried.contains(name) && std::ranges::count(node.sleep, name, &SeenStep::name) == 0;
  });
  return choice == node.wanted.end() ? std::nullopt : std::optional(*choice);
}

Plan Search::plan_for(NodeNumber number, const Name& choice) const {
  Plan plan{
      .choices = {choice}, .sleep = {}, .any_sleep = settings_.any_sleep, .bound = settings_.bound};
  const Node& node = nodes_[number];
  if (settings_.reduction) {
    plan.sleep = node.sleep;
    plan.sleep.insert(plan.sleep.end(), node.explored.begin(), node.explored.end());
  }
  for (NodeNumber at = number; nodes_[at].depth > 0; at = nodes_[at].parent) {
    plan.choices.push_back(nodes_[at].from);
  }
  std::ranges::reverse(plan.choices);
  return plan;
}

// --- what was run ---

void Search::done(const Plan& plan, const std::optional<StepLog>& log) {
  if (log && log->steps.size() > most_steps) return done(plan, std::nullopt);
  const bool followed =
      log && log->ending != StepLog::Ending::diverged && log->steps.size() >= plan.choices.size();
  if (!followed) {
    complete_ = false;
    give_up(plan);
  }
  if (log && log->ending == StepLog::Ending::bounded) complete_ = false;
  if (!followed || log->steps.empty()) return;
  const std::vector<NodeNumber> path = grow(*log);
  // Races among the steps of the plan were found when it was made.
  if (settings_.reduction)
    look_for_races(path, *log, plan.choices.empty() ? 0 : plan.choices.size() - 1);
}

/// At which its last choice is made.
Search::NodeNumber Search::node_of(const Plan& plan) const {
  NodeNumber at = 0;
  for (std::size_t i = 0; i + 1 < plan.choices.size(); ++i) {
    at = nodes_[at].children.at(plan.choices[i]);
  }
  return at;
}

void Search::put_back(const Plan& plan) {
  if (plan.choices.empty()) {
    started_ = false;
    return;
  }
  const NodeNumber number = node_of(plan);
  Node& node = nodes_[number];
  node.running.reset();
  node.tried.erase(plan.choices.back());
  open_.emplace(node.depth, number);
}

/// The last choice of a plan was tried, and nothing is known of it.
void Search::give_up(const Plan& plan) {
  if (nodes_.empty() || plan.choices.empty()) return;
  nodes_[node_of(plan)].running.reset();
}

/// The nodes at which the steps were chosen.
std::vector<Search::NodeNumber> Search::grow(const StepLog& log) {
  if (nodes_.empty()) nodes_.emplace_back();
  std::vector<NodeNumber> path = {0};
  for (std::size_t i = 0; i < log.steps.size(); ++i) {
    open(nodes_[path.back()], log.steps[i]);
    if (open_choice(nodes_[path.back()])) open_.emplace(nodes_[path.back()].depth, path.back());
    if (i + 1 < log.steps.size()) path.push_back(child_of(path.back(), log.steps[i]));
  }
  return path;
}

void Search::open(Node& node, const SeenStep& step) {
  if (node.ready.empty()) {
    node.ready = step.ready;
    if (!settings_.reduction) {
      for (const Name& name : node.ready) {
        if (is_beyond_bound(node, name)) {
          complete_ = false;
        } else {
          node.wanted.insert(name);
        }
      }
    }
  }
  node.wanted.insert(step.name);
  node.tried.insert(step.name);
  if (node.running == step.name) node.running.reset();
  if (std::ranges::count(node.explored, step.name, &SeenStep::name) == 0) {
    node.explored.push_back({.name = step.name, .touches = step.touches});
  }
}

Search::NodeNumber Search::child_of(NodeNumber parent, const SeenStep& step) {
  const auto known = nodes_[parent].children.find(step.name);
  if (known != nodes_[parent].children.end()) return known->second;
  const Node& node = nodes_[parent];
  Node child{.parent = parent, .from = step.name, .last = step.name, .depth = node.depth + 1};
  const bool preempts = step.name != node.last && std::ranges::count(node.ready, node.last) != 0;
  child.before = node.before + (preempts ? 1 : 0);
  const auto keep = [&](const SeenStep& one) {
    if (!are_dependent(one, step)) child.sleep.push_back(one);
  };
  if (settings_.reduction) {
    for (const SeenStep& one : node.sleep) keep(one);
    for (const SeenStep& one : node.explored) keep(one);
  }
  nodes_.push_back(std::move(child));
  nodes_[parent].children[step.name] = nodes_.size() - 1;
  return nodes_.size() - 1;
}

bool Search::is_beyond_bound(const Node& node, const Name& choice) const {
  const bool preempts = choice != node.last && std::ranges::count(node.ready, node.last) != 0;
  return settings_.bound && preempts && node.before >= *settings_.bound;
}

void Search::want(NodeNumber number, const Name& name) {
  Node& node = nodes_[number];
  if (is_beyond_bound(node, name)) {
    complete_ = complete_ && node.tried.contains(name);
    return;
  }
  if (node.wanted.insert(name).second) open_.emplace(node.depth, number);
}

void Search::look_for_races(const std::vector<NodeNumber>& path, const StepLog& log,
                            std::size_t from) {
  const Races races(log);
  for (const Races::Race& race : races.from(from)) {
    const Node& node = nodes_[path[race.first]];
    std::vector<Name> initials;
    for (const Name& name : races.initials(race)) {
      if (std::ranges::count(node.ready, name) != 0) initials.push_back(name);
    }
    const bool known =
        std::ranges::any_of(initials, [&](const Name& name) { return node.wanted.contains(name); });
    if (known) continue;
    if (initials.empty()) {
      for (const Name& name : std::vector<Name>(node.ready)) want(path[race.first], name);
    } else {
      want(path[race.first], initials.front());
    }
  }
}

}  // namespace procdemo::explore
