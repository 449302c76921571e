#include "world/inside/own_copies.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/hash.h"

namespace procdemo::world {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t most_bytes = 16 << 20;
constexpr std::int64_t most_entries = 1'000;

struct Size {
  std::int64_t bytes = 0, entries = 0;
  std::uint64_t hash = 0;  // of what it was added from
  bool is_too_large() const { return bytes > most_bytes || entries > most_entries; }
};

/// Whether it is a thing of the kernel's, or of a server's: no copy would be the same.
bool is_alive_elsewhere(const struct stat& facts, dev_t device) {
  return S_ISCHR(facts.st_mode) || S_ISBLK(facts.st_mode) || S_ISSOCK(facts.st_mode) ||
         facts.st_dev != device;
}

std::string facts_of(const struct stat& facts) {
  return fmt::format(" {} {} {}.{}\n", facts.st_mode, facts.st_size, facts.st_mtim.tv_sec,
                     facts.st_mtim.tv_nsec);
}

/// Looks no further once it is too large. Throws std::system_error where something can't be copied.
void add_size(const fs::path& folder, dev_t device, Size& size) {
  check("access", folder.native(), ::access(folder.c_str(), R_OK | W_OK | X_OK));
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string& path = entry.path().native();
    struct stat facts;
    check("stat", path, ::lstat(path.c_str(), &facts));
    errno = EXDEV;
    check("copy", path, is_alive_elsewhere(facts, device) ? -1 : 0);
    ++size.entries;
    size.hash = hash_of(path + facts_of(facts), size.hash);
    if (S_ISREG(facts.st_mode)) {
      size.bytes += facts.st_size;
      check("access", path, ::access(path.c_str(), R_OK));
    }
    if (size.is_too_large()) return;
    if (S_ISDIR(facts.st_mode)) add_size(entry.path(), device, size);
    if (size.is_too_large()) return;
  }
}

/// Goes on with `hash` where it can.
bool can_be_copied(const std::string& folder, std::uint64_t& hash) try {
  struct stat facts;
  check("stat", folder, ::stat(folder.c_str(), &facts));
  for (const char* const kernel : {"/proc", "/sys"}) {
    struct stat its;
    if (::stat(kernel, &its) == 0 && its.st_dev == facts.st_dev) return false;
  }
  Size size{.hash = hash};
  add_size(folder, facts.st_dev, size);
  if (size.is_too_large()) return false;
  hash = size.hash;
  return true;
} catch (const std::system_error&) {
  return false;
}

/// Whose it is, who may open it, and of when it is.
void copy_facts(const fs::path& from, const fs::path& to) {
  struct stat facts;
  check("stat", from.native(), ::lstat(from.c_str(), &facts));
  [[maybe_unused]] const int owner = ::lchown(to.c_str(), facts.st_uid, facts.st_gid);
  if (!S_ISLNK(facts.st_mode)) ::chmod(to.c_str(), facts.st_mode & 07777);
  const timespec times[] = {facts.st_atim, facts.st_mtim};
  ::utimensat(AT_FDCWD, to.c_str(), times, AT_SYMLINK_NOFOLLOW);
}

void copy_content(const fs::path& from, const fs::path& to) {
  for (const fs::directory_entry& entry : fs::directory_iterator(from)) {
    const fs::path copy = to / entry.path().filename();
    if (entry.is_symlink()) {
      fs::copy_symlink(entry.path(), copy);
    } else if (entry.is_directory()) {
      fs::create_directory(copy);
      copy_content(entry.path(), copy);
    } else if (entry.is_regular_file()) {
      fs::copy_file(entry.path(), copy);
    } else if (entry.is_fifo()) {
      check("mkfifo", copy.native(), ::mkfifo(copy.c_str(), S_IRUSR | S_IWUSR));
    }
    copy_facts(entry.path(), copy);
  }
}

std::string place_of(const Fd& folder) {
  return "/proc/self/fd/" + std::to_string(folder.get()) + "/";
}

Fd open_folder(const std::string& path) {
  return Fd(check("open", path, ::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)));
}

