#include "explore/outcomes.h"

#include <unistd.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "base/problem.h"
#include "claims/claim.h"
#include "trace/trace_reader.h"

namespace procdemo::explore {
namespace {

/// What a trace tells of what was printed.
struct RunOutput {
  std::string text;
  std::string order;        // each print with its process
  std::string complaints;   // on standard error
  std::optional<int> code;  // with which the program ended
  bool limited = false, refused = false;
  bool asked_machine = false;  // for what is not the order's to decide
  bool whole = false;          // all events are there
  bool alone = true;           // nobody else was there since the program became what it is
  std::set<Name> others = {};  // processes and threads
  std::vector<Event> findings = {};
  Run run;
  End end;
};

/// A script that looks for the program makes processes, too, before it becomes that.
void add_life(RunOutput& run, const Event& event) {
  const bool ends = event.as<event::Exit>();
  const auto is_over = [&](const Name& name) {
    return process_of(name) == event.process && (ends || name != event.process);
  };
  if (event.as<event::Start>()) run.whole = true;
  if (const auto* fork = event.as<event::Fork>()) run.others.insert(fork->child);
  if (const auto* thread = event.as<event::Thread>()) run.others.insert(thread->thread);
  if (ends || event.as<event::Exec>()) std::erase_if(run.others, is_over);
  if (event.as<event::Exec>() && event.process == "P") run.alone = true;
  if (!run.others.empty()) run.alone = false;
}

void add_event(RunOutput& printed, const Event& event) {
  add_life(printed, event);
  if (std::holds_alternative<event::Limit>(event.what)) printed.limited = true;
  printed.refused = printed.refused || is_refused_by_kernel(event);
  if (event.as<event::Finding>()) printed.findings.push_back(event);
  const auto* note = std::get_if<event::Note>(&event.what);
  if (note && note->note == "inexact-machine") printed.asked_machine = true;
  const auto* exit = event.as<event::Exit>();
  if (exit && event.process == "P") printed.code = exit->code;
  const auto* print = event.as<event::Print>();
  if (!print) return;
  if (print->fd == STDERR_FILENO) printed.complaints += print->text;
  printed.text += print->text;
  printed.order += event.process + " " + print->text + '\0';
}

std::optional<RunOutput> output_of_run(const std::string& lines) try {
  TraceReader trace(lines);
  RunOutput printed{.run = trace.run()};
  while (const auto event = trace.next()) add_event(printed, *event);
  printed.end = trace.end();
  return printed;
} catch (const Problem&) {
  return std::nullopt;
}

/// As an interpreter does that cannot read its script: all that came was its complaint, from one
/// process alone. Another order would change nothing.
bool has_only_complained(const RunOutput& run) {
  return run.whole && run.alone && run.code.value_or(0) != 0 && !run.complaints.empty() &&
         run.complaints == run.text;
}

/// As a shell and env end where a program could not be executed.
bool found_no_program(const RunOutput& run) {
  constexpr int not_executable = 126, not_found = 127;
  return run.code == not_executable || run.code == not_found;
}

bool has_touched(const StepLog& log, std::string_view object) {
  return std::ranges::any_of(log.steps, [&](const SeenStep& step) {
    return std::ranges::count(step.touches, object, &Touch::object) != 0;
  });
}

}  // namespace

bool Outcomes::add(WorkerAnswer& run, Part part) {
  ++runs_;
  if (part == Part::sample) ++sampled_;
  const StepLog& log = *run.steps;
  const auto printed = output_of_run(run.trace);
  if (!printed) return false;
  refused_ = refused_ || printed->refused;
  only_complained_ = only_complained_ || has_only_complained(*printed);
  if (found_no_program(*printed) || has_only_complained(*printed)) {
    ++not_started_;
    failed_with_ = *printed->code;
    if (complaints_.empty()) complaints_ = printed->complaints;
  }
  asked_machine_ = asked_machine_ || printed->asked_machine;
  shared_memory_ = shared_memory_ || has_touched(log, "shared-memory");
  compared_times_ = compared_times_ || has_touched(log, "compared-times");
  hidden_locks_ = hidden_locks_ || has_touched(log, "hidden-locks");
  const Example example{printed->end.token, log.steps.size()};
  Example shown = example;
  const auto show_shorter = [&](Example& known) {
    if (!shown.trace) shown.trace = std::make_shared<const std::string>(std::move(run.trace));
    keep_shorter(known, shown);
  };
  Output& output = outputs_[printed->text];
  output.orders.insert(printed->order);
  output.found_by.insert(part);
  keep_shorter(output.example, example);
  for (const ClaimWords& claim : printed->run.claims) claims_[claim.id].words = claim.words;
  for (const Verdict& verdict : printed->end.claims) {
    Claim& claim = claims_[verdict.id];
    if (!verdict.holds) continue;
    ++(*verdict.holds ? claim.held : claim.broken);
    *verdict.holds ? keep_shorter(claim.held_by, example) : show_shorter(claim.example);
  }
  add_faults(printed->findings, example);
  if (!printed->limited) sleep_order_.add(printed->text, log, example);
  if (log.ending == StepLog::Ending::stuck) {
    ++deadlocks_;
    if (!deadlock_) deadlock_.emplace();
    show_shorter(*deadlock_);
  }
  return !printed->limited;
}

void Outcomes::add_exact(const WorkerAnswer& run) {
  const auto printed = output_of_run(run.trace);
  if (printed) sleep_order_.add(printed->text, *run.steps, {printed->end.token});
}

void Outcomes::compare_sleep(bool intended) {
  for (Fault& fault : sleep_order_.faults()) {
    if (intended) std::get<event::Finding>(fault.finding.what).intended = true;
    faults_.push_back(std::move(fault));
  }
}

void Outcomes::add_faults(const std::vector<Event>& found, const Example& example) {
  for (const Event& event : found) {
    const auto is_same = [&](const Fault& fault) { return fault.is(event); };
    auto fault = std::ranges::find_if(faults_, is_same);
    if (fault == faults_.end()) fault = faults_.insert(fault, {.finding = event});
    ++fault->runs;
    keep_shorter(fault->example, example);
    if (fault->example.token == example.token) fault->finding = event;
  }
}

bool Outcomes::is_shown(const Fault& fault) const {
  if (fault.finding.as<event::Finding>()->id != "lock-order") return true;
  return std::ranges::any_of(faults_, [&](const Fault& other) { return proves(other, fault); });
}

std::set<std::string> Outcomes::shown_tokens() const {
  std::set<std::string> tokens;
  const auto add = [&](const Example& example) {
    if (example.trace) tokens.insert(example.token);
  };
  for (const auto& [id, claim] : claims_) add(claim.example), add(claim.held_by);
  if (deadlock_) add(*deadlock_);
  for (const Fault& fault : faults_) {
    if (is_shown(fault)) tokens.insert(fault.example.token);
  }
  return tokens;
}

void Outcomes::add_lines(std::string trace) {
  const auto run = output_of_run(trace);
  if (!run) return;
  const auto shared = std::make_shared<const std::string>(std::move(trace));
  const auto replace = [&](Example& example) {
    if (example.trace && example.token == run->end.token) example.trace = shared;
  };
  for (auto& [id, claim] : claims_) replace(claim.example), replace(claim.held_by);
  if (deadlock_) replace(*deadlock_);
  for (Fault& fault : faults_) {
    if (fault.example.token != run->end.token) continue;
    if (SleepOrder::has_found(fault)) SleepOrder::add_place(fault, *shared);
    const auto same =
        std::ranges::find_if(run->findings, [&](const Event& event) { return fault.is(event); });
    if (same != run->findings.end()) fault.finding = *same;
  }
}

void Outcomes::add_live(const WorkerAnswer& run) {
  const auto printed = output_of_run(run.trace);
  if (!printed) return;
  ++live_runs_;
  const auto known = outputs_.find(printed->text);
  ++(known == outputs_.end() ? live_others_ : known->second.live);
}

std::optional<int> Outcomes::not_started() const {
  return runs_ > 0 && not_started_ == runs_ ? std::optional(failed_with_) : std::nullopt;
}

std::int64_t Outcomes::outputs_of(Part part) const {
  return std::ranges::count_if(
      outputs_, [&](const auto& output) { return output.second.found_by.contains(part); });
}

std::size_t Outcomes::orders() const {
  std::size_t all = 0;
  for (const auto& [text, output] : outputs_) all += output.orders.size();
  return all;
}

}  // namespace procdemo::explore
