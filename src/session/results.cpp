#include "session/results.h"

#include <fmt/format.h>

#include <utility>
#include <variant>
namespace procdemo::session {
namespace {

std::string ending(const std::optional<int>& code, const std::optional<std::string>& signal) {
  return code ? std::to_string(*code) : signal.value_or("?");
}

/// Empty for an event that is none.
std::string result_of(const event::Any& what) {
  return std::visit(
      Overloaded{
          [](const event::Print& print) { return fmt::format("{} {}", print.fd, print.text); },
          [](const event::Read& read) {
            return fmt::format("read {} {}", read.bytes, read.data.value_or(""));
          },
          [](const event::Write& write) { return fmt::format("write {}", write.bytes); },
          [](const event::Reap& reap) { return reap.child + " " + ending(reap.code, reap.signal); },
          [](const event::Exit& exit) { return ending(exit.code, exit.signal); },
          [](const auto&) { return std::string(); }},
      what);
}

}  // namespace

Results::Results(const Run& header, Canonical::Surroundings surroundings, ChosenSchedule& schedule,
                 Sink& next)
    : schedule_(schedule),
      next_(next),
      told_(schedule.has_order()),
      canonical_(std::move(surroundings)) {
  canonical_.run(header);
}

void Results::event(const Event& event) {
  if (told_) tell(event);
  next_.event(event);
}

void Results::got(const Event& event) {
  if (told_) tell(event);
  next_.got(event);
}

void Results::tell(const Event& event) {
  const Event canonical = canonical_.event(event);
  const std::string result = result_of(canonical.what);
  if (!result.empty()) schedule_.saw(canonical.process + " " + result + "\n");
}

}  // namespace procdemo::session
