#include "world/cgroup.h"

#include <sched.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "base/crowd.h"
#include "base/text/lines.h"

namespace procdemo::world {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

// mountinfo writes blanks in paths as octal numbers: "\040".
std::string unescape(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int code = 0;
    if (text[i] == '\\' && i + 3 < text.size() &&
        std::from_chars(&text[i + 1], &text[i + 4], code, 8).ptr == &text[i + 4]) {
      plain += static_cast<char>(code);
      i += 3;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

bool lists(std::string_view comma_separated, std::string_view wanted) {
  const auto parts = split(comma_separated, ",");
  return std::ranges::find(parts, wanted) != parts.end();
}

struct CgroupMount {
  int version;
  std::string root;   // the part of the tree that is mounted
  std::string point;  // and where
};

// "36 31 0:33 ROOT POINT rw - TYPE SOURCE rw,pids": proc(5).
std::optional<CgroupMount> cgroup_mount(std::string_view line, std::string_view controller) {
  const auto dash = line.find(" - cgroup");
  if (dash == line.npos) return std::nullopt;
  const auto left = split(line.substr(0, dash), " ");
  const auto right = split(line.substr(dash + 3), " ");
  if (left.size() < 5 || right.size() < 3) return std::nullopt;
  const CgroupMount mount{right[0] == "cgroup2" ? 2 : 1, unescape(left[3]), unescape(left[4])};
  const bool serves = right[0] == "cgroup" && lists(right[2], controller);
  return mount.version == 2 || serves ? std::optional(mount) : std::nullopt;
}

// "8:pids:/a/b" and, version 2, "0::/a/b".
std::optional<std::string> own_path(std::string_view cgroups, int version,
                                    std::string_view controller) {
  for (std::string_view line; next_line(cgroups, line);) {
    const auto first = line.find(':'), second = line.find(':', first + 1);
    if (first == line.npos || second == line.npos) continue;
    const std::string_view controllers = line.substr(first + 1, second - first - 1);
    if (version == 2 ? line.starts_with("0::") : lists(controllers, controller)) {
      return std::string(line.substr(second + 1));
    }
  }
  return std::nullopt;
}

// Where the folder of `path` is found below a mount; the mount itself when it is not below its root
// (a container that sees its own cgroup as the root).
fs::path below(const CgroupMount& mount, const std::string& path) {
  const fs::path relative = fs::path(path).lexically_relative(mount.root);
  if (relative.empty() || *relative.begin() == ".." || relative == ".") return mount.point;
  return mount.point / relative;
}

std::vector<pid_t> members(const fs::path& folder) {
  std::vector<pid_t> pids;
  const std::string text = read_file_if_any((folder / "cgroup.procs").string());
  for (const std::string& line : split(text, "\n")) pids.push_back(std::atoi(line.c_str()));
  return pids;
}

// The folder and all below it, the deepest first.
std::vector<fs::path> tree(const fs::path& folder) {
  std::vector<fs::path> folders;
  std::error_code gone;
  for (fs::directory_iterator entry(folder, gone); !gone && entry != end(entry);
       entry.increment(gone)) {
    std::error_code unknown;
    if (!entry->is_directory(unknown) || entry->is_symlink(unknown)) continue;
    const auto deeper = tree(entry->path());
    folders.insert(folders.end(), deeper.begin(), deeper.end());
  }
  folders.push_back(folder);
  return folders;
}

// Returns some of those that were told to end.
OpenProcesses kill_all_below(const std::string& folder) {
  for (const fs::path& each : tree(folder))
    write_cgroup_file((each / "pids.max").string(), "0");  // no further fork
  return signal_all([&] { return members_of_cgroup(folder); }, {{SIGKILL}});
}

}  // namespace

std::vector<CgroupPlace> cgroup_places(std::string_view controller, std::string_view cgroups,
                                       std::string_view mounts) {
  std::vector<CgroupPlace> places;  // of version 2 first: its cgroup.kill leaves nothing to chance
  std::vector<CgroupPlace> older;
  for (std::string_view line; next_line(mounts, line);) {
    const auto mount = cgroup_mount(line, controller);
    const auto path = mount ? own_path(cgroups, mount->version, controller) : std::nullopt;
    if (!path) continue;
    fs::path folder = below(*mount, *path);
    (mount->version == 2 ? places : older).push_back({mount->version, folder});
    while (mount->version == 2 && folder != mount->point) {
      folder = folder.parent_path();
      places.push_back({2, folder});
    }
  }
  places.insert(places.end(), older.begin(), older.end());
  return places;
}

std::vector<CgroupPlace> cgroup_places(std::string_view controller) {
  return cgroup_places(controller, read_file_if_any("/proc/self/cgroup"),
                       read_file_if_any("/proc/self/mountinfo"));
}

// "8:cpu,cpuacct:/a/b": a tree is found by any of its controllers; in version 2 it has none.
bool may_write_to_cgroups() {
  if (::geteuid() == 0) return true;
  const std::string own = read_file_if_any("/proc/self/cgroup"),
                    mounts = read_file_if_any("/proc/self/mountinfo");
  return std::ranges::any_of(split(own, "\n"), [&](const std::string& line) {
    const auto fields = split(line, ":");
    const std::string controllers = fields.size() > 1 ? fields[1] : "";
    const auto places = cgroup_places(controllers.substr(0, controllers.find(',')), own, mounts);
    return std::ranges::any_of(places, [](const CgroupPlace& place) {
      return ::access((place.folder + "/cgroup.procs").c_str(), W_OK) == 0;
    });
  });
}

bool write_cgroup_file(const std::string& path, std::string_view text) {
  const Fd file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  return file && ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

std::vector<pid_t> members_of_cgroup(const std::string& folder) {
  std::vector<pid_t> pids;
  for (const fs::path& each : tree(folder)) {
    const std::vector<pid_t> some = members(each);
    pids.insert(pids.end(), some.begin(), some.end());
  }
  return pids;
}

void kill_cgroup(const std::string& folder) {
  if (!write_cgroup_file(folder + "/cgroup.kill", "1")) kill_all_below(folder);
}

bool remove_cgroup(const std::string& folder, std::chrono::milliseconds at_most) {
  if (::rmdir(folder.c_str()) == 0 || errno == ENOENT) return true;  // nobody was left in it
  const auto deadline = Clock::now() + at_most;
  do {
    kill_cgroup(folder);
    await_ends(kill_all_below(folder),
               std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()));
    for (const fs::path& each : tree(folder)) ::rmdir(each.c_str());  // itself is the last
    std::error_code error;
    if (!fs::exists(folder, error)) return true;
    ::sched_yield();  // EBUSY: the last one has ended, and the kernel has not yet taken it out
  } while (Clock::now() < deadline);
  return false;
}

}  // namespace procdemo::world
