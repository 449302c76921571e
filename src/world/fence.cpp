#include "world/fence.h"

#include <algorithm>
#include <chrono>
#include <sstream>

#include "base/child.h"
#include "base/procfs.h"

namespace procdemo::world {
namespace {

// In version 2 a folder has pids.max only where the one above hands the controller down.
bool hands_down(const CgroupPlace& place, std::string_view controller) {
  if (place.version == 1) return true;
  std::istringstream controllers(read_file(place.folder + "/cgroup.subtree_control"));
  for (std::string each; controllers >> each;) {
    if (each == controller) return true;
  }
  return false;
}

// Which controllers cgroups below a place have.
enum class Controllers { pids_and_memory, pids, none };

bool has(const CgroupPlace& place, Controllers wanted) {
  if (wanted == Controllers::none) return true;
  return hands_down(place, "pids") && (wanted == Controllers::pids || hands_down(place, "memory"));
}

struct Places {
  std::vector<CgroupPlace> tasks, memory;
};

Places own_places() {
  const std::string own = read_file("/proc/self/cgroup");
  const std::string mounts = read_file("/proc/self/mountinfo");
  return {cgroup_places("pids", own, mounts), cgroup_places("memory", own, mounts)};
}

// Asked before a janitor is started.
void expect_writable(const std::vector<CgroupPlace>& places) {
  const bool one_is = std::ranges::any_of(
      places, [](const CgroupPlace& place) { return ::access(place.folder.c_str(), W_OK) == 0; });
  errno = places.empty() ? ENOENT : EACCES;
  check("a cgroup with pids.max", one_is ? 0 : -1);
}

// Always of the same length: a program that prints its cgroup prints as many bytes in every run.
std::string fresh_name() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
  std::string pid = std::to_string(::getpid()), moment = std::to_string(now % 1'000'000'000'000);
  pid.insert(0, 7 - std::min<std::size_t>(7, pid.size()), '0');
  moment.insert(0, 12 - moment.size(), '0');
  return "/procdemo-" + pid + "-" + moment;
}

// Whoever writes "0" there is moved in. In version 1 a thread may be moved alone, which does not
// stop all other threads of the machine for 10 to 20 ms.
Fd open_entry(const std::string& folder, int version) {
  return open_file(folder + (version == 1 ? "/tasks" : "/cgroup.procs"), O_WRONLY);
}

// What the child reports when it can't enter: nothing when it is inside.
struct Refused {
  int error = 0;
};

}  // namespace

Fence::Fence(Counts counts, Janitor* janitor) {
  const Places places = own_places();
  expect_writable(places.tasks);
  if (!janitor) janitor = &own_janitor_.emplace();
  make_folder(places.tasks, counts, *janitor);
  entry_ = open_entry(folder_, memory_version_);
  make_memory_folder(places.memory, *janitor);
}

// The first place where the kernel lets us make a cgroup that can do most of what is wanted.
void Fence::make_folder(const std::vector<CgroupPlace>& places, Counts counts, Janitor& janitor) {
  std::system_error last(ENOENT, std::generic_category(), "a cgroup with pids.max");
  for (const Controllers wanted :
       {Controllers::pids_and_memory, Controllers::pids, Controllers::none}) {
    if (wanted == Controllers::none && counts == Counts::needed) break;
    for (const CgroupPlace& place : places) {
      try {
        if (!has(place, wanted)) continue;
        const std::string folder = place.folder + fresh_name();
        janitor.make_cgroup(folder);
        folder_ = folder;
        memory_version_ = place.version;
        return;
      } catch (const std::system_error& error) {
        last = error;
      }
    }
  }
  throw last;
}

void Fence::make_memory_folder(const std::vector<CgroupPlace>& places, Janitor& janitor) {
  if (memory_version_ == 2 && ::access((folder_ + "/memory.max").c_str(), W_OK) == 0) {
    memory_ = folder_;
    return;
  }
  for (const CgroupPlace& place : places) {
    if (place.version != 1) continue;
    try {
      const std::string folder = place.folder + fresh_name();
      janitor.make_cgroup(folder);
      memory_entry_ = open_entry(folder, 1);
      memory_ = folder;
      memory_version_ = 1;
      return;
    } catch (const std::system_error&) {  // it is measured then (memory.h)
    }
  }
}

