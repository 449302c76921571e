#include "base/files/pending_file.h"

#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace procdemo::base {

namespace {

std::string beside(const std::string& path) {
  const std::filesystem::path file(path);
  return (file.parent_path() / ("." + file.filename().string() + ".XXXXXX")).string();
}

// A name that nobody else has: taken and given back, for link(2), which wants to make it itself.
std::string free_name(const std::string& path) {
  std::string name = beside(path);
  const Fd taken(check("mkstemp beside", path, ::mkostemp(name.data(), O_CLOEXEC)));
  ::unlink(name.c_str());
  return name;
}

}  // namespace

bool is_written_directly(const std::string& path) {
  if (path.starts_with("/dev/") || path.starts_with("/proc/")) return true;
  std::error_code missing;
  const auto status = std::filesystem::status(path, missing);
  return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
}

PendingFile::PendingFile(const std::string& path, How how)
    : path_(std::filesystem::weakly_canonical(std::filesystem::absolute(path)).string()) {
  if (::access(path_.c_str(), W_OK) != 0 && errno != ENOENT) throw_failure("open", path);
  const std::string folder = std::filesystem::path(path_).parent_path().string();
  if (how == How::unnamed) {
    file_ = Fd(::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666));
    const bool unknown = errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL;
    if (!file_ && !unknown) throw_failure("open", path);
  }
  if (!file_) open_hidden();
  keep_permissions();
}

PendingFile::~PendingFile() {
  if (!hidden_.empty()) ::unlink(hidden_.c_str());
}

void PendingFile::open_hidden() {
  std::string name = beside(path_);
  file_ = Fd(check("open", path_, ::mkostemp(name.data(), O_CLOEXEC)));
  hidden_ = name;
  const mode_t mask = ::umask(0);  // mkostemp makes it private; a trace is for everybody
  ::umask(mask);
  ::fchmod(file_.get(), 0666 & ~mask);
}

void PendingFile::keep_permissions() const {
  struct stat before;
  if (::stat(path_.c_str(), &before) == 0) ::fchmod(file_.get(), before.st_mode & 07777);
}

void PendingFile::link_to(const std::string& name) const {
  const std::string file = "/proc/self/fd/" + std::to_string(file_.get());
  check("link", name, ::linkat(AT_FDCWD, file.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW));
}

void PendingFile::publish() {
  if (hidden_.empty()) {
    hidden_ = free_name(path_);
    link_to(hidden_);
  }
  check("rename to", path_, ::rename(hidden_.c_str(), path_.c_str()));
  hidden_.clear();
}

}  // namespace procdemo::base
