// Why a run stands still: four rules, the later of which say nothing where an earlier one has said
// it.
//   lock-of-the-dead   a mutex, or a read-write lock, whose owner is gone, or was left behind by
//   fork(2)
//   descriptor-leaked  a program has the writing end of a pipe, or another's lock, that it knows
//   nothing of
//   pipe-end-open      who waits for the end of a pipe's bytes could write into it itself, or
//                      another could who waits for its end
//   deadlock           each waits for the next, and the last for the first; or each for any of
//                      the others (trace/knot.h)
// Nor is anything said of the last two where a signal, or somebody outside, may end a waiting yet.
#include <algorithm>
#include <string_view>

#include "findings/rules/rules.h"
#include "findings/rules/standstill.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

using Findings = std::vector<Found>;

Found found_of(const Standstill& standstill, const Waiting& waiting,
               std::vector<std::string> args) {
  return {.process = Name(process_of(waiting.task)),
          .args = std::move(args),
          .events = {standstill.seen()},
          .place = waiting.place};
}

Findings lost_locks(const Standstill& standstill, const Lives&) {
  Findings all;
  constexpr std::string_view lost = "lost-";
  for (const Waiting& waiting : standstill.waiting()) {
    if (!waiting.on.starts_with(lost)) continue;
    all.push_back(found_of(standstill, waiting, {waiting.on.substr(lost.size())}));
  }
  return all;
}

Findings leaked(const Standstill& standstill, const Lives&) {
  Findings all;
  for (const Waiting& waiting : standstill.waiting()) {
    for (const Name& holder : waiting.held_by) {
      if (holder == process_of(waiting.task)) continue;
      const auto fd = waiting.reads_pipe ? standstill.unused_end(holder, waiting.on)
                                         : standstill.unused_lock(holder, waiting.on);
      if (!fd) continue;
      Found found =
          found_of(standstill, waiting,
                   {standstill.program_of(holder), waiting.on, std::to_string(*fd), waiting.task});
      if (!waiting.reads_pipe) found.args.push_back(standstill.taker_of(waiting.on));
      found.process = holder;
      found.place.reset();
      all.push_back(std::move(found));
    }
  }
  return all;
}

// By wait(2): it will do nothing else before that.
bool waits_for_end_of(const Waiting& waiting, const Name& process, const Lives& lives) {
  if (waiting.on == process) return true;
  const Life* life = lives.find(process);
  return waiting.on == "child" && life && life->maker == process_of(waiting.task);
}

// Else another thread of it may write.
bool is_one_thread(const Standstill& standstill, const Name& process) {
  return std::ranges::count_if(standstill.waiting(), [&](const Waiting& waiting) {
           return process_of(waiting.task) == process;
         }) == 1;
}

bool can_not_come(const Standstill& standstill, const Waiting& reader, const Lives& lives) {
  const Name own(process_of(reader.task));
  return !reader.may_end && !reader.held_by.empty() &&
         std::ranges::all_of(reader.held_by, [&](const Name& holder) {
           const Waiting* waiting = standstill.find(holder);
           return is_one_thread(standstill, holder) &&
                  (holder == own || (waiting && waits_for_end_of(*waiting, own, lives)));
         });
}

Findings open_ends(const Standstill& standstill, const Lives& lives) {
  Findings all;
  for (const Waiting& waiting : standstill.waiting()) {
    if (!waiting.reads_pipe || !can_not_come(standstill, waiting, lives)) continue;
    all.push_back(found_of(standstill, waiting, {waiting.on, list_of(waiting.held_by)}));
  }
  return all;
}

// "P -> P.1 -> P"
std::string circle_of(const std::vector<Name>& circle) {
  std::string text;
  for (const Name& name : circle) text += name + " -> ";
  return text + circle.front();
}

Findings circles(const Standstill& standstill, const Lives& lives) {
  const bool is_knot = standstill.circle().empty();
  const std::vector<Name>& circle = is_knot ? standstill.knot() : standstill.circle();
  const bool told = circle.empty() || !lost_locks(standstill, lives).empty() ||
                    !leaked(standstill, lives).empty() || !open_ends(standstill, lives).empty();
  const bool may_end = std::ranges::any_of(circle, [&](const Name& name) {
    const Waiting* waiting = standstill.find(name);
    return waiting && waiting->may_end;
  });
  const Waiting* const first = told || may_end ? nullptr : standstill.find(circle.front());
  if (!first) return {};
  std::string waits;
  for (const Name& name : circle) {
    const Waiting* waiting = standstill.find(name);
    if (waiting) waits += (waits.empty() ? "" : ", ") + name + ": " + waiting->on;
  }
  return {found_of(standstill, *first, {is_knot ? list_of(circle) : circle_of(circle), waits})};
}

// A descriptor that leaked says why an end is open.
Findings only_open_ends(const Standstill& standstill, const Lives& lives) {
  return leaked(standstill, lives).empty() ? open_ends(standstill, lives) : Findings();
}

class StandstillRule final : public Rule {
 public:
  using Look = Findings (*)(const Standstill&, const Lives&);
  StandstillRule(const Lives& lives, Look look) : lives_(lives), look_(look) {}

  void event(const Event& event) override { standstill_.event(event); }
  void fact(const Fact& fact) override { standstill_.fact(fact); }
  Findings found() override { return look_(standstill_, lives_); }

 private:
  const Lives& lives_;
  Look look_;
  Standstill standstill_;
};

}  // namespace

std::unique_ptr<Rule> lock_of_the_dead(const Lives& lives) {
  return std::make_unique<StandstillRule>(lives, lost_locks);
}

std::unique_ptr<Rule> descriptor_leaked(const Lives& lives) {
  return std::make_unique<StandstillRule>(lives, leaked);
}

std::unique_ptr<Rule> pipe_end_open(const Lives& lives) {
  return std::make_unique<StandstillRule>(lives, only_open_ends);
}

std::unique_ptr<Rule> deadlock(const Lives& lives) {
  return std::make_unique<StandstillRule>(lives, circles);
}

}  // namespace procdemo::findings
