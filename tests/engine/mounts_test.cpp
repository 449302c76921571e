// What a program may mount: nothing that procdemo would see, and nothing that it serves itself.
#include <sched.h>
#include <sys/mount.h>

#include <set>

#include "machine.h"
#include "observed.h"
#include "world/own_processes.h"

using namespace procdemo::engine;

namespace {

// A mount namespace of this test's own: nothing that would go wrong here stays on the machine. What
// is mounted there is passed on to those that are copied from it, as on most machines.
void leave_the_machines() {
  if (::geteuid() != 0) return;
  REQUIRE(::unshare(CLONE_NEWNS) == 0);
  REQUIRE(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0);
  REQUIRE(::mount(nullptr, "/", nullptr, MS_REC | MS_SHARED, nullptr) == 0);
}

void check_mounts(const std::vector<std::string>& doors, const std::string& answer,
                  const std::set<std::string>& notes, bool as_user = false) {
  const FencedProgram mounts("mounts");
  How how;
  how.fenced = as_user;
  for (const std::string& door : doors) {
    INFO(door << (as_user ? " as an ordinary user" : ""));
    const Seen seen = observed({mounts.path(), door}, how);
    CHECK(lines_of(seen) == std::vector<std::string>{door + ": " + answer});
    std::set<std::string> told;
    for (const Event& event : all<event::Note>(seen)) told.insert(event.as<event::Note>()->note);
    CHECK(told == notes);
  }
}

}  // namespace

TEST_CASE("nobody in a run changes what procdemo finds mounted") {
  leave_the_machines();
  for (const bool as_user : {false, true}) {
    check_mounts({"over", "take", "pivot", "move", "copy", "copy-attributes", "set", "pick"},
                 "EPERM", {"mounts"}, as_user);
    check_mounts({"look"}, "done", {}, as_user);
  }
}

TEST_CASE("in a mount namespace of its own a program mounts as it likes") {
  need_mounts();
  leave_the_machines();
  check_mounts({"private", "private-chroot", "name"}, "done", {});
  check_mounts({"join"}, "EPERM", {"mounts"});
}

TEST_CASE("unless it passes on to procdemo's what is mounted, whatever its table shows") {
  need_root();
  leave_the_machines();
  check_mounts({"shared", "shared-chroot", "change"}, "EPERM", {"mounts"});
}

TEST_CASE("a file system's name that somebody else could change is none that is known") {
  need_mounts();
  leave_the_machines();
  check_mounts({"name-shared", "name-thread", "name-process"}, "EPERM", {"fuse"});
}

TEST_CASE("a procdemo that is blind takes everybody for its own, and ends the run") {
  need_root();
  leave_the_machines();
  Running run({"sleep", "1000"}, {});
  REQUIRE(run.until([](const Event& event) { return event.as<event::Start>() != nullptr; }));
  REQUIRE(::mount("blind", "/proc", "tmpfs", 0, nullptr) == 0);
  const bool is_own = is_procdemo(::getppid());
  const Seen seen = run.finish();
  REQUIRE(::umount2("/proc", MNT_DETACH) == 0);
  CHECK(is_own);
  CHECK(seen.trouble == "Problem 3");
  CHECK(run.all_end());
}
