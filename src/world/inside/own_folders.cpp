#include "world/inside/own_folders.h"

#include <sys/mount.h>

#include <algorithm>
#include <cctype>
#include <climits>
#include <set>

#include "base/fd.h"

namespace procdemo::world {
namespace {

bool goes_on_path(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.' ||
         c == '/' || static_cast<unsigned char>(c) >= 0x80;
}

// What ends a path in a command line or a list of paths.
bool ends_name(char c) {
  return std::string_view(" \t\n/:;,=|&<>()\"'`").find(c) != std::string_view::npos;
}

// Where the folder begins as a path of its own: not in "/var/tmp".
std::vector<std::size_t> mentions(const std::string& folder, const std::string& text) {
  std::vector<std::size_t> found;
  for (std::size_t at = 0; (at = text.find(folder, at)) != text.npos; at += folder.size()) {
    if (at == 0 || !goes_on_path(text[at - 1])) found.push_back(at);
  }
  return found;
}

// A thing in a folder, found before that folder is covered.
struct Stays {
  std::string name;
  Fd place;
  struct stat facts = {};
  std::string target = {};  // of a link
};

std::vector<Stays> find_what_stays(const std::string& folder,
                                   const std::vector<std::string>& names) {
  std::vector<Stays> found;
  for (const std::string& name : names) {
    const std::string path = folder + "/" + name;
    Stays kept{name, Fd(::open(path.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC))};
    if (!kept.place || ::fstat(kept.place.get(), &kept.facts) != 0) continue;
    char target[PATH_MAX];
    const ssize_t size = ::readlinkat(kept.place.get(), "", target, sizeof target);
    if (size > 0) kept.target.assign(target, static_cast<std::size_t>(size));
    found.push_back(std::move(kept));
  }
  return found;
}

void put_back(const std::string& folder, const Stays& kept) {
  const std::string path = folder + "/" + kept.name;
  if (S_ISLNK(kept.facts.st_mode)) {
    check("symlink", path, ::symlink(kept.target.c_str(), path.c_str()));
    return;
  }
  if (S_ISDIR(kept.facts.st_mode)) {
    check("mkdir", path, ::mkdir(path.c_str(), S_IRWXU));
  } else {
    const Fd file = open_file(path, O_WRONLY | O_CREAT | O_EXCL, S_IRUSR);
  }
  const std::string place = "/proc/self/fd/" + std::to_string(kept.place.get());
  check("mount", path, ::mount(place.c_str(), path.c_str(), nullptr, MS_BIND | MS_REC, nullptr));
}

bool same_time(const timespec& one, const timespec& other) {
  return one.tv_sec == other.tv_sec && one.tv_nsec == other.tv_nsec;
}

}  // namespace

std::vector<std::string> names_below(const std::string& folder, const std::string& text) {
  std::set<std::string> names;
  for (const std::size_t at : mentions(folder + "/", text)) {
    const auto begin = text.begin() + static_cast<std::ptrdiff_t>(at + folder.size() + 1);
    const std::string name(begin, std::find_if(begin, text.end(), ends_name));
    if (!name.empty() && name != "." && name != "..") names.insert(name);
  }
  return {names.begin(), names.end()};
}

bool names_itself(const std::string& folder, const std::string& text) {
  return std::ranges::any_of(mentions(folder, text), [&](std::size_t at) {
    std::size_t end = at + folder.size();
    if (end < text.size() && text[end] == '/') ++end;
    return end == text.size() || (ends_name(text[end]) && text[end] != '/');
  });
}

OwnFolders::OwnFolders(std::vector<std::string> folders, std::vector<std::string> reachable) {
  for (std::string& path : folders) {
    Folder folder{std::move(path), {}};
    for (const std::string& text : reachable) {
      for (std::string& name : names_below(folder.path, text)) {
        if (std::ranges::count(folder.kept, name) == 0) folder.kept.push_back(std::move(name));
      }
    }
    mount_anew(folder);
    folders_.push_back(std::move(folder));
  }
}

void OwnFolders::mount_anew(Folder& folder) const {
  const char* const path = folder.path.c_str();
  const std::vector<Stays> kept = find_what_stays(folder.path, folder.kept);
  check("mount", folder.path, ::mount("tmpfs", path, "tmpfs", MS_NOSUID | MS_NODEV, "mode=1777"));
  for (const Stays& each : kept) put_back(folder.path, each);
  check("stat", folder.path, ::stat(path, &folder.as_made));
}

std::vector<std::string> OwnFolders::paths() const {
  std::vector<std::string> paths;
  for (const Folder& folder : folders_) paths.push_back(folder.path);
  return paths;
}

// Whatever was made or removed directly in it has changed its time.
void OwnFolders::freshen() {
  for (Folder& folder : folders_) {
    struct stat now;
    check("stat", folder.path, ::stat(folder.path.c_str(), &now));
    if (same_time(now.st_ctim, folder.as_made.st_ctim)) continue;
    check("umount", folder.path, ::umount2(folder.path.c_str(), MNT_DETACH));
    mount_anew(folder);
  }
}

}  // namespace procdemo::world
