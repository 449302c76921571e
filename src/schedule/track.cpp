#include "schedule/track.h"

#include "base/problem.h"
#include "schedule/problems.h"

namespace procdemo::schedule {

namespace {

[[noreturn]] void differs(std::uint64_t number, const Step& step) {
  throw Problem(Status::claim_failed, ScheduleProblem::token_differs,
                {std::to_string(number), step.name, std::string(step.call)});
}

}  // namespace

std::size_t Track::choose(std::span<const Step> ready, std::size_t policys, std::uint64_t number) {
  const bool departs =
      departures_ < order_.departures.size() && order_.departures[departures_].after == followed_;
  if (!departs) {
    ++followed_;
    return policys;
  }
  followed_ = 0;
  const std::uint64_t whom = order_.departures[departures_++].whom;
  if (whom >= ready.size() - 1) differs(number, ready[policys]);
  return whom < policys ? whom : whom + 1;
}

void Track::compare(const Journal& journal, const Step& step) {
  if (!order_.fingerprint) return;
  const Fingerprint& expected = *order_.fingerprint;
  const std::uint64_t choice = journal.choices() - 1;
  if (choice >= expected.choices) differs(journal.steps(), step);
  const bool has_bit = checked_ < expected.bits.size() &&
                       Fingerprint::choice_of(checked_, expected.choices) == choice;
  if (has_bit && expected.bits[checked_++] != journal.last_bit()) differs(journal.steps(), step);
}

}  // namespace procdemo::schedule
