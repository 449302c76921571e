#include "show/lineage.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace procdemo::show {

namespace {

std::string joined(const std::vector<std::string>& argv, const std::string& path) {
  return argv.empty() ? path : fmt::format("{}", fmt::join(argv, " "));
}

bool tells_of_lives(const Event& event) {
  return event.as<event::Start>() || event.as<event::Exec>() || event.as<event::Fork>() ||
         event.as<event::Exit>() || event.as<event::Orphan>() || event.as<event::Reap>() ||
         event.as<event::Vanish>();
}

}  // namespace

// A name tells who made it.
Life& Lineage::life_of(const Name& process, const Number& pid) {
  if (const auto known = places_.find(process); known != places_.end())
    return lives_[known->second];
  const auto maker = places_.find(Name(maker_of(process)));
  (maker == places_.end() ? roots_ : lives_[maker->second].children).push_back(lives_.size());
  places_[process] = lives_.size();
  Life& life = lives_.emplace_back();
  life.name = process;
  life.pid = pid;
  return life;
}

void Lineage::learn(const Event& event) {
  if (!tells_of_lives(event)) return;
  const Name process(process_of(event.process));
  Life& life = life_of(process, event.pid);
  if (const auto* start = event.as<event::Start>(); start && !start->command.empty()) {
    life.ran.push_back(joined(start->command, ""));
  } else if (const auto* exec = event.as<event::Exec>()) {
    life.ran.push_back(joined(exec->argv, exec->path));
  } else if (const auto* fork = event.as<event::Fork>()) {
    life_of(fork->child, fork->child_pid);
  } else if (const auto* exit = event.as<event::Exit>(); exit && event.process == process) {
    life.code = exit->code;
    life.signal = exit->signal;
  } else if (event.as<event::Orphan>()) {
    life.orphan = true;
  } else if (event.as<event::Vanish>()) {
    life.reaped = true;  // by the kernel
  } else if (const auto* reap = event.as<event::Reap>()) {
    life_of(reap->child, {}).reaped = true;
  }
}

}  // namespace procdemo::show
