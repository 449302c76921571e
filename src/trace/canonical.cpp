#include "trace/canonical.h"

#include <array>
#include <charconv>
#include <cmath>

#include "trace/task_name.h"

namespace procdemo::trace {

namespace {

// Fields that hold measurements.
bool is_measured(std::string_view field) {
  return field == "wall";
}

}  // namespace

Canonical::Canonical(Surroundings surroundings) : surroundings_(std::move(surroundings)) {
  for (std::string* folder :
       {&surroundings_.folder, &surroundings_.lesson, &surroundings_.scratch}) {
    if (*folder == "/") folder->clear();
  }
  if (surroundings_.procdemo > 0) {
    pids_[surroundings_.procdemo] = bracketed("pid", "procdemo");
  }
}

// In a field, a PID is known as one however small it is (in a PID namespace they are).
void Canonical::change(Number& number) const {
  const auto known = pids_.find(number);
  if (!number.is_named() && known != pids_.end()) number = Number::named(known->second);
}

void Canonical::learn(const Event& event) {
  learn_pid(event.pid, std::string(process_of(event.process)));
  if (const auto* fork = event.as<event::Fork>()) learn_pid(fork->child_pid, fork->child);
  if (const auto* value = event.as<event::Value>()) learn_address(*value);
}

// A trace is anybody's, and may call a process by what is no name: nobody reads "[pid 9]" again.
void Canonical::learn_pid(Number pid, const Name& process) {
  if (pid > 0 && is_task_name(process)) pids_[pid] = bracketed("pid", process);
}

void Canonical::learn_address(const event::Value& value) {
  if (!value.address.starts_with("0x")) return;
  const auto [known, is_new] = addresses_.try_emplace(value.address.substr(2));
  if (!is_new) return;
  const int times = ++times_named_[value.name];
  known->second =
      bracketed("addr", times == 1 ? value.name : value.name + " " + std::to_string(times));
}

// Who adopts an orphan depends on the machine: init, or a subreaper.
void Canonical::adopt(const Event& event, event::Orphan& orphan) {
  if (!is_task_name(event.process)) return;
  if (orphan.parent_pid.is_named() || pids_.contains(orphan.parent_pid)) return;
  orphans_[event.process] = orphan.parent_pid;
  adopter_ = std::exchange(orphan.parent, "[init]");
  orphan.parent_pid = Number::named(bracketed("orphan", event.process));
}

void Canonical::measured(std::string_view field, std::optional<double>& value) {
  if (!value) return;
  std::array<char, 32> digits;
  const double figure = std::round(*value * 1000) / 1000;
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), figure);
  const std::string text(digits.data(), written.ptr);
  measured_[text] = "[" + std::string(field) + "]";
  value.reset();
}

Run Canonical::run(Run run) {
  live_ = run.schedule == "live";
  change(run.command);
  run.guards.clear();
  return run;
}

// `what`: a variant of structs that list their fields.
template <class What>
void Canonical::change_fields(What& what) {
  const auto change_field = [&](auto& value, std::string_view name) {
    using Value = std::remove_reference_t<decltype(value)>;
    if constexpr (std::is_same_v<Value, std::optional<double>>) {
      if (is_measured(name)) measured(name, value);
    }
    change(value);
  };
  std::visit(
      [&]<class Kind>(Kind& data) {
        std::apply(
            [&](const auto&... field) { (change_field(data.*field.member, field.name), ...); },
            Kind::fields());
      },
      what);
}

Event Canonical::event(Event event) {
  learn(event);
  if (auto* orphan = std::get_if<event::Orphan>(&event.what)) adopt(event, *orphan);
  if (auto* still = std::get_if<event::Deadlock>(&event.what); still && still->still)
    still->still = 1;
  const Name speaker(process_of(event.process));
  speakers_.clear();
  const bool speaks = event.as<event::Print>() || event.as<event::Line>();
  if (speaks && orphans_.contains(speaker)) speakers_ = {speaker};

  change_fields(event.what);
  change(event.pid);
  if (live_) event.time = 0;
  return event;
}

End Canonical::end(End end) {
  end.wall.reset();
  ended_ = true;
  speakers_.clear();  // evidence quotes them all
  for (const auto& [name, parent] : orphans_) speakers_.push_back(name);
  for (Verdict& verdict : end.claims) {
    change(verdict.why.args);
    change(verdict.why.evidence.en);
    change(verdict.why.evidence.zh);
  }
  return end;
}

Meanings Canonical::meanings() const {
  Meanings meanings;
  for (const auto& [pid, placeholder] : pids_) meanings[placeholder] = std::to_string(pid);
  for (const auto& [name, parent] : orphans_) {
    meanings[bracketed("orphan", name)] = std::to_string(parent);
  }
  if (!orphans_.empty()) meanings["[init]"] = adopter_;
  return meanings;
}

RunStatus Canonical::status(RunStatus status) const {
  Canonical now = *this;
  for (Ready& one : status.ready) {
    const Name speaker(process_of(one.name));
    now.speakers_.clear();
    if (orphans_.contains(speaker)) now.speakers_ = {speaker};
    now.change_fields(one.does);
  }
  now.speakers_.clear();
  for (Blocked& one : status.waiting) now.change(one.on);
  return status;
}

Evidence Canonical::evidence(Evidence evidence) const {
  Canonical now = *this;
  now.change(evidence.call);
  now.change(evidence.kernel);
  return evidence;
}

}  // namespace procdemo::trace