void Fence::bound_tasks(std::int64_t tasks) const {
  write_all(open_file(folder_ + "/pids.max", O_WRONLY).get(), std::to_string(tasks));
}

bool Fence::bound_memory(std::int64_t bytes) {
  if (memory_.empty()) return false;
  ended_before_ = ended_for_memory();
  const bool second = memory_version_ == 2;
  const std::string most = std::to_string(bytes);
  if (!write_cgroup_file(memory_ + (second ? "/memory.max" : "/memory.limit_in_bytes"), most)) {
    return false;
  }
  // Where the machine swaps: in version 1 the bound is on both together.
  write_cgroup_file(memory_ + (second ? "/memory.swap.max" : "/memory.memsw.limit_in_bytes"),
                    second ? "0" : most);
  return true;
}

bool Fence::ran_out_of_memory() const {
  return !memory_.empty() && ended_for_memory() > ended_before_;
}

std::int64_t Fence::ended_for_memory() const {
  const char* const file = memory_version_ == 2 ? "/memory.events" : "/memory.oom_control";
  return number_behind(read_file_if_any(memory_ + file), "oom_kill ").value_or(0);
}

pid_t Fence::fork(const std::function<pid_t()>& make) {
  Pipe told = Pipe::make();
  const pid_t pid = make();
  if (pid < 0) return -1;
  if (pid > 0) return if_inside(pid, std::move(told));
  if (own_janitor_) own_janitor_->leave();
  join(told.write_end.get());
  entry_.reset();
  memory_entry_.reset();
  return 0;
}

// It may share our memory: what is closed here it knows by its number.
pid_t Fence::start(const Start& make, const std::function<void()>& become) {
  Pipe told = Pipe::make();
  const pid_t pid = make([this, become, end = told.write_end.get()] {
    join(end);
    ::close(end);
    become();
  });
  return if_inside(pid, std::move(told));
}

pid_t Fence::if_inside(pid_t pid, Pipe told) {
  told.write_end.reset();
  Refused refused;
  if (::read(told.read_end.get(), &refused, sizeof refused) != sizeof refused) return pid;
  errno = refused.error;  // it has ended: whoever waits for any child reaps it
  return -1;
}

bool Fence::lets_in() const {
  return Child::run(kill_at_once, [this] { return enter(); }).wait() == WaitStatus::of_exit(0);
}

// Puts this process inside. 0, or errno.
int Fence::enter() const {
  const bool in = ::write(entry_.get(), "0", 1) == 1 &&
                  (!memory_entry_ || ::write(memory_entry_.get(), "0", 1) == 1);
  return in ? 0 : errno;
}

// In version 1 no bound may stand above that of memory and swap together: that is lifted first.
void Fence::open_again() const {
  write_cgroup_file(folder_ + "/pids.max", "max");
  if (memory_.empty()) return;
  if (memory_version_ == 2) {
    write_cgroup_file(memory_ + "/memory.max", "max");
  } else {
    write_cgroup_file(memory_ + "/memory.memsw.limit_in_bytes", "-1");
    write_cgroup_file(memory_ + "/memory.limit_in_bytes", "-1");
  }
}

// The child puts itself into the cgroup, before it does anything else.
void Fence::join(int told) const {
  if (const int error = enter()) {
    const Refused refused{error};
    [[maybe_unused]] const ssize_t sent = ::write(told, &refused, sizeof refused);
    ::_exit(127);
  }
}

std::unique_ptr<Fence> Fences::take() {
  std::unique_ptr<Fence> fence;
  if (!free_.empty()) {
    fence = std::move(free_.back());
    free_.pop_back();
    fence->open_again();
  } else if (can_be_made_) {
    try {
      fence = std::make_unique<Fence>(Fence::Counts::if_possible, &janitor_);
    } catch (const std::system_error&) {
      can_be_made_ = false;
    }
  }
  return fence;
}

void Fences::give_back(std::unique_ptr<Fence> fence) {
  if (!fence) return;
  if (fence->members().empty()) return free_.push_back(std::move(fence));
  fence->kill_all();
}

}  // namespace procdemo::world
