#include "world/inside/own_copies.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <system_error>

namespace procdemo::world {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t most_bytes = 16 << 20;
constexpr std::int64_t most_entries = 1'000;

struct Size {
  std::int64_t bytes = 0, entries = 0;
  bool is_too_large() const { return bytes > most_bytes || entries > most_entries; }
};

/// Looks no further once it is too large. Throws std::system_error where something can't be read.
void add_size(const fs::path& folder, Size& size) {
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    ++size.entries;
    const bool link = entry.is_symlink();
    if (!link && entry.is_regular_file()) {
      size.bytes += static_cast<std::int64_t>(entry.file_size());
      check("access", entry.path().native(), ::access(entry.path().c_str(), R_OK));
    }
    if (!link && entry.is_directory()) add_size(entry.path(), size);
    if (size.is_too_large()) return;
  }
}

bool can_be_copied(const std::string& folder) try {
  Size size;
  add_size(folder, size);
  return !size.is_too_large();
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
    } else {
      continue;  // a socket without its server, a device
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

void mount_copy(const std::string& path, const Fd& of) {
  check("mount", path, ::mount("tmpfs", path.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, nullptr));
  copy_content(place_of(of), path);
  copy_facts(place_of(of), path);
}

bool is_within(const std::string& path, const std::string& folder) {
  return path == folder || path.starts_with(folder + "/");
}

}  // namespace

OwnCopies::OwnCopies(std::vector<std::string> folders) {
  std::ranges::sort(folders);  // what is in another one comes after it
  for (const std::string& path : folders) {
    const bool known = std::ranges::any_of(
        folders_, [&](const Copied& other) { return is_within(path, other.path); });
    if (known || path == "/" || !can_be_copied(path)) continue;
    mount_copy(path, open_folder(path));
    folders_.push_back({path, open_folder(path)});
  }
  cover();
}

void OwnCopies::cover() {
  for (const Copied& folder : folders_) mount_copy(folder.path, folder.first);
}

void OwnCopies::uncover() {
  for (const Copied& folder : folders_) {
    check("umount", folder.path, ::umount2(folder.path.c_str(), MNT_DETACH));
  }
}

std::vector<dev_t> OwnCopies::devices() const {
  std::vector<dev_t> devices;
  for (const Copied& folder : folders_) {
    struct stat facts;
    if (::stat(folder.path.c_str(), &facts) == 0) devices.push_back(facts.st_dev);
  }
  return devices;
}

}  // namespace procdemo::world
