#include "explore/findings.h"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

#include "base/problem.h"
#include "claims/claim.h"
#include "trace/trace_reader.h"

namespace procdemo::explore {
namespace {

/// What a trace tells of what was printed.
struct RunOutput {
  std::string text;
  std::string order;  // each print with its process
  bool limited = false, refused = false;
  bool asked_machine = false;  // for what is not the order's to decide
  Run run;
  End end;
};

void add_print(RunOutput& printed, const Event& event) {
  if (std::holds_alternative<event::Limit>(event.what)) printed.limited = true;
  printed.refused = printed.refused || is_refused_by_kernel(event);
  const auto* note = std::get_if<event::Note>(&event.what);
  if (note && note->note == "inexact-machine") printed.asked_machine = true;
  const auto* print = std::get_if<event::Print>(&event.what);
  if (!print) return;
  printed.text += print->text;
  printed.order += event.process + " " + print->text + '\0';
}

std::optional<RunOutput> output_of_run(const std::string& lines) try {
  TraceReader trace(lines);
  RunOutput printed{.run = trace.run()};
  while (const auto event = trace.next()) add_print(printed, *event);
  printed.end = trace.end();
  return printed;
} catch (const Problem&) {
  return std::nullopt;
}

// Which run comes first depends on the workers: of equal ones the token decides, so that an
// exploration shows the same example each time.
void keep_shorter(Example& known, const Example& found) {
  const auto length = [](const Example& example) {
    return std::tuple(example.steps, example.token.size(), std::string_view(example.token));
  };
  if (known.token.empty() || length(found) < length(known)) known = found;
}

bool has_touched(const StepLog& log, std::string_view object) {
  return std::ranges::any_of(log.steps, [&](const SeenStep& step) {
    return std::ranges::count(step.touches, object, &Touch::object) != 0;
  });
}

}  // namespace

bool Findings::add(WorkerAnswer& run) {
  ++runs_;
  const StepLog& log = *run.steps;
  const auto printed = output_of_run(run.trace);
  if (!printed) return false;
  refused_ = refused_ || printed->refused;
  asked_machine_ = asked_machine_ || printed->asked_machine;
  shared_memory_ = shared_memory_ || has_touched(log, "shared-memory");
  hidden_locks_ = hidden_locks_ || has_touched(log, "hidden-locks");
  const Example example{printed->end.token, log.steps.size()};
  Example shown = example;
  const auto show_shorter = [&](Example& known) {
    if (!shown.trace) shown.trace = std::make_shared<const std::string>(std::move(run.trace));
    keep_shorter(known, shown);
  };
  Output& output = outputs_[printed->text];
  output.orders.insert(printed->order);
  keep_shorter(output.example, example);
  for (const ClaimWords& claim : printed->run.claims) claims_[claim.id].words = claim.words;
  for (const Verdict& verdict : printed->end.claims) {
    Claim& claim = claims_[verdict.id];
    if (!verdict.holds) continue;
    ++(*verdict.holds ? claim.held : claim.broken);
    *verdict.holds ? keep_shorter(claim.held_by, example) : show_shorter(claim.example);
  }
  if (log.ending == StepLog::Ending::stuck) {
    ++deadlocks_;
    if (!deadlock_) deadlock_.emplace();
    show_shorter(*deadlock_);
  }
  return !printed->limited;
}

void Findings::add_live(const WorkerAnswer& run) {
  const auto printed = output_of_run(run.trace);
  if (!printed) return;
  ++live_runs_;
  const auto known = outputs_.find(printed->text);
  ++(known == outputs_.end() ? live_others_ : known->second.live);
}

std::size_t Findings::orders() const {
  std::size_t all = 0;
  for (const auto& [text, output] : outputs_) all += output.orders.size();
  return all;
}

}  // namespace procdemo::explore
