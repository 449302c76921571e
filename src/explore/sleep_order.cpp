#include "explore/sleep_order.h"

#include <algorithm>

#include "trace/name.h"
#include "trace/trace_reader.h"

namespace procdemo::explore {

namespace {

// A deadlock may print nothing of its own.
std::string outcome_of(const std::string& printed, const StepLog& log) {
  return printed + (log.ending == StepLog::Ending::stuck ? '\1' : '\0');
}

// "P.1, P.2"
std::string list_of(const std::vector<Name>& names) {
  std::string list;
  for (const Name& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

}  // namespace

void SleepOrder::add(const std::string& printed, const StepLog& log, const Example& example) {
  const std::string outcome = outcome_of(printed, log);
  if (log.overtakings.empty()) exact_.insert(outcome);
  if (exact_.contains(outcome)) {
    late_.erase(outcome);
    return;
  }
  const auto sleep = std::ranges::find_if(log.overtakings, &Overtaking::sleeps);
  if (sleep == log.overtakings.end()) return;
  Best& best = late_[outcome];
  ++best.runs;
  const std::size_t fewest = best.example.token.empty() ? -1 : best.overtakings;
  const bool shorter = log.overtakings.size() == fewest && is_shorter(example, best.example);
  if (log.overtakings.size() >= fewest && !shorter) return;
  best.overtakings = log.overtakings.size();
  best.first = *sleep;
  best.example = example;
}

bool SleepOrder::is_in_question() const {
  return !late_.empty();
}

std::vector<Fault> SleepOrder::faults() const {
  std::vector<Fault> faults;
  for (const auto& [outcome, best] : late_) {
    Event finding{
        .process = best.first.task,
        .what = event::Finding{std::string(id), {list_of(best.first.others)}, {best.first.told}}};
    const auto known = std::ranges::find_if(faults, [&](const Fault& fault) {
      return fault.finding.process == finding.process &&
             fault.finding.as<event::Finding>()->args == finding.as<event::Finding>()->args;
    });
    if (known == faults.end()) {
      faults.push_back({std::move(finding), best.runs, best.example});
      continue;
    }
    known->runs += best.runs;
    if (!is_shorter(best.example, known->example)) continue;
    known->finding = std::move(finding);
    known->example = best.example;
  }
  return faults;
}

void SleepOrder::join(std::vector<Fault>& faults) {
  std::vector<Fault> joined;
  for (Fault& fault : faults) {
    const auto same = std::ranges::find_if(joined, [&](const Fault& known) {
      return has_found(fault) && has_found(known) && fault.finding.place && known.is(fault.finding);
    });
    if (same == joined.end()) {
      joined.push_back(std::move(fault));
      continue;
    }
    fault.runs += same->runs;
    same->runs = fault.runs;
    if (is_shorter(fault.example, same->example)) *same = std::move(fault);
  }
  faults = std::move(joined);
}

bool SleepOrder::has_found(const Fault& fault) {
  return fault.finding.as<event::Finding>()->id == id;
}

void SleepOrder::add_place(Fault& fault, const std::string& trace) {
  const std::uint64_t told = fault.finding.as<event::Finding>()->events.front();
  TraceReader events(trace);
  while (const auto event = events.next()) {
    if (event->seq > told) break;
    const bool slept = event->process == fault.finding.process && event->as<event::Sleep>();
    if (slept) fault.finding.place = event->place;
  }
}

}  // namespace procdemo::explore
