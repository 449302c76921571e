// How bombs end. They run inside a second fence, of the kernel.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>

#include <cstring>

#include "machine.h"
#include "observed.h"
#include "world/cgroup.h"

using namespace procdemo::engine;

namespace {

How at_most_eight() {
  How how;
  how.settings.limits.processes = 8;
  return how;
}

bool machine_can_fork() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  return child > 0 && ::waitpid(child, nullptr, 0) == child;
}

// As an ordinary user, inside RLIMIT_NPROC.
How fenced() {
  How how = at_most_eight();
  how.fenced = true;
  return how;
}

// Root is bound by no RLIMIT_NPROC: this process and its children are in a cgroup of their own.
class BoundCgroup {
 public:
  BoundCgroup() {
    for (const CgroupPlace& place : cgroup_places("pids")) {
      const std::string folder = place.folder + "/procdemo-test-" + std::to_string(::getpid());
      if (::mkdir(folder.c_str(), 0755) != 0) continue;
      if (put(folder + "/pids.max", "300") && put(folder + "/cgroup.procs", "0")) {
        folder_ = folder;
        left_ = place.folder;
        return;
      }
      ::rmdir(folder.c_str());
    }
  }
  BoundCgroup(const BoundCgroup&) = delete;
  BoundCgroup& operator=(const BoundCgroup&) = delete;
  ~BoundCgroup() {
    if (!made()) return;
    put(left_ + "/cgroup.procs", "0");
    remove_cgroup(folder_, std::chrono::seconds(10));
  }
  bool made() const { return !folder_.empty(); }

 private:
  static bool put(const std::string& file, std::string_view text) try {
    write_all(open_file(file, O_WRONLY).get(), text);
    return true;
  } catch (const std::system_error&) {
    return false;
  }

  std::string folder_, left_;
};

// What holds for every bomb: the limit held, somebody ended it, nobody is left.
void check_bomb(const std::vector<std::string>& command, double seconds, How how = fenced()) {
  how.settings.limits.seconds = seconds;
  Running running(command, how);
  running.until([](const Event& event) { return event.as<event::Summary>() != nullptr; });
  CHECK(running.all_end());
  const Seen seen = running.finish();
  INFO(command.back() << " " << seen.trouble);
  CHECK(seen.trouble == "");
  CHECK(seen.outcome.peak <= 8);
  CHECK(seen.outcome.limit != "");
  CHECK(seen.outcome.survivors == 0);
  CHECK(all_born_ended(seen));
  CHECK(machine_can_fork());
}

}  // namespace

TEST_CASE("a bomb is held to its limit, ended, and nobody is left: compiled ones") {
  for (const char* name : {"bomb_loop", "bomb_sessions", "bomb_stubborn", "bomb_threads",
                           "bomb_vfork", "bomb_untraced", "bomb_listener", "bomb_restarted"}) {
    const FencedProgram bomb(name);
    check_bomb({bomb.path()}, 30);
  }
}

TEST_CASE("a bomb that reaps its children is ended by time at the latest") {
  const FencedProgram bomb("bomb_daemons");
  check_bomb({bomb.path()}, 1);
}

TEST_CASE("so is a bomb of 32-bit calls") {
  need_32_bit_calls();
  const FencedProgram bomb("bomb_call32");
  check_bomb({bomb.path()}, 1);
}

// By every door there is to the kernel, or to procdemo: most processes they make by fork, too.
const char* const by_doors[] = {"bomb_aio",        "bomb_fuse",    "bomb_mended",
                                "bomb_namespaces", "bomb_owner",   "bomb_timers",
                                "bomb_ptracer",    "bomb_sibling", "bomb_unfilled"};

TEST_CASE("no door lets a bomb out, or at procdemo, as an ordinary user") {
  for (const char* name : by_doors) {
    const FencedProgram bomb(name);
    check_bomb({bomb.path()}, 0.3);
  }
}

TEST_CASE("no door lets a bomb out, or at procdemo, as root") {
  need_root();
  const BoundCgroup bound;
  if (!bound.made()) SKIP_TEST("no cgroup can be made here that would bound root");
  for (const char* name : by_doors) check_bomb({name}, 0.3, at_most_eight());
}

TEST_CASE("a bomb that takes the terminal is ended, and the terminal is as before") {
  need_terminals();
  const BoundCgroup bound;
  std::vector<How> users = {fenced()};
  if (bound.made() && ::geteuid() == 0) users.push_back(at_most_eight());
  for (How& how : users) {
    const Fd keys(check("posix_openpt", ::posix_openpt(O_RDWR | O_NOCTTY)));
    check("unlockpt", ::unlockpt(keys.get()));
    const Fd terminal(::open(::ptsname(keys.get()), O_RDWR | O_NOCTTY));
    termios before{}, after{};
    check("tcgetattr", ::tcgetattr(terminal.get(), &before));
    how.terminal_fd = terminal.get();
    const FencedProgram bomb("bomb_foreground");
    check_bomb({bomb.path()}, 1, how);
    check("tcgetattr", ::tcgetattr(keys.get(), &after));
    CHECK(std::memcmp(&before, &after, sizeof before) == 0);
  }
}

TEST_CASE("a bomb is held to its limit, ended, and nobody is left: the shell's and Python's") {
  const FencedProgram shell("bomb_shell.sh"), python("bomb_python.py");
  check_bomb({"bash", shell.path()}, 2);  // bash sleeps between its tries
  check_bomb({PROCDEMO_PYTHON, python.path()}, 30);
}
