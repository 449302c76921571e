#include "session/beside.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cstdint>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace procdemo::session {
namespace {

namespace fs = std::filesystem;

/// What is copied for a run at most: a run takes some milliseconds, and so may this.
struct Budget {
  std::int64_t entries = 256;
  std::int64_t bytes = 2 << 20;

  bool allows(const Budget& wanted) const {
    return wanted.entries <= entries && wanted.bytes <= bytes;
  }
};

std::vector<fs::directory_entry> entries_of(const fs::path& folder) {
  std::vector<fs::directory_entry> entries;
  std::error_code skipped;
  for (fs::directory_iterator at(folder, skipped), end; at != end; at.increment(skipped)) {
    if (!at->path().filename().string().starts_with(".")) entries.push_back(*at);
  }
  return entries;
}

/// A folder that is a link to another is not followed: it might lead in a circle.
bool is_folder(const fs::directory_entry& entry) {
  std::error_code unknown;
  return entry.is_directory(unknown) && !entry.is_symlink(unknown);
}

/// Adds what it would cost to copy the entry. It looks no further once that is too much.
void add_cost(const fs::directory_entry& entry, const Budget& most, Budget& cost) {
  constexpr std::int64_t block = 512;  // bytes: even an empty file costs something
  ++cost.entries;
  std::error_code unknown;
  if (entry.is_regular_file(unknown))
    cost.bytes += static_cast<std::int64_t>(entry.file_size(unknown)) + block;
  if (!is_folder(entry)) return;
  for (const fs::directory_entry& inside : entries_of(entry.path())) {
    if (!most.allows(cost)) return;
    add_cost(inside, most, cost);
  }
}

void copy_times(const fs::path& from, const fs::path& to) {
  struct stat found;
  if (::stat(from.c_str(), &found) != 0) return;
  const timespec times[] = {found.st_atim, found.st_mtim};
  ::utimensat(AT_FDCWD, to.c_str(), times, 0);
}

void copy(const fs::directory_entry& entry, const fs::path& to) {
  std::error_code skipped;
  if (is_folder(entry)) {
    fs::create_directory(to, entry.path(), skipped);
    for (const fs::directory_entry& inside : entries_of(entry.path())) {
      copy(inside, to / inside.path().filename());
    }
  } else if (entry.is_regular_file(skipped)) {
    fs::copy_file(entry.path(), to, skipped);
  } else {
    fs::create_symlink(entry.path(), to, skipped);
    return;
  }
  copy_times(entry.path(), to);
}

/// procdemo's own folders lie somewhere, too. The same folder may have several names: "x/." is x.
bool is_within(const fs::path& path, const fs::path& folder) {
  std::error_code unknown;
  const std::string inner = fs::weakly_canonical(path, unknown).string();
  const std::string outer = (fs::weakly_canonical(folder, unknown) / "").string();
  return inner.starts_with(outer);
}

}  // namespace

Copies::Copies(const fs::path& from, const fs::path& own) {
  Budget left;
  for (const fs::directory_entry& entry : entries_of(fs::absolute(from))) {
    Budget cost{.entries = 0, .bytes = 0};
    if (!is_within(fs::absolute(own), entry.path())) add_cost(entry, left, cost);
    const bool copied = cost.entries != 0 && left.allows(cost);
    entries_.push_back({entry, copied});
    if (!copied) continue;
    left.entries -= cost.entries;
    left.bytes -= cost.bytes;
  }
}

void Copies::put_into(const fs::path& directory) const {
  for (const auto& [entry, copied] : entries_) {
    const fs::path to = directory / entry.path().filename();
    std::error_code skipped;
    if (copied) {
      copy(entry, to);
    } else {
      fs::create_symlink(entry.path(), to, skipped);
    }
  }
}

void link_beside(const fs::path& from, const fs::path& directory) {
  std::error_code skipped;
  for (const fs::directory_entry& entry : entries_of(fs::absolute(from))) {
    fs::create_symlink(entry.path(), directory / entry.path().filename(), skipped);
  }
}

}  // namespace procdemo::session
