#include "findings/file_history.h"

#include <ranges>
#include <utility>

#include "trace/name.h"

namespace procdemo::findings {

namespace {

constexpr std::size_t most_accesses = 256;

// The writes of a file that was written anew, from its beginning; nothing where others wrote, too.
std::vector<Access> written_anew(const FileHistory::Accesses& accesses, const Name& process) {
  std::vector<Access> writes;
  for (const Access& access : std::views::reverse(accesses)) {
    if (!access.what.writes) continue;
    if (access.process != process || access.replaces) return {};
    writes.insert(writes.begin(), access);
    if (access.what.offset == 0) return writes;
  }
  return {};
}

}  // namespace

const FileHistory::Accesses* FileHistory::fact(const Fact& fact) {
  constexpr std::size_t most_files = 1024;
  if (const auto* renamed = fact.as<fact::Renamed>()) return rename(fact, *renamed);
  const auto* access = fact.as<fact::FileAccess>();
  if (!access || (files_.size() >= most_files && !files_.contains(access->path))) return nullptr;
  Accesses& accesses = files_[access->path];
  const Name process(process_of(fact.task));
  accesses.push_back(
      {.process = process, .what = *access, .place = fact.place, .order = lives_.now(process)});
  if (accesses.size() > most_accesses) accesses.pop_front();
  return &accesses;
}

// Only where one has read the old file there is something to be known of the new one.
const FileHistory::Accesses* FileHistory::rename(const Fact& fact, const fact::Renamed& renamed) {
  const auto from = files_.extract(renamed.from);
  const auto to = files_.find(renamed.to);
  if (to == files_.end()) return nullptr;
  Access access{
      .process = Name(process_of(fact.task)),
      .what = {.path = renamed.to, .writes = true, .began = renamed.began, .ended = renamed.ended},
      .place = fact.place,
      .replaces = true,
      .order = lives_.now(Name(process_of(fact.task)))};
  const auto writes =
      from.empty() ? std::vector<Access>() : written_anew(from.mapped(), access.process);
  if (!writes.empty()) {
    access.made = writes.front().what.began;
    access.what.data = writes.front().what.data;
    for (const Access& write : writes) access.what.bytes = std::max(access.what.bytes, write.end());
  }
  to->second.push_back(std::move(access));
  if (to->second.size() > most_accesses) to->second.pop_front();
  return &to->second;
}

}  // namespace procdemo::findings
