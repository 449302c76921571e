// The guard "uid": root's program gets a uid that nobody uses, and RLIMIT_NPROC binds it.
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstddef>
#include <set>

#include "base/crowd.h"
#include "base/procfs.h"
#include "world/guard_kinds.h"

namespace procdemo::world {
namespace {

constexpr uid_t first_uid = 60000, last_uid = 64999;  // between people and nobody, seldom assigned

// Two runs must not choose the same user. A name in the abstract socket namespace (unix(7)) is
// taken by one process at a time, and is free again when that one ends, however it ends.
Fd claim(uid_t uid) {
  Fd socket(check("socket", ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)));
  sockaddr_un name{};
  name.sun_family = AF_UNIX;
  const std::string text = "procdemo-uid-" + std::to_string(uid);
  text.copy(name.sun_path + 1, sizeof name.sun_path - 1);  // a 0 first: abstract
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + text.size());
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&name), size) != 0) return Fd();
  return socket;
}

std::set<uid_t> uids_in_use() {
  std::set<uid_t> uids;
  for (const pid_t pid : all_pids()) {
    if (const auto status = proc_status(pid)) uids.insert(status->uid);
  }
  return uids;
}

class UidGuard : public Guard {
 public:
  explicit UidGuard(std::int64_t processes) : processes_(processes) {
    errno = EPERM;
    check("setuid", ::geteuid() == 0 ? 0 : -1);
    const std::set<uid_t> used = uids_in_use();
    for (uid_ = first_uid; uid_ <= last_uid; ++uid_) {
      if (used.count(uid_) == 0 && !::getpwuid(uid_) && (claim_ = claim(uid_))) return;
    }
    throw std::system_error(EUSERS, std::generic_category(), "an unused uid");
  }
  ~UidGuard() override { kill_all(); }

  std::string name() const override { return "uid"; }
  std::optional<std::int64_t> bound() const override { return processes_; }
  pid_t fork() override { return fork_released(); }

  int enter() override {
    if (::setgroups(0, nullptr) != 0) return errno;
    if (::setresgid(uid_, uid_, uid_) != 0) return errno;
    if (::setresuid(uid_, uid_, uid_) != 0) return errno;
    ::prctl(PR_SET_DUMPABLE, 1);  // setuid made this process unreadable to its tracer
    return limit_nproc(processes_);
  }

  // A stopped process holds its place below the limit: after as many stops as the limit has places
  // nobody is left who could make another.
  bool can_kill() const override { return true; }
  void kill_all() override {
    signal_all([this] { return inside(); }, stop_and_kill());
  }

 private:
  std::vector<pid_t> inside() const {
    std::vector<pid_t> pids = all_pids();
    std::erase_if(pids, [this](pid_t pid) { return !is_inside(pid); });
    return pids;
  }

  bool is_inside(pid_t pid) const {
    const auto status = proc_status(pid);
    return status && status->uid == uid_ && is_alive(pid);
  }

  std::int64_t processes_;
  uid_t uid_ = 0;
  Fd claim_;
};

}  // namespace

std::unique_ptr<Guard> make_uid_guard(std::int64_t processes) {
  return std::make_unique<UidGuard>(processes);
}

}  // namespace procdemo::world
