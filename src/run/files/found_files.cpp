#include "run/files/found_files.h"

#include <tuple>
#include <utility>

namespace procdemo::run {

FoundFile FoundFile::of(std::string path, const struct stat& facts) {
  return {.path = std::move(path),
          .identity = identity_of(facts),
          .size = facts.st_size,
          .modified = facts.st_mtim};
}

bool FoundFile::is_unchanged(const struct stat& now) const {
  return std::tuple(now.st_size, now.st_mtim.tv_sec, now.st_mtim.tv_nsec) ==
         std::tuple(size, modified.tv_sec, modified.tv_nsec);
}

void FoundFiles::opened(const std::string& path, const struct stat& facts) {
  if (!S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode)) return;
  if (!known_.insert(identity_of(facts)).second) return;
  FoundFile file = FoundFile::of(path, facts);
  if (is_unchanged(file)) all_.push_back(std::move(file));
}

bool FoundFiles::is_unchanged(const FoundFile& file) const {
  const auto place = memory_.reader.find(file.path);
  struct stat now;
  return place && *place && stat_without_asking(place->get(), now) && file.is_unchanged(now);
}

}  // namespace procdemo::run
