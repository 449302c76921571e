// The guard "cgroup": a control group of its own with pids.max, made and removed by a janitor.
#include <chrono>
#include <sstream>

#include "world/guard_kinds.h"
#include "os/cgroup.h"
#include "os/child.h"
#include "os/fd.h"
#include "os/janitor.h"

namespace procdemo {
namespace {

// In version 2 a folder has pids.max only where the one above hands the controller down.
bool hands_pids_down(const CgroupPlace& place) {
  if (place.version == 1) return true;
  std::istringstream controllers(read_file(place.folder + "/cgroup.subtree_control"));
  for (std::string controller; controllers >> controller;) {
    if (controller == "pids") return true;
  }
  return false;
}

std::string fresh_name() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
  return "/procdemo-" + std::to_string(::getpid()) + "-" + std::to_string(now);
}

class CgroupGuard : public Guard {
 public:
  explicit CgroupGuard(std::int64_t processes) : processes_(processes) {
    folder_ = make_folder();
    write_all(open_file(folder_ + "/pids.max", O_WRONLY).get(), std::to_string(processes));
    members_ = open_file(folder_ + "/cgroup.procs", O_WRONLY);
  }

  std::string name() const override { return "cgroup"; }
  std::optional<std::int64_t> bound() const override { return processes_; }

  // The child puts itself into the cgroup, before it does anything else.
  pid_t fork() override {
    Pipe told = Pipe::make();
    std::optional<Child> child = Child::fork(kill_at_once);
    if (!child) {
      join(told.write_end.get());
      return 0;
    }
    told.write_end.reset();
    int error = 0;
    if (::read(told.read_end.get(), &error, sizeof error) != sizeof error) {
      return std::move(*child).release();
    }
    child.reset();
    errno = error;
    return -1;
  }

  int enter() override { return 0; }
  void kill_all() override { kill_cgroup(folder_); }

 private:
  // The first place where the kernel lets us make a cgroup that has pids.max.
  std::string make_folder() {
    std::system_error last(ENOENT, std::generic_category(), "a cgroup with pids.max");
    for (const CgroupPlace& place : cgroup_places()) {
      try {
        if (!hands_pids_down(place)) continue;
        const std::string folder = place.folder + fresh_name();
        janitor_.make_cgroup(folder);
        return folder;
      } catch (const std::system_error& error) {
        last = error;
      }
    }
    throw last;
  }

  void join(int told) {
    janitor_.leave();
    if (::write(members_.get(), "0", 1) != 1) {
      const int error = errno;
      [[maybe_unused]] const ssize_t sent = ::write(told, &error, sizeof error);
      ::_exit(127);
    }
    members_.reset();
  }

  std::int64_t processes_;
  Janitor janitor_;
  std::string folder_;
  Fd members_;  // cgroup.procs: who writes "0" there is in
};

}  // namespace

std::unique_ptr<Guard> make_cgroup_guard(std::int64_t processes) {
  return std::make_unique<CgroupGuard>(processes);
}

}  // namespace procdemo
