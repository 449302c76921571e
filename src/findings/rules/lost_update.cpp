// A lost update: a process has read a part of a file, another has changed it since, and the first
// writes there what it has made of the older content. Both had read before they wrote: who writes
// without a look means to replace what is there. And the other came between by chance: who had it
// change the file, and waited for that, knows what it does.
//
// What it has made may come under another name, and be renamed over the original (rename(2)). Then
// it is written whole, and must have been read before its process began to write it. Two that come
// to one and the same have perhaps only looked whether it was there, as with a cache: that is told
// of content as short as a number, but not where it is longer than what is known of it.
//
// "Lost update" is the name that databases have for it (Gray and Reuter, "Transaction Processing",
// 1993).
#include <algorithm>
#include <map>
#include <ranges>

#include "findings/file_history.h"
#include "findings/rules/rules.h"

namespace procdemo::findings {

namespace {

using Accesses = FileHistory::Accesses;

// What a process had surely read of it when it wrote there, or what came there.
const Access* read_before(const Accesses& accesses, const Access& write) {
  if (write.replaces && !write.made) return nullptr;
  const double wrote = write.made.value_or(write.what.began);
  for (const Access& access : std::views::reverse(accesses)) {
    const bool read = !access.what.writes && access.process == write.process;
    if (read && overlap(access, write) && access.what.ended <= wrote) return &access;
  }
  return nullptr;
}

// Whether it may have seen what another wrote.
bool may_have_seen(const Accesses& accesses, const Name& process, const Access& write) {
  return std::ranges::any_of(accesses, [&](const Access& access) {
    return access.process == process && !access.what.writes && overlap(access, write) &&
           access.what.ended > write.what.began;
  });
}

// What was there before is what is there now.
bool changes_nothing(const Access& write, const Access& read) {
  return write.what.offset == read.what.offset && write.what.bytes == read.what.bytes &&
         write.what.data == read.what.data;
}

bool may_be_the_same(const Access& a, const Access& b) {
  const bool alike = a.what.bytes == b.what.bytes && a.what.data == b.what.data;
  return b.replaces && alike && std::ssize(b.what.data) < b.what.bytes;
}

struct Loss {
  const Access* read = nullptr;   // by whom it was lost
  const Access* write = nullptr;  // of another: what was lost
};

// The last write of another that this one went over, without having seen it.
Loss lost_by(const Accesses& accesses, const Access& last) {
  for (const Access& write : std::views::reverse(accesses)) {
    if (!write.what.writes || !overlap(write, last) || &write == &last) continue;
    if (write.process == last.process || !write.before(last)) return {};
    const Access* const read = read_before(accesses, last);
    const Access* const others = read_before(accesses, write);
    const bool lost = read && others && read->before(write) && overlap(*read, write) &&
                      !changes_nothing(write, *others) && !may_be_the_same(write, last) &&
                      !may_have_seen(accesses, last.process, write) &&
                      !always_in_order(*read, write, last);
    return lost ? Loss{read, &write} : Loss{};
  }
  return {};
}

class LostUpdate final : public Rule {
 public:
  explicit LostUpdate(const Lives& lives) : files_(lives) {}

  void fact(const Fact& fact) override;
  std::vector<Found> found() override;

 private:
  struct Losses {
    Found first;
    int times = 0;
    bool by_renaming = false;
  };

  FileHistory files_;
  std::map<std::string, Losses> lost_;  // by path
};

void LostUpdate::fact(const Fact& fact) {
  const Accesses* const accesses = files_.fact(fact);
  if (!accesses || !accesses->back().what.writes) return;
  const Access& last = accesses->back();
  const Loss loss = lost_by(*accesses, last);
  if (!loss.write) return;
  Losses& losses = lost_[last.what.path];
  if (++losses.times > 1) return;
  losses.by_renaming = last.replaces;
  losses.first = {.process = last.process,
                  .args = {last.what.path, loss.write->process},
                  .events = {loss.read->what.event, loss.write->what.event, last.what.event},
                  .place = last.place};
}

std::vector<Found> LostUpdate::found() {
  std::vector<Found> all;
  for (auto& [path, losses] : lost_) {
    losses.first.args.push_back(std::to_string(losses.times));
    if (losses.by_renaming) losses.first.args.emplace_back("rename");
    std::erase(losses.first.events, 0u);
    all.push_back(losses.first);
  }
  return all;
}

}  // namespace

std::unique_ptr<Rule> lost_update(const Lives& lives) {
  return std::make_unique<LostUpdate>(lives);
}

}  // namespace procdemo::findings
