#include "narrate/noise.h"

namespace procdemo {

namespace {

// What an event asks that may be asked again at once; empty for most.
std::string question(const Event& event) {
  if (const auto* wait = event.as<event::Wait>()) return wait->nohang ? "wait " + wait->target : "";
  if (const auto* refuse = event.as<event::Refuse>()) return refuse->call + " " + refuse->limit;
  return "";
}

bool is_step_alone(const Event& event) {
  const auto* probe = event.as<event::Probe>();
  if (!probe || probe->provider != "multiprocess") return false;
  return probe->name == "touch" || probe->name == "lock_wait";
}

}  // namespace

bool Noise::is(const Event& event) {
  if (event.as<event::Print>() || event.as<event::Summary>()) return true;
  if (is_step_alone(event)) return true;
  const std::string asks = question(event);
  if (asks.empty()) {
    asked_.erase(event.process);
    return false;
  }
  std::string& last = asked_[event.process];
  if (last == asks) return true;
  last = asks;
  return false;
}

bool is_child_signal(const Event& event) {
  const auto* signal = event.as<event::Signal>();
  return signal && signal->signal == "SIGCHLD";
}

}  // namespace procdemo
