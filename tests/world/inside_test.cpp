// A world of namespaces: who lives there has the same PIDs every time, meets nobody else's things,
// and leaves nothing.
#include "world/inside/inside.h"

#include <fcntl.h>
#include <mqueue.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

#include "base/child.h"
#include "base/helper.h"
#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"
#include "long_enough.h"
#include "machine.h"
#include "world/inside/own_folders.h"
#include "world/inside/run_pids.h"
#include "world/terminal/terminal_settings.h"

using namespace procdemo::world;

namespace {

constexpr int no_world = 99;

// The exit status of what `work` does inside.
int inside(const InsideWishes& wishes, const std::function<int()>& work) {
  Child child = Child::run(kill_at_once, [&] {
    if (go_on_inside(wishes)) return no_world;
    return work();
  });
  const auto status = child.wait();
  REQUIRE(status);
  REQUIRE(status->exited());
  if (status->exited()->code == no_world) SKIP_TEST("the kernel allows no world of namespaces");
  return status->exited()->code;
}

int inside(const std::function<int()>& work) {
  return inside({.one_of_many = true}, work);
}

pid_t first_of_a_run() {
  RunPids pids(true);
  pids.run_makes_one();
  Child child = Child::run(kill_at_once, [] { return 0; });
  pids.was_made(child.pid());
  const pid_t pid = child.pid();
  child.wait();
  return pid;
}

bool can_bind(std::uint16_t port) {
  const Fd socket(check("socket", ::socket(AF_INET, SOCK_STREAM, 0)));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return ::bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
         ::listen(socket.get(), 1) == 0;
}

constexpr key_t key = 0x70726f63;
constexpr char shared_name[] = "/procdemo_inside_test";
const std::string file_name = "/tmp/procdemo_inside_test";

// What meets other programs by a name, each made where it must not be there yet. 0: all were.
int make_everything() {
  int failed = 0;
  if (::semget(key, 1, IPC_CREAT | IPC_EXCL | 0600) != 0) failed |= 1;  // its number is 0
  if (::shm_open(shared_name, O_CREAT | O_EXCL | O_RDWR, 0600) < 0) failed |= 2;
  if (::open(file_name.c_str(), O_CREAT | O_EXCL | O_WRONLY, 0600) < 0) failed |= 4;
  if (::mq_open(shared_name, O_CREAT | O_EXCL | O_RDWR, 0600, nullptr) < 0) failed |= 8;
  if (!can_bind(34'567)) failed |= 16;
  return failed;
}

}  // namespace

TEST_CASE("a run's PIDs are the same in every world: init 1, procdemo 9999, P 10000") {
  for (int i = 0; i < 2; ++i) {
    CHECK(inside([] {
            const bool same = ::getpid() == 9'999 && first_of_a_run() == 10'000 &&
                              first_of_a_run() == 10'000 && proc_matches() &&
                              proc_stat(1)->comm == "procdemo-init";
            return same ? 7 : 1;
          }) == 7);
  }
}

TEST_CASE("inside, the session's terminal is the run's own: nobody has to put it back") {
  CHECK(inside([] {
          ::signal(SIGHUP, SIG_IGN);  // when that terminal is gone
          const Fd null = open_file("/dev/null", O_RDWR);
          for (const int fd : {0, 1, 2}) ::dup2(null.get(), fd);
          const Fd master(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
          ::grantpt(master.get());
          ::unlockpt(master.get());
          const Fd own = open_file(::ptsname(master.get()), O_RDWR | O_NOCTTY);
          if (::ioctl(own.get(), TIOCSCTTY, 0) != 0) return 1;
          const TerminalSettings settings;
          return std::ranges::any_of(all_pids(), is_helper) ? 2 : 7;
        }) == 7);
}

TEST_CASE("what procdemo makes for itself meanwhile takes no number of the run's") {
  CHECK(inside([] {
          RunPids pids(true);
          for (pid_t expected = first_pid; expected < first_pid + 3; ++expected) {
            pids.run_makes_one();
            Child one = Child::run(kill_at_once, [] { return 0; });
            pids.was_made(one.pid());
            Child own = Child::run(kill_at_once, [] { return 0; });
            if (one.pid() != expected || own.pid() >= keeper_pid) return 1;
          }
          return 7;
        }) == 7);
}

TEST_CASE("a run's number that the kernel still keeps is not free, though nobody has that PID") {
  CHECK(inside([] {
          RunPids pids(true);
          const auto make = [&](pid_t group) {
            pids.run_makes_one();
            Child child = Child::run(kill_at_once, [] { return ::pause(); });
            ::setpgid(child.pid(), group);
            pids.was_made(child.pid());
            return child;
          };
          if (!are_run_pids_free()) return 1;
          Child leader = make(0), member = make(leader.pid());
          if (are_run_pids_free()) return 2;
          leader.signal(SIGKILL);
          leader.wait();
          if (proc_stat(leader.born_as()) || are_run_pids_free()) return 3;
          member.signal(SIGKILL);
          member.wait();
          return are_run_pids_free() ? 7 : 4;
        }) == 7);
}

TEST_CASE("what has a fixed name, key or port is a world's own, and gone with it") {
  for (int i = 0; i < 2; ++i) CHECK(inside(make_everything) == 0);
  CHECK(::semget(key, 1, 0600) == -1);
  CHECK_FALSE(std::filesystem::exists(file_name));
  CHECK_FALSE(std::filesystem::exists(std::string("/dev/shm") + shared_name));
}

TEST_CASE("the next run in the same world finds what the first one found") {
  CHECK(inside([] {
          for (int i = 0; i < 3; ++i) {
            // In a process of its own, which ends with its descriptors, as a run does.
            const auto status = Child::run(kill_at_once, make_everything).wait();
            if (status != WaitStatus::of_exit(0) || !wait_until_alone_inside()) return 1;
            freshen_inside();
          }
          return 7;
        }) == 7);
}

TEST_CASE("the loopback network of a world is up") {
  CHECK(inside([] {
          const Fd one(::socket(AF_INET, SOCK_DGRAM, 0)), other(::socket(AF_INET, SOCK_DGRAM, 0));
          sockaddr_in address{};
          socklen_t size = sizeof address;
          address.sin_family = AF_INET;
          address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
          auto* const plain = reinterpret_cast<sockaddr*>(&address);
          if (::bind(one.get(), plain, size) != 0) return 1;
          ::getsockname(one.get(), plain, &size);
          return ::sendto(other.get(), "!", 1, 0, plain, size) == 1 ? 7 : 2;
        }) == 7);
}

TEST_CASE("what the user has named stays where it is, and nothing else of its folder") {
  namespace fs = std::filesystem;
  const fs::path named = "/tmp/procdemo_named_test", other = "/tmp/procdemo_other_test";
  for (const fs::path& folder : {named, other}) {
    fs::create_directory(folder);
    std::ofstream(folder / "file") << "text";
  }
  const auto look = [&] {
    std::ofstream(named / "answer") << "written";
    return fs::exists(named / "file") && !fs::exists(other) ? 7 : 1;
  };
  CHECK(inside({.one_of_many = true, .reachable = {"cat " + named.string() + "/file"}}, look) == 7);
  CHECK(fs::exists(named / "answer"));
  for (const fs::path& folder : {named, other}) fs::remove_all(folder);
}

TEST_CASE("a world ends as procdemo ends inside") {
  const auto end_of = [](const std::function<int()>& work) {
    Child child = Child::run(kill_at_once, [&] {
      if (go_on_inside({})) return no_world;
      return work();
    });
    return *child.wait();
  };
  const WaitStatus plain = end_of([] { return 7; });
  if (plain == WaitStatus::of_exit(no_world)) SKIP_TEST("the kernel allows no world of namespaces");
  CHECK(plain == WaitStatus::of_exit(7));
  CHECK(end_of([] {
          ::signal(SIGTERM, SIG_DFL);
          send_signal(open_process(::getpid()), SIGTERM);
          return 1;
        }) == WaitStatus::of_signal(SIGTERM));
}

TEST_CASE("whoever is killed, nobody is left inside") {
  enum Whom { waiting, between, procdemo };
  for (const Whom whom : {waiting, between, procdemo}) {
    Pipe told = Pipe::make(), alive = Pipe::make();
    Child child = Child::run(kill_at_once, [&] {
      alive.read_end.reset();
      ::signal(SIGTERM, SIG_DFL);  // the test program's handler would tell of it
      if (go_on_inside({})) return no_world;
      Child victim = Child::run(kill_at_once, [] {
        while (true) ::pause();
        return 0;
      });
      write_all(told.write_end.get(), "!");
      while (true) ::pause();
      return 0;
    });
    told.write_end.reset();
    alive.write_end.reset();
    char byte;
    if (::read(told.read_end.get(), &byte, 1) != 1) SKIP_TEST("the kernel allows no world");
    const pid_t second = children_of(child.pid()).at(0);
    pid_t third = 0;  // procdemo's own: init has no child
    for (const pid_t each : children_of(second)) {
      if (!children_of(each).empty()) third = each;
    }
    const pid_t target = whom == waiting ? child.pid() : whom == between ? second : third;
    REQUIRE(target > 0);
    send_signal(open_process(target), SIGKILL);
    CHECK(::read(alive.read_end.get(), &byte, 1) == 0);  // nobody has the other end any more
    child.wait();
  }
}

TEST_CASE("names are found in words, scripts and lists of paths") {
  using Names = std::vector<std::string>;
  CHECK(names_below("/tmp", "/tmp/a/b") == Names{"a"});
  CHECK(names_below("/tmp", "cat '/tmp/a b' >/tmp/c; rm /tmp/d") == Names{"a", "c", "d"});
  CHECK(names_below("/tmp", "PATH=/usr/bin:/tmp/x/bin:/tmp/y") == Names{"x", "y"});
  CHECK(names_below("/tmp", "/var/tmp/a /tmpfs /tmp/ /tmp") == Names{});
  CHECK(names_itself("/tmp", "ls /tmp"));
  CHECK(names_itself("/tmp", "/tmp/"));
  CHECK_FALSE(names_itself("/tmp", "/tmp/a /var/tmp /tmpfs"));
}
