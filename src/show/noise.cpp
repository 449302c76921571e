#include "show/noise.h"

#include "trace/library_lock.h"

namespace procdemo::show {

namespace {

// What a process is blocked by that waits like that, in the words of event::Block.
std::string blocker(const event::Wait& wait) {
  return wait.target == "any" || wait.target == "group" ? "child" : wait.target;
}

// What an event asks or waits for; empty for most.
std::string question(const Event& event) {
  if (const auto* wait = event.as<event::Wait>()) {
    return (wait->nohang ? "look " : "wait ") + wait->target;
  }
  if (const auto* lock = event.as<event::Lock>()) return lock->blocked ? "on " + lock->path : "";
  if (const auto* block = event.as<event::Block>()) return "on " + block->on;
  if (const auto* refuse = event.as<event::Refuse>()) return refuse->call + " " + refuse->limit;
  return "";
}

// Our library's probes that say where a step begins, not what is done; and those of a file's lock,
// which `lock`, `locked` and `unlock` tell.
bool is_told_otherwise(const Event& event) {
  const auto* probe = event.as<event::Probe>();
  if (!probe || probe->provider != "multiprocess") return false;
  if (probe->name == "touch" || probe->name == "lock_wait") return true;
  return probe->name.starts_with("lock_") && !locked_file(probe->provider, probe->args).empty();
}

// The kernel telling a parent of a child's end.
bool is_child_signal(const Event& event) {
  const auto* signal = event.as<event::Signal>();
  return signal && signal->signal == "SIGCHLD";
}

}  // namespace

Noise NoiseFilter::of(const Event& event) {
  if (event.as<event::Print>() || event.as<event::Summary>()) return Noise::elsewhere;
  if (event.as<event::Finding>()) return Noise::elsewhere;
  if (is_told_otherwise(event)) return Noise::elsewhere;
  if (event.as<event::Unblock>()) return Noise::again;
  const std::string asks = question(event);
  if (asks.empty()) {
    asked_.erase(event.process);
    return is_child_signal(event) ? Noise::child_end : Noise::none;
  }
  std::set<std::string>& asked = asked_[event.process];
  const auto* wait = event.as<event::Wait>();
  if (wait && !wait->nohang) asked.insert("on " + blocker(*wait));
  return asked.insert(asks).second ? Noise::none : Noise::again;
}

}  // namespace procdemo::show
