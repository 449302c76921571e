// A torn record: a process writes a line into a file in several pieces, and what another writes
// comes to stand between them. Not where it had the other write that, and waited for it; nor where
// each writes to a place of its own choice.
#include <algorithm>
#include <map>
#include <ranges>
#include <set>

#include "findings/file_history.h"
#include "findings/rules/rules.h"

namespace procdemo::findings {

namespace {

using Accesses = FileHistory::Accesses;

const Access* last_write_of(const Accesses& accesses, const Access& before) {
  for (const Access& access : std::views::reverse(accesses)) {
    if (access.replaces) return nullptr;
    if (&access == &before || access.process != before.process) continue;
    return access.what.writes ? &access : nullptr;
  }
  return nullptr;
}

// What another wrote where the first piece ends, before the next one came behind it.
const Access* between(const Accesses& accesses, const Access& piece, const Access& next) {
  const auto found = std::ranges::find_if(accesses, [&](const Access& access) {
    return access.what.writes && access.process != piece.process &&
           access.what.offset == piece.end() && access.end() <= next.what.offset &&
           !access.what.own_place && piece.before(access) && access.before(next) &&
           !always_in_order(piece, access, next);
  });
  return found == accesses.end() ? nullptr : &*found;
}

class TornRecord final : public Rule {
 public:
  explicit TornRecord(const Lives& lives) : files_(lives) {}

  void fact(const Fact& fact) override;
  std::vector<Found> found() override;

 private:
  using PathAndWriter = std::pair<std::string, Name>;
  struct Torn {
    Found first;
    int times = 0;
  };

  FileHistory files_;
  std::map<PathAndWriter, Torn> torn_;
  std::set<PathAndWriter> ends_lines_;  // who writes lines there
};

void TornRecord::fact(const Fact& fact) {
  const Accesses* const accesses = files_.fact(fact);
  if (!accesses || !accesses->back().what.writes || accesses->back().replaces) return;
  const Access& last = accesses->back();
  const PathAndWriter who{last.what.path, last.process};
  if (last.what.ends_line) ends_lines_.insert(who);
  const Access* const piece = last_write_of(*accesses, last);
  const bool moved = piece && !(piece->what.own_place && last.what.own_place);
  if (!moved || piece->what.ends_line) return;
  const Access* const others = between(*accesses, *piece, last);
  if (!others) return;
  Torn& torn = torn_[who];
  if (++torn.times > 1) return;
  torn.first = {.process = last.process,
                .args = {last.what.path, others->process},
                .events = {piece->what.event, others->what.event, last.what.event},
                .place = last.place};
}

std::vector<Found> TornRecord::found() {
  std::vector<Found> all;
  for (auto& [who, torn] : torn_) {
    if (!ends_lines_.contains(who)) continue;
    torn.first.args.push_back(std::to_string(torn.times));
    std::erase(torn.first.events, 0u);
    all.push_back(torn.first);
  }
  return all;
}

}  // namespace

std::unique_ptr<Rule> torn_record(const Lives& lives) {
  return std::make_unique<TornRecord>(lives);
}

}  // namespace procdemo::findings
