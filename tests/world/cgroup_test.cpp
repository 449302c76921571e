#include "world/cgroup.h"

#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <filesystem>

#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"
#include "long_enough.h"
#include "machine.h"
#include "world/janitor.h"

using namespace procdemo::world;
namespace fs = std::filesystem;

namespace {

// The cgroups that can be made here, one of each version. Skips the test where nothing is writable.
std::vector<std::string> possible_cgroups() {
  std::vector<std::string> folders;
  for (const auto& [version, place] : cgroup_places()) {
    const std::string folder = place + "/procdemo-test-" + std::to_string(::getpid());
    if (::mkdir(folder.c_str(), 0755) == 0) {
      ::rmdir(folder.c_str());
      folders.push_back(folder);
    }
  }
  if (folders.empty()) SKIP_TEST("no cgroup can be made here");
  return folders;
}

// Puts itself into the cgroup, forks so many that wait, and waits too.
pid_t start_inside(const std::string& folder, int children, Janitor* janitor = nullptr) {
  Pipe ready = Pipe::make();
  const pid_t pid = check("fork", ::fork());
  if (pid == 0) {
    const Fd members(::open((folder + "/cgroup.procs").c_str(), O_WRONLY | O_CLOEXEC));
    if (::write(members.get(), "0", 1) != 1) ::_exit(1);
    if (janitor) janitor->leave();
    for (int i = 0; i < children; ++i) {
      if (::fork() == 0) break;
    }
    ready.write_end.reset();
    for (;;) ::pause();
  }
  ready.write_end.reset();
  char byte;
  check("read", ::read(ready.read_end.get(), &byte, 1));
  return pid;
}

auto members_of(const std::string& folder) {
  const std::string text = read_file(folder + "/cgroup.procs");
  return std::count(text.begin(), text.end(), '\n');
}

}  // namespace

