#include "findings/lives.h"

#include "trace/name.h"

namespace procdemo::findings {

void Lives::learn(const Event& event) {
  order_.learn(event);
  const Name name(process_of(event.process));
  Life& life = all_[name];
  const When now{event.seq, event.place};
  life.name = name;
  life.pid = event.pid;
  if (const auto* fork = event.as<event::Fork>()) {
    Life& child = all_[fork->child];
    child.name = fork->child;
    child.maker = name;
    child.pid = fork->child_pid;
    child.made = now;
  }
  if (const auto* start = event.as<event::Start>()) life.maker = start->parent;
  if (event.as<event::Exec>()) life.executed = now;
  if (event.as<event::Orphan>()) life.orphaned = now;
  if (const auto* exit = event.as<event::Exit>()) {
    life.ended = now;
    life.end = *exit;
  }
  if (event.as<event::Limit>() || event.as<event::Deadlock>()) cut_off_ = true;
}

const Life* Lives::find(std::string_view process) const {
  const auto found = all_.find(process);
  return found == all_.end() ? nullptr : &found->second;
}

std::string list_of(const std::vector<Name>& names) {
  constexpr std::size_t most = 5, first = 3;
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names.size() > most && i == first) return list + " ... " + names.back();
    list += (i == 0 ? "" : ", ") + names[i];
  }
  return list;
}

}  // namespace procdemo::findings
