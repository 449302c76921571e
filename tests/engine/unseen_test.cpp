// Somebody is in a run's world whom the observer has never seen: that is found by the kernel's
// word, told, and ended. Here he comes in from outside; nobody knows today how he could come from
// inside.
#include <sys/prctl.h>
#include <sys/wait.h>

#include <csignal>
#include <sstream>

#include "base/procfs.h"
#include "observed.h"
#include "world/cgroup.h"
#include "world/mark.h"

using namespace procdemo::engine;

namespace {

pid_t first_of(const Running& running) {
  return static_cast<pid_t>(running.events().front().pid);
}

// Waits, as this user.
pid_t start_sleeper(uid_t user, Mark mark) {
  Pipe done = Pipe::make();
  const pid_t pid = check("fork", ::fork());
  if (pid == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (mark != 0) put_mark(mark);
    if (user != ::getuid() && ::setresuid(user, user, user) != 0) ::_exit(1);
    ::close(done.write_end.get());
    for (;;) ::pause();
  }
  done.write_end.reset();
  char byte;
  check("read", ::read(done.read_end.get(), &byte, 1));
  return pid;
}

// The cgroup of the run, of either version; empty where it has none.
std::string fence_of(pid_t pid) {
  const std::string cgroups = read_file("/proc/" + std::to_string(pid) + "/cgroup");
  const auto at = cgroups.find("/procdemo-");
  if (at == std::string::npos) return "";
  const std::string name = cgroups.substr(at, cgroups.find('\n', at) - at);
  for (const CgroupPlace& place : cgroup_places("pids")) {
    if (::access((place.folder + name).c_str(), F_OK) == 0) return place.folder + name;
  }
  return "";
}

void check_lost(Running& running, pid_t stranger) {
  running.until([](const Event& event) { return event.as<event::Summary>() != nullptr; });
  int status = 0;
  REQUIRE(::waitpid(stranger, &status, 0) == stranger);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGKILL);
  CHECK(running.all_end());
  const Seen seen = running.finish();
  INFO(seen.trouble);
  CHECK(seen.outcome.limit == "unseen");
  CHECK(seen.outcome.lost_sight());
  CHECK(seen.outcome.survivors == 0);
  CHECK(one<event::Limit>(seen).as<event::Limit>()->value == 1);
}

}  // namespace

TEST_CASE("who is inside the fence and was never seen ends the run, and is killed") {
  Running running({"deathless"}, {});
  REQUIRE(running.until(ready));
  const std::string fence = fence_of(first_of(running));
  if (fence.empty()) SKIP_TEST("this user can make no cgroup");
  const pid_t stranger = start_sleeper(::getuid(), 0);
  write_all(open_file(fence + "/cgroup.procs", O_WRONLY).get(), std::to_string(stranger));
  check_lost(running, stranger);
}

TEST_CASE("who carries the run's mark and was never seen ends the run, and is killed") {
  How how;
  how.fenced = true;  // another user, where this is root: who can make no cgroup
  Running running({program("deathless")}, how);
  REQUIRE(running.until(ready));
  const auto observer = proc_status(running.observer());
  REQUIRE(observer);
  const auto mark =
      own_mark() - static_cast<Mark>(::getpid()) + static_cast<Mark>(running.observer());
  const pid_t stranger = start_sleeper(observer->uid, mark);
  check_lost(running, stranger);
}

TEST_CASE("a run of which everybody was seen has lost nobody") {
  const Seen seen = observed({"family", "3", "3"});
  CHECK(seen.outcome.limit == "");
  CHECK_FALSE(seen.outcome.lost_sight());
}
