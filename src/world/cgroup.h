// Control groups (cgroups(7)) as far as they count, limit and kill processes.
//
// There are two versions. In version 2 one tree serves every purpose; `pids.max` is there where the
// folder above hands the `pids` controller down, and `cgroup.kill` ends all that is inside at once.
// In version 1 `pids` is a tree of its own, as is `memory`, and killing is left to us. Both
// versions may be mounted.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "world/room.h"

namespace procdemo::world {

/// A folder below which a cgroup might be made for a child of this process.
struct CgroupPlace {
  int version = 2;
  std::string folder;
  bool operator==(const CgroupPlace&) const = default;
};

/// Where this process stands in the trees that may have `controller`, the best place first: its own
/// cgroup, and in version 2 those above it too, for one that holds processes can seldom hand its
/// controllers down. Only a trial shows whether a place will do.
std::vector<CgroupPlace> cgroup_places(std::string_view controller = "pids");

/// The same from the texts of /proc/self/cgroup and /proc/self/mountinfo.
std::vector<CgroupPlace> cgroup_places(std::string_view controller, std::string_view cgroups,
                                       std::string_view mounts);

/// Whether this user might write to a control group that this process is in, or to one above it.
/// Root might to any, also where none is mounted yet.
bool may_write_to_cgroups();

/// Writes to one of a cgroup's files; false where that is refused, or there is none.
bool write_cgroup_file(const std::string& path, std::string_view text);

/// The processes in a cgroup and below it, zombies left out; empty when it is gone. Throws
/// std::bad_alloc alone.
std::vector<pid_t> members_of_cgroup(const std::string& folder);

/// Sends SIGKILL to every process in a cgroup and below it, and to whom they fork meanwhile; where
/// the kernel has no cgroup.kill (before 5.14), nobody can be forked there afterwards. Does not
/// wait for their ends: a traced process ends when its tracer lets it. Throws std::bad_alloc alone.
void kill_cgroup(const std::string& folder);

/// Kills all that is inside, waits until it is empty, and removes it. False when that could not be
/// done within `at_most`, or the folder can't be removed. Throws std::bad_alloc alone.
bool remove_cgroup(const std::string& folder, std::chrono::milliseconds at_most);

}  // namespace procdemo::world
