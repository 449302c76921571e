#include "findings/file_history.h"

#include "trace/name.h"

namespace procdemo::findings {

const FileHistory::Accesses* FileHistory::fact(const Fact& fact) {
  constexpr std::size_t most_files = 1024, most_accesses = 256;
  const auto* access = fact.as<fact::FileAccess>();
  if (!access || (files_.size() >= most_files && !files_.contains(access->path))) return nullptr;
  Accesses& accesses = files_[access->path];
  accesses.push_back({Name(process_of(fact.task)), *access, fact.place});
  if (accesses.size() > most_accesses) accesses.pop_front();
  return &accesses;
}

}  // namespace procdemo::findings