// Lazily, for somebody may still stand in it.
void unmount(const std::string& path) {
  check("umount", path, ::umount2(path.c_str(), MNT_DETACH));
}

void mount_copy(const std::string& path, const Fd& of) {
  check("mount", path, ::mount("tmpfs", path.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, nullptr));
  try {
    copy_content(place_of(of), path);
    copy_facts(place_of(of), path);
  } catch (const std::system_error&) {
    unmount(path);
    throw;
  }
}

// It stays behind its descriptor, where nobody else can reach it. None where the kernel, or the
// machine's memory, allows no copy.
Fd first_copy(const std::string& path) try {
  mount_copy(path, open_folder(path));
  Fd first = open_folder(path);
  unmount(path);
  return first;
} catch (const std::system_error&) {
  return Fd();
}

bool is_within(const std::string& path, const std::string& folder) {
  return path == folder || path.starts_with(folder + "/");
}

}  // namespace

OwnCopies::OwnCopies(std::vector<std::string> folders) {
  std::error_code gone;
  here_ = fs::current_path(gone).string();
  std::ranges::sort(folders);  // what is in another one comes after it
  for (const std::string& path : folders) {
    const bool known = std::ranges::any_of(
        folders_, [&](const Copied& other) { return is_within(path, other.path); });
    if (known || path == "/" || !can_be_copied(path, hash_)) continue;
    Fd own = open_folder(path);
    if (Fd first = first_copy(path)) {
      folders_.push_back({path, std::move(own), std::move(first)});
    }
  }
  cover();
}

OwnCopies::~OwnCopies() {
  try {
    uncover();
  } catch (const std::system_error&) {  // somebody else has done so
  }
}

void OwnCopies::return_here() const {
  if (here_.empty()) return;
  [[maybe_unused]] const int stays = ::chdir(here_.c_str());
}

void OwnCopies::cover() {
  for (Copied& folder : folders_) {
    mount_copy(folder.path, folder.first);
    folder.covers = true;
  }
  return_here();
}

void OwnCopies::uncover() {
  for (Copied& folder : folders_) {
    if (!std::exchange(folder.covers, false)) continue;
    unmount(folder.path);
  }
  return_here();
}

bool OwnCopies::has(dev_t device) const {
  return std::ranges::any_of(folders_, [&](const Copied& folder) {
    struct stat facts;
    return ::stat(folder.path.c_str(), &facts) == 0 && facts.st_dev == device;
  });
}

// A copy has the times of what it was made from. What the run has made has no other.
bool OwnCopies::is_changed_behind(const std::string& path) const {
  const auto holds = [&](const Copied& folder) { return is_within(path, folder.path); };
  const auto folder = std::ranges::find_if(folders_, holds);
  if (folder == folders_.end()) return false;
  const auto facts_in = [&](const Fd& place, struct stat& facts) {
    return ::stat((place_of(place) + path.substr(folder->path.size())).c_str(), &facts) == 0;
  };
  struct stat first, now;
  if (!facts_in(folder->first, first) || S_ISDIR(first.st_mode)) return false;
  return !facts_in(folder->own, now) || facts_of(first) != facts_of(now);
}

std::vector<std::string> OwnCopies::paths_of(const std::set<FileIdentity>& files,
                                             const std::string& but_in) const {
  std::vector<std::string> paths;
  if (files.empty()) return paths;
  for (const Copied& folder : folders_) {
    std::error_code unreadable;  // then the rest is not named
    fs::recursive_directory_iterator entry(
        folder.path, fs::directory_options::skip_permission_denied, unreadable);
    for (; entry != fs::recursive_directory_iterator(); entry.increment(unreadable)) {
      const fs::path& path = entry->path();
      struct stat facts;
      if (::lstat(path.c_str(), &facts) != 0 || S_ISDIR(facts.st_mode)) continue;
      if (!files.contains(identity_of(facts))) continue;
      if (!but_in.empty() && is_within(path.string(), but_in)) continue;
      paths.push_back(is_within(path.string(), here_) ? path.lexically_relative(here_) : path);
    }
  }
  std::ranges::sort(paths);
  return paths;
}

}  // namespace procdemo::world
