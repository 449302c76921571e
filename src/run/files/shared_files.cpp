#include "run/files/shared_files.h"

#include <utility>
#include <variant>

namespace procdemo::run {

namespace {

constexpr std::size_t most_files = 1024;  // a program may have any number: of those, none is kept
constexpr std::size_t most_untold = 8;

void set_earlier(SharedFiles::Access& access) {
  if (auto* read = std::get_if<event::Read>(&access.what)) read->earlier = true;
  if (auto* write = std::get_if<event::Write>(&access.what)) write->earlier = true;
}

}  // namespace

std::vector<SharedFiles::Access> SharedFiles::made(const FileIdentity& file, Access access) {
  if (files_.size() >= most_files && !files_.contains(file)) return {};
  Known& known = files_[file];
  const bool was_shared = known.is_shared();
  known.processes.insert(Name(process_of(access.task)));
  known.written = known.written || std::holds_alternative<event::Write>(access.what);
  if (was_shared) return {std::move(access)};
  if (!known.is_shared()) {
    known.untold.push_back(std::move(access));
    if (known.untold.size() > most_untold) known.untold.pop_front();
    return {};
  }
  std::vector<Access> told;
  for (Access& earlier : std::exchange(known.untold, {})) {
    set_earlier(earlier);
    told.push_back(std::move(earlier));
  }
  told.push_back(std::move(access));
  return told;
}

}  // namespace procdemo::run