TEST_CASE("both versions' places are found in what proc tells") {
  const auto places =
      cgroup_places("pids", "8:cpu,pids:/a/b\n1:name=systemd:/x\n0::/user/me/app\n",
                    "22 27 0:21 / /proc rw,relatime - proc proc rw\n"
                    "38 31 0:35 / /sys/fs/cgroup/blkio rw - cgroup cgroup rw,blkio\n"
                    "39 31 0:36 / /sys/fs/cgroup/pids rw shared:9 - cgroup cgroup rw,cpu,pids\n"
                    "41 31 0:38 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
  const std::vector<CgroupPlace> expected = {{2, "/sys/fs/cgroup/user/me/app"},
                                             {2, "/sys/fs/cgroup/user/me"},
                                             {2, "/sys/fs/cgroup/user"},
                                             {2, "/sys/fs/cgroup"},
                                             {1, "/sys/fs/cgroup/pids/a/b"}};
  CHECK(places == expected);
}

TEST_CASE("a container's part of the tree is found where it is mounted") {
  const std::string mount =
      "39 31 0:36 /docker/4711 /sys/fs/cgroup/my\\040pids rw - cgroup cgroup rw,pids\n";
  using Places = std::vector<CgroupPlace>;
  CHECK(cgroup_places("pids", "8:pids:/docker/4711/inner\n", mount) ==
        Places{{1, "/sys/fs/cgroup/my pids/inner"}});
  CHECK(cgroup_places("pids", "8:pids:/docker/4711\n", mount) ==
        Places{{1, "/sys/fs/cgroup/my pids"}});
  CHECK(cgroup_places("pids", "8:pids:/\n", mount) == Places{{1, "/sys/fs/cgroup/my pids"}});
}

TEST_CASE("no cgroups, no places") {
  CHECK(cgroup_places("pids", "", "").empty());
  CHECK(cgroup_places("pids", "nonsense\n::\n", "also - nonsense\n").empty());
  CHECK(cgroup_places("pids", "8:pids:/\n", "22 27 0:21 / /proc rw - proc proc rw\n").empty());
}

TEST_CASE("all in a cgroup are killed, and it is removed") {
  for (const std::string& folder : possible_cgroups()) {
    CAPTURE(folder);
    REQUIRE(::mkdir(folder.c_str(), 0755) == 0);
    const pid_t pid = start_inside(folder, 9);
    REQUIRE(members_of(folder) == 10);
    REQUIRE(remove_cgroup(folder, long_enough));
    CHECK_FALSE(fs::exists(folder));
    int status = 0;
    CHECK(::waitpid(pid, &status, 0) == pid);
    CHECK(WTERMSIG(status) == SIGKILL);
  }
}

TEST_CASE("a cgroup below the cgroup goes with it") {
  for (const std::string& folder : possible_cgroups()) {
    CAPTURE(folder);
    const std::string below = folder + "/below";
    REQUIRE(::mkdir(folder.c_str(), 0755) == 0);
    REQUIRE(::mkdir(below.c_str(), 0755) == 0);
    const pid_t pid = start_inside(below, 2);
    REQUIRE(remove_cgroup(folder, long_enough));
    CHECK_FALSE(fs::exists(folder));
    ::waitpid(pid, nullptr, 0);
  }
}

TEST_CASE("a traced process in a cgroup is told to end, and not waited for") {
  need_tracing();
  for (const std::string& folder : possible_cgroups()) {
    CAPTURE(folder);
    Janitor janitor;
    janitor.make_cgroup(folder);
    const pid_t pid = start_inside(folder, 0);
    check("PTRACE_SEIZE", ::ptrace(PTRACE_SEIZE, pid, nullptr, PTRACE_O_TRACEEXIT));
    kill_cgroup(folder);  // it stops at PTRACE_EVENT_EXIT until we, here, let it go
    int status = 0;
    REQUIRE(::waitpid(pid, &status, 0) == pid);
    REQUIRE(status >> 8 == (SIGTRAP | PTRACE_EVENT_EXIT << 8));
    ::ptrace(PTRACE_CONT, pid, nullptr, nullptr);
    REQUIRE(::waitpid(pid, &status, 0) == pid);
    CHECK(WTERMSIG(status) == SIGKILL);
  }
}

TEST_CASE("a killed owner's cgroup is emptied and removed") {
  for (const std::string& folder : possible_cgroups()) {
    CAPTURE(folder);
    Pipe told = Pipe::make();
    const pid_t owner = check("fork", ::fork());
    if (owner == 0) {
      Janitor janitor;
      janitor.make_cgroup(folder);
      start_inside(folder, 4, &janitor);
      const pid_t pid = janitor.pid();
      write_all(told.write_end.get(), {reinterpret_cast<const char*>(&pid), sizeof pid});
      for (;;) ::pause();
    }
    pid_t pid = 0;
    REQUIRE(::read(told.read_end.get(), &pid, sizeof pid) == sizeof pid);
    const Fd janitor = open_process(pid);
    CHECK(members_of(folder) == 5);
    send_signal(open_process(owner), SIGKILL);
    ::waitpid(owner, nullptr, 0);
    REQUIRE(await_end(janitor, long_enough));
    CHECK_FALSE(fs::exists(folder));
  }
}

TEST_CASE("root may write to control groups, and not a user whom they don't belong to") {
  need_root();
  CHECK(may_write_to_cgroups());
  const pid_t user = check("fork", ::fork());
  if (user == 0) ::_exit(::setresuid(65534, 65534, 65534) == 0 && may_write_to_cgroups() ? 1 : 0);
  int status = -1;
  REQUIRE(::waitpid(user, &status, 0) == user);
  CHECK(status == 0);
}

TEST_CASE("a folder that is no cgroup keeps what is in it") {
  std::string folder = fs::temp_directory_path() / "cgroup-test-XXXXXX";
  REQUIRE(::mkdtemp(folder.data()));
  const Fd file = open_file(folder + "/file", O_WRONLY | O_CREAT, 0600);
  CHECK_FALSE(remove_cgroup(folder, std::chrono::milliseconds(0)));
  CHECK(fs::exists(folder + "/file"));
  fs::remove_all(folder);
  kill_cgroup(folder);
  CHECK(remove_cgroup(folder, std::chrono::milliseconds(0)));
}
