#include "session/stepping/put_back.h"

#include <sys/stat.h>

#include <algorithm>
#include <optional>

#include "world/inside/inside.h"

namespace procdemo::session {
namespace {

namespace fs = std::filesystem;

std::set<FileIdentity> all_within(const fs::path& folder) {
  std::set<FileIdentity> files;
  const auto add = [&](const fs::path& path) {
    struct stat facts;
    if (::lstat(path.c_str(), &facts) == 0) files.insert(identity_of(facts));
  };
  if (folder.empty()) return files;
  add(folder);
  std::error_code unreadable;
  for (const auto& entry : fs::recursive_directory_iterator(folder, unreadable)) add(entry.path());
  return files;
}

}  // namespace

bool PutBack::goes_with_run(dev_t device) const {
  struct stat proc;
  return (::stat("/proc", &proc) == 0 && proc.st_dev == device) ||
         (copies_ && copies_->has(device)) || (is_inside() && is_freshened(device));
}

bool PutBack::covers(const std::set<FileIdentity>& changed) {
  std::optional<std::set<FileIdentity>> own;
  return std::ranges::all_of(changed, [&](const FileIdentity& file) {
    if (known_.contains(file)) return true;
    if (!goes_with_run(file.device)) {
      if (!own) own = all_within(own_);
      if (!own->contains(file)) return false;
    }
    known_.insert(file);
    return true;
  });
}

}  // namespace procdemo::session
