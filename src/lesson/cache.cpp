#include "lesson/cache.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/fd.h"
#include "base/files/temporary.h"
#include "base/files/user_file.h"
#include "base/hash.h"

namespace procdemo::lesson {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

// Must be ours, and writable by nobody else: what lies in it will be executed.
bool is_private(const fs::path& folder) {
  struct stat status = {};
  return ::lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
         status.st_uid == ::geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

bool make_private(const fs::path& folder) {
  std::error_code ignored;  // what counts is whether it is there afterwards
  fs::create_directories(folder.parent_path(), ignored);
  ::mkdir(folder.c_str(), 0700);
  return is_private(folder) && ::access(folder.c_str(), W_OK | X_OK) == 0;
}

// A folder in which an entry is built; removed unless the entry was finished.
class Workshop {
 public:
  explicit Workshop(const fs::path& cache) : folder_((cache / "making-XXXXXX").string()) {
    if (!::mkdtemp(folder_.data())) {
      throw std::system_error(errno, std::generic_category(), "mkdtemp " + folder_);
    }
  }
  Workshop(const Workshop&) = delete;
  Workshop& operator=(const Workshop&) = delete;
  ~Workshop() {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  fs::path file(const char* name) const { return fs::path(folder_) / name; }

  // Another process may have finished the same entry meanwhile: then that one stays.
  void finish(const fs::path& entry) const {
    const int result = ::rename(folder_.c_str(), entry.c_str());
    if (result < 0 && errno != ENOTEMPTY && errno != EEXIST) check("rename", folder_, result);
  }

 private:
  std::string folder_;
};

// Folders left by procdemos that were killed. One that is an hour old has no owner any more.
void sweep(const fs::path& cache) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(cache, ignored)) {
    const bool workshop = entry.path().filename().string().starts_with("making-");
    if (!workshop || !entry.exists(ignored)) continue;
    const auto age = fs::file_time_type::clock::now() - entry.last_write_time(ignored);
    if (!ignored && age > 1h) fs::remove_all(entry.path(), ignored);
  }
}

void write_file(const fs::path& file, const std::string& text) {
  const Fd out = open_file(file.string(), O_WRONLY | O_CREAT | O_EXCL, 0600);
  write_all(out.get(), text);
}

bool is_made_of(const fs::path& entry, const std::string& content) {
  return fs::exists(entry / "program") && fs::exists(entry / "content") &&
         read_user_file((entry / "content").string()) == content;
}

}  // namespace

fs::path cache_folder() {
  std::vector<fs::path> places;
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  if (cache && *cache == '/') places.emplace_back(fs::path(cache) / "procdemo");
  if (home && *home == '/') places.emplace_back(fs::path(home) / ".cache" / "procdemo");
  places.emplace_back(temporary_folder() / fmt::format("procdemo-{}", ::geteuid()));
  for (const fs::path& place : places) {
    if (make_private(place)) return place;
  }
  throw std::system_error(EACCES, std::generic_category(), "write to " + places.back().string());
}

fs::path cached(const std::string& name, const std::string& content, const Make& make) {
  const fs::path cache = cache_folder();
  sweep(cache);
  for (int number = 0;; ++number) {  // higher numbers are for other contents with the same hash
    const fs::path entry = cache / fmt::format("{}-{:016x}-{}", name, hash_of(content), number);
    if (is_made_of(entry, content)) return entry / "program";
    if (fs::exists(entry)) continue;

    const Workshop workshop(cache);
    make(workshop.file("program"));
    write_file(workshop.file("content"), content);
    workshop.finish(entry);
    if (is_made_of(entry, content)) return entry / "program";
  }
}

}  // namespace procdemo::lesson
