// Folders may be nested deeper than there are descriptors, or bytes in a path. So nothing here goes
// down: what lies in a subfolder is lifted to the top, until the top is all there is.
#include "base/files/remove_folder.h"

#include <dirent.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cstring>
#include <memory>
#include <vector>

#include "base/fd.h"

namespace procdemo::base {
namespace {

// openat2(2) has the kernel itself refuse links and mounts on the way.
Fd open_below(int folder, const std::string& name) {
  open_how how{};
  how.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_XDEV;
  return Fd(static_cast<int>(::syscall(SYS_openat2, folder, name.c_str(), &how, sizeof how)));
}

// A program may have taken away the owner's permissions on a folder.
Fd open_locked(int folder, const std::string& name) {
  Fd opened = open_below(folder, name);
  if (!opened && errno == EACCES &&
      ::fchmodat(folder, name.c_str(), S_IRWXU, AT_SYMLINK_NOFOLLOW) == 0) {
    opened = open_below(folder, name);
  }
  if (opened) ::fchmod(opened.get(), S_IRWXU);
  return opened;
}

std::vector<std::string> names_in(int folder) {
  std::vector<std::string> names;
  const int own = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (own < 0) return names;
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(::fdopendir(own), ::closedir);  // takes it over
  if (!entries) return names;
  while (const dirent* entry = ::readdir(entries.get())) {
    if (std::strcmp(entry->d_name, ".") != 0 && std::strcmp(entry->d_name, "..") != 0) {
      names.push_back(entry->d_name);
    }
  }
  return names;
}

bool remove_entry(int folder, const std::string& name) {
  return ::unlinkat(folder, name.c_str(), 0) == 0 ||
         ::unlinkat(folder, name.c_str(), AT_REMOVEDIR) == 0;
}

class Lifting {
 public:
  explicit Lifting(int top) : top_(top) {}

  // One pass over what is at the top. False when nothing could be done.
  bool pass() {
    bool progress = false;
    for (const std::string& name : names_in(top_)) {
      progress |= remove_entry(top_, name) || empty(name);
    }
    return progress;
  }

 private:
  bool empty(const std::string& name) {
    const Fd sub = open_locked(top_, name);
    bool progress = false;
    if (sub) {
      for (const std::string& entry : names_in(sub.get())) {
        progress |= remove_entry(sub.get(), entry) || lift(sub.get(), entry);
      }
    }
    return progress;
  }

  // A folder that changes its place changes its "..", so its own rights count too.
  bool lift(int from, const std::string& name) {
    if (!open_locked(from, name)) return false;
    while (true) {
      const std::string lifted = "lifted-" + std::to_string(count_++);
      if (::renameat2(from, name.c_str(), top_, lifted.c_str(), RENAME_NOREPLACE) == 0) return true;
      if (errno != EEXIST) return false;
    }
  }

  int top_;
  unsigned long count_ = 0;
};

bool is_same(int folder, const std::string& path) {
  struct stat held, named;
  return ::fstat(folder, &held) == 0 && ::lstat(path.c_str(), &named) == 0 &&
         held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

}  // namespace

bool remove_folder(int folder, const std::string& path) {
  ::fchmod(folder, S_IRWXU);
  Lifting lifting(folder);
  while (lifting.pass()) continue;
  return is_same(folder, path) && ::rmdir(path.c_str()) == 0;
}

}  // namespace procdemo::base
