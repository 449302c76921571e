// What stood in a buffer of stdio(3) at a fork, and was written by both: parent and child each had
// a copy. That two print the same proves nothing; that they wrote what had been copied does.
#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "findings/rules/rules.h"
#include "findings/shortened.h"
#include "trace/name.h"

namespace procdemo::findings {

namespace {

class PrintedTwice final : public Rule {
 public:
  void event(const Event& event) override;
  void fact(const Fact& fact) override;
  std::vector<Found> found() override;

 private:
  struct Copy {  // that was written
    Name process;
    std::uint64_t seen = 0;   // the event that shows it; 0: none does
    std::uint64_t after = 0;  // so many events
    std::string bytes;
    std::optional<std::size_t> same;  // as this earlier one, which is the original
  };
  struct Twice {
    std::vector<std::size_t> copies;  // of others
    When where;                       // the first of the forks
  };
  struct Fork {
    Name parent, child;
    When when;
  };

  std::optional<std::size_t> parents_of(const Copy& childs, const Fork& fork) const;
  void join();

  std::vector<Copy> copies_;
  std::map<Name, std::vector<std::size_t>> of_;  // whose they are
  std::vector<Fork> forks_;
  std::map<std::size_t, Twice> twice_;  // by the original
};

void PrintedTwice::event(const Event& event) {
  if (const auto* fork = event.as<event::Fork>()) {
    forks_.push_back({Name(process_of(event.process)), fork->child, {event.seq, event.place}});
  }
}

void PrintedTwice::fact(const Fact& fact) {
  const auto* copy = fact.as<fact::WroteCopy>();
  if (!copy) return;
  of_[Name(process_of(fact.task))].push_back(copies_.size());
  copies_.push_back({Name(process_of(fact.task)), copy->event, fact.after, copy->bytes});
}

// Either may have forked again, and with more in it.
bool begin_alike(const std::string& a, const std::string& b) {
  return a.starts_with(b) || b.starts_with(a);
}

// The first that the parent wrote after the fork.
std::optional<std::size_t> PrintedTwice::parents_of(const Copy& childs, const Fork& fork) const {
  const auto parents = of_.find(fork.parent);
  if (parents == of_.end()) return std::nullopt;
  for (const std::size_t at : parents->second) {
    const Copy& copy = copies_[at];
    if (copy.after >= fork.when.seq && begin_alike(copy.bytes, childs.bytes)) return at;
  }
  return std::nullopt;
}

// A child's copy goes with its parent's, and so with that of whoever had it first.
void PrintedTwice::join() {
  for (const Fork& fork : forks_) {
    const auto childs = of_.find(fork.child);
    if (childs == of_.end()) continue;
    for (const std::size_t at : childs->second) {
      Copy& copy = copies_[at];
      const auto parents = copy.same ? std::nullopt : parents_of(copy, fork);
      if (!parents) continue;
      copy.same = copies_[*parents].same.value_or(*parents);
      Twice& twice = twice_[*copy.same];
      if (twice.copies.empty()) twice.where = fork.when;
      twice.copies.push_back(at);
    }
  }
}

std::vector<Found> PrintedTwice::found() {
  join();
  std::vector<Found> all;
  for (const auto& [original, twice] : twice_) {
    const Copy& first = copies_[original];
    std::vector<Name> others;
    std::vector<std::uint64_t> events = {twice.where.seq, first.seen};
    for (const std::size_t at : twice.copies) {
      others.push_back(copies_[at].process);
      events.push_back(copies_[at].seen);
    }
    std::erase(events, 0u);
    std::ranges::sort(events);
    std::ranges::sort(others, name_before);
    all.push_back({.process = first.process,
                   .args = {shortened(first.bytes), list_of(others)},
                   .events = std::move(events),
                   .place = twice.where.place});
  }
  return all;
}

}  // namespace

std::unique_ptr<Rule> printed_twice(const Lives&) {
  return std::make_unique<PrintedTwice>();
}

}  // namespace procdemo::findings
