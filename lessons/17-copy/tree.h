// A folder with all that is in it, and the place of its copy.
#pragma once

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "copy.h"

/// All that is in a folder, and in the folders in it. Making one makes the copies of the folders,
/// empty as yet. What can't be listed or made is told in `troubles`, and the rest goes on.
class Tree {
 public:
  /// Throws where nothing can be copied: there is no such folder, or `to` is not to be had.
  Tree(const std::string& from, const std::string& to) {
    std::error_code error;
    const fs::path source = fs::canonical(from, error);
    if (error) fail("cannot copy", from, error.value());
    if (!fs::is_directory(source, error)) fail("cannot copy", from, ENOTDIR);
    if (lies_in(fs::weakly_canonical(to, error), source) && !fs::exists(to, error))
      throw std::runtime_error("cannot make " + shown(to) + ": it lies in " + shown(from));
    ::umask(0);  // a copy has the permissions of its original, and no fewer
    add_folder({from, to});
    if (folders_.empty()) throw std::runtime_error(troubles.front());
    for (std::size_t i = 0; i < folders_.size(); ++i) list(folders_[i].item);
  }

  /// To be called when all is in its place: a folder that may not be written to gets its
  /// permissions last, and each new file in it would have changed its times.
  void finish() {
    for (auto folder = folders_.rbegin(); folder != folders_.rend(); ++folder) {
      const char* path = folder->item.to.c_str();
      if (::chmod(path, mode_of(folder->original)) < 0 ||
          ::utimensat(AT_FDCWD, path, times_of(folder->original).data(), 0) < 0)
        troubles.push_back("cannot set permissions and times of " + shown(path));
    }
  }

  std::vector<Item> files;  ///< and links, in the order of their names
  std::vector<std::string> troubles;
  std::vector<std::string> skipped;  ///< pipes, sockets and devices

 private:
  struct Folder {
    Item item;
    struct stat original;
  };

  static bool lies_in(const fs::path& path, const fs::path& folder) {
    return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first ==
           folder.end();
  }

  void add_folder(const Item& item) {
    Folder folder{item, {}};
    try {
      checked(::stat(item.from.c_str(), &folder.original), "cannot look at", item.from);
      checked(::mkdir(item.to.c_str(), 0700), "cannot make", item.to);
      folders_.push_back(std::move(folder));
    } catch (const std::exception& error) {
      troubles.emplace_back(error.what());
    }
  }

  // By value: folders_ grows.
  void list(Item folder) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;
    for (fs::directory_iterator entry(folder.from, error), end; !error && entry != end;
         entry.increment(error))
      entries.push_back(*entry);
    if (error) {
      troubles.push_back("cannot list " + shown(folder.from) + ": " + error.message());
    }
    std::ranges::sort(entries);
    for (const fs::directory_entry& entry : entries)
      add({entry.path().string(), (folder.to / entry.path().filename()).string()}, entry);
  }

  // The listing told the kind of most entries, so that nobody has to ask for it (DT_REG, in
  // readdir(3)). What has vanished meanwhile is told where it is opened.
  void add(const Item& item, const fs::directory_entry& entry) {
    std::error_code error;
    if (entry.is_symlink(error) || entry.is_regular_file(error) || !entry.exists(error)) {
      files.push_back(item);
    } else if (entry.is_directory(error)) {
      add_folder(item);
    } else {
      skipped.push_back(shown(item.from) + " is no file, link or folder");
    }
  }

  std::vector<Folder> folders_;
};

/// "docs_copy" for "docs" and "docs/"; for "." the name that its parent knows.
inline std::string copy_of(std::string folder) {
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  const fs::path name = fs::path(folder).filename();
  if (name == "." || name == "..") folder = fs::canonical(folder).string();
  return folder + "_copy";
}

/// A folder with eighteen files, a link and an empty folder, as long as it lives.
class Sample {
 public:
  explicit Sample(const std::string& folder) : folder_(folder) {
    if (!fs::create_directory(folder)) fail("cannot make", folder, EEXIST);
    fs::create_directory(folder_ / "numbers");
    fs::create_directory(folder_ / "empty");
    for (int i = 10; i < 28; ++i) {
      std::ofstream file(folder_ / "numbers" / (std::to_string(i) + ".txt"));
      for (int line = 0; line < 10 * i; ++line) file << i << '\n';
    }
    fs::create_symlink("numbers/27.txt", folder_ / "newest");
  }
  Sample(const Sample&) = delete;
  Sample& operator=(const Sample&) = delete;
  ~Sample() {
    std::error_code nobody_minds;
    fs::remove_all(folder_, nobody_minds);
  }

 private:
  fs::path folder_;
};
