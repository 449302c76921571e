#include "session/kept_trace.h"

#include <algorithm>
#include <functional>
#include <iterator>

#include "claims/claim.h"
#include "trace/json.h"

namespace procdemo::session {
namespace {

constexpr std::string_view words[] = {"all", "output", "end"};  // in the order of Keep

// Of notes that which says that what was printed may be another in the same order.
bool tells_of_machine(const Event& event) {
  const auto* note = event.as<event::Note>();
  return note && note->note == "inexact-machine";
}

bool is_programs_end(const Event& event) {
  return event.as<event::Exit>() && event.process == "P";
}

bool belongs_to_output(const Event& event) {
  return tells_of_machine(event) || is_programs_end(event) || event.as<event::Print>() ||
         event.as<event::Limit>() || event.as<event::Finding>() || is_refused_by_kernel(event);
}

bool is_broken(const Verdict& verdict) {
  return verdict.holds == false;
}

}  // namespace

std::string_view word_of(Keep keep) {
  return words[static_cast<std::size_t>(keep)];
}

std::optional<Keep> keep_named(std::string_view word) {
  const auto found = std::ranges::find(words, word);
  if (found == std::end(words)) return std::nullopt;
  return static_cast<Keep>(found - std::begin(words));
}

void KeptTrace::begin(const Run& run) {
  if (keep_ == Keep::all) {
    lines_ += to_line(run) + "\n";
  } else {
    run_ = run;
  }
}

void KeptTrace::event(const Event& event) {
  if (keep_ == Keep::all) {
    lines_ += to_line(event) + "\n";
  } else {
    events_.push_back(event);
  }
}

void KeptTrace::end(const End& end, const Canonical* canonical) {
  const bool all = keep_ == Keep::all || is_worth_showing(end);
  if (keep_ != Keep::all) {
    if (!all) leave_out();
    lines_ += to_line(run_) + "\n";
    for (const Event& event : events_) lines_ += to_line(event) + "\n";
  }
  const Meanings meanings = all && canonical ? canonical->meanings() : Meanings();
  lines_ += to_line(end, meanings) + "\n";
}

void KeptTrace::leave_out() {
  run_ = {};
  if (keep_ == Keep::end) events_.clear();
  std::erase_if(events_, std::not_fn(belongs_to_output));
  std::uint64_t number = 0;
  for (Event& event : events_) {
    event.seq = ++number;
    if (auto* finding = std::get_if<event::Finding>(&event.what)) finding->events.clear();
  }
}

bool KeptTrace::is_worth_showing(const End& end) const {
  const auto is_deadlock = [](const Event& event) {
    return event.as<event::Deadlock>() != nullptr;
  };
  return std::ranges::any_of(end.claims, is_broken) || std::ranges::any_of(events_, is_deadlock);
}

}  // namespace procdemo::session
