// Each guard, with a small storm of forks inside it and no observer around it. What is alive is
// counted in /proc. Where a guard can't be had, its report has to say why.
#include "world/guard.h"

#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>

#include "base/child.h"
#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"
#include "long_enough.h"
#include "machine.h"
#include "world/cgroup.h"

using namespace procdemo::world;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t limit = 16;

std::vector<std::string> available() {
  std::vector<std::string> names;
  for (const GuardReport& report : try_guards()) {
    if (report.available) names.push_back(report.name);
  }
  return names;
}

// Those of them that are `fit` for a test; it is skipped where there are none.
std::vector<std::string> guards(const std::function<bool(const std::string&)>& fit = {}) {
  std::vector<std::string> names = available();
  if (fit) std::erase_if(names, std::not_fn(fit));
  if (names.empty()) SKIP_TEST("no such guard of the kernel is to be had here");
  return names;
}

bool can_kill(const std::string& guard) {
  return guard != "rlimit";
}

bool counts_its_own(const std::string& guard) {
  return can_kill(guard) && make_guard(limit, guard)->bound() == limit;
}

bool is_bound(const std::string& guard) {
  return make_guard(limit, guard)->bound().has_value();
}

// The living processes of a group, as /proc shows them.
std::vector<pid_t> alive_in(pid_t group) {
  std::vector<pid_t> pids;
  for (const pid_t pid : all_pids()) {
    const auto stat = proc_stat(pid);
    if (stat && stat->pgid == group && is_alive(pid)) pids.push_back(pid);
  }
  return pids;
}

bool all_end(const std::vector<Fd>& processes) {
  return std::all_of(processes.begin(), processes.end(),
                     [](const Fd& process) { return await_end(process, long_enough); });
}

std::vector<Fd> open_all(const std::vector<pid_t>& pids) {
  std::vector<Fd> processes;
  for (const pid_t pid : pids) {
    if (Fd process = open_process(pid)) processes.push_back(std::move(process));
  }
  return processes;
}

struct Count {
  int enter_error = 0;
  int granted = 0;
  int fork_error = 0;
};

// In the guarded process: children that wait, until the kernel refuses one, or `most` of them.
Count storm(int most) {
  Count count;
  while (count.granted < most) {
    const pid_t child = ::fork();
    if (child < 0) count.fork_error = errno;
    if (child < 0) break;
    if (child == 0) {
      for (;;) ::pause();
    }
    ++count.granted;
  }
  return count;
}

[[noreturn]] void bomb() {
  const rlimit seconds{10, 10};  // of processor time, for each: should the guard fail after all
  ::setrlimit(RLIMIT_CPU, &seconds);
  while (true) ::fork();
}

// A process inside a guard, in a process group of its own, by which its descendants are known.
class Inside {
 public:
  enum class Deed { storm, bomb };

  Inside(Guard& guard, int most, Deed deed = Deed::storm) {
    Pipe go = Pipe::make(), told = Pipe::make();
    pid_ = check("Guard::fork", guard.fork());
    if (pid_ == 0) live(guard, go.read_end, told.write_end, most, deed);
    told.write_end.reset();
    process_ = open_process(pid_);
    write_all(go.write_end.get(), "!");
    check("read", ::read(told.read_end.get(), &count_, sizeof count_));
  }
  ~Inside() {
    for (const Fd& process : open_all(alive_in(pid_))) send_signal(process, SIGKILL);
    ::waitpid(pid_, nullptr, __WALL);
  }

  pid_t pid() const { return pid_; }
  const Fd& process() const { return process_; }
  const Count& count() const { return count_; }
  std::vector<pid_t> alive() const { return alive_in(pid_); }

 private:
  [[noreturn]] void live(Guard& guard, const Fd& go, const Fd& told, int most, Deed deed) noexcept {
    char byte;
    if (::read(go.get(), &byte, 1) != 1) ::_exit(1);
    ::setpgid(0, 0);
    Count count;
    count.enter_error = guard.enter();
    if (count.enter_error == 0 && deed == Deed::storm) count = storm(most);
    if (::write(told.get(), &count, sizeof count) < 0) ::_exit(1);
    if (deed == Deed::bomb) bomb();
    for (;;) ::pause();
  }

  pid_t pid_ = -1;
  Fd process_;
  Count count_;
};

// What this test's cgroups are called.
bool cgroup_is_left() {
  const std::string pid = std::to_string(::getpid());
  const std::string mine = "procdemo-" + std::string(7 - pid.size(), '0') + pid + "-";
  for (const char* const controller : {"pids", "memory"}) {
    for (const CgroupPlace& place : cgroup_places(controller)) {
      for (const auto& entry : fs::directory_iterator(place.folder)) {
        if (entry.path().filename().string().starts_with(mine)) return true;
      }
    }
  }
  return false;
}

}  // namespace

TEST_CASE("every guard is reported, with a reason where it can't be had", "[guard]") {
  const auto reports = try_guards();
  REQUIRE(reports.size() == 4);
  for (const GuardReport& report : reports) {
    CAPTURE(report.name, report.reason);
    CHECK(report.available == report.reason.empty());
  }
  CHECK_FALSE(cgroup_is_left());
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
}

TEST_CASE("the best guard is the first that works, and one can be asked for", "[guard]") {
  const auto names = available();
  const auto best = make_guard(limit);
  REQUIRE((best != nullptr) == !names.empty());
  if (best) CHECK(best->name() == names.front());
  for (const std::string& name : names) {
    const auto asked_for = make_guard(limit, name);
    REQUIRE(asked_for);
    CHECK(asked_for->name() == name);
  }
  CHECK(make_guard(limit, "no such guard") == nullptr);
}

namespace {

struct Stormed {
  Count count;
  std::size_t alive = 0;
  bool is_exact(int bound) const {
    return count.granted == bound - 1 && alive == static_cast<std::size_t>(bound);
  }
};

Stormed run_storm(const std::string& name, int bound) {
  const auto guard = make_guard(limit, name);
  REQUIRE(guard);
  const Inside inside(*guard, bound + 200);
  return {inside.count(), inside.alive().size()};
}

}  // namespace

TEST_CASE("a guard refuses the fork that would be too many", "[guard]") {
  for (const std::string& name : guards(is_bound)) {
    CAPTURE(name);
    const int bound = static_cast<int>(*make_guard(limit, name)->bound());
    Stormed stormed = run_storm(name, bound);
    // RLIMIT_NPROC counts what else this user starts and ends meanwhile: look for a quiet moment.
    for (int i = 0; name == "rlimit" && i < 50 && !stormed.is_exact(bound); ++i) {
      stormed = run_storm(name, bound);
    }
    CHECK(stormed.count.enter_error == 0);
    CHECK(stormed.count.fork_error == EAGAIN);
    CHECK(stormed.count.granted == bound - 1);
    CHECK(stormed.alive == static_cast<std::size_t>(bound));
  }
}

TEST_CASE("a guard that can kill leaves none alive", "[guard]") {
  for (const std::string& name : guards(can_kill)) {
    CAPTURE(name);
    const auto guard = make_guard(limit, name);
    REQUIRE(guard);
    const Inside inside(*guard, 10);
    const auto processes = open_all(inside.alive());
    REQUIRE(processes.size() == 11);
    guard->kill_all();
    CHECK(all_end(processes));
    CHECK(inside.alive().empty());
  }
}

TEST_CASE("a guard holds a bomb, and ends it", "[guard]") {
  for (const std::string& name : guards(counts_its_own)) {
    CAPTURE(name);
    const auto guard = make_guard(limit, name);
    const Inside inside(*guard, 0, Inside::Deed::bomb);
    std::size_t most = 0;
    const auto deadline = std::chrono::steady_clock::now() + long_enough;
    while (most < limit) {  // until it has filled its limit: it never exceeds it
      REQUIRE(std::chrono::steady_clock::now() < deadline);
      most = std::max(most, inside.alive().size());
      REQUIRE(most <= limit);
    }
    for (int look = 0; look < 20; ++look) REQUIRE(inside.alive().size() <= limit);
    guard->kill_all();
    CHECK(await_end(inside.process(), long_enough));
    CHECK(all_end(open_all(inside.alive())));
    CHECK(inside.alive().empty());
  }
}

TEST_CASE("what a guard made is gone with it, and those inside too", "[guard]") {
  for (const std::string& name : guards(can_kill)) {
    CAPTURE(name);
    auto guard = make_guard(limit, name);
    REQUIRE(guard);
    const Inside inside(*guard, 5);
    const auto processes = open_all(inside.alive());
    guard.reset();
    CHECK(all_end(processes));
    CHECK(inside.alive().empty());
    CHECK_FALSE(cgroup_is_left());
  }
}

TEST_CASE("a killed procdemo leaves nobody alive in its guard", "[guard]") {
  // The others kill by their owner.
  for (const std::string& name : guards([](const std::string& guard) {
         return guard == "cgroup" || guard == "pid-namespace";
       })) {
    CAPTURE(name);
    Pipe told = Pipe::make();
    const pid_t owner = check("fork", ::fork());
    if (owner == 0) {
      const auto guard = make_guard(limit, name);
      const Inside inside(*guard, 5);
      const pid_t pid = inside.pid();
      write_all(told.write_end.get(), {reinterpret_cast<const char*>(&pid), sizeof pid});
      for (;;) ::pause();
    }
    told.write_end.reset();
    pid_t pid = -1;
    REQUIRE(::read(told.read_end.get(), &pid, sizeof pid) == sizeof pid);
    const auto processes = open_all(alive_in(pid));
    CHECK(processes.size() == 6);
    send_signal(open_process(owner), SIGKILL);
    ::waitpid(owner, nullptr, 0);
    CHECK(all_end(processes));
    CHECK(alive_in(pid).empty());
  }
}

// A write(2) of one byte is how the trial is let go: this process ends at it, by SIGSYS.
void end_at_write_of_one_byte() {
  sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 0, 3),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, args[2])),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  const sock_fprog filter = {6, code};
  check("NO_NEW_PRIVS", ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
  check("seccomp", ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter));
}

TEST_CASE("who waits to be let go in a guard's trial ends with procdemo", "[guard]") {
  const std::string plain = ::geteuid() == 0 ? "uid" : "rlimit";  // in procdemo's own group
  Child owner = Child::run(kill_at_once, [&] {
    ::setpgid(0, 0);
    end_at_write_of_one_byte();
    make_guard(limit, plain);
    return 0;
  });
  const pid_t group = owner.pid();
  const auto killed = owner.wait().value().killed();
  REQUIRE(killed);
  CHECK(killed->signal == SIGSYS);
  for (const pid_t pid : all_pids()) {
    const auto stat = proc_stat(pid);
    if (!stat || stat->pgid != group) continue;
    const Fd waiting = open_process(pid);
    CHECK(await_end(waiting, std::chrono::seconds(10)));
    send_signal(waiting, SIGKILL);
  }
}

TEST_CASE("a guarded process can be traced, and waitpid(-1) tells of no other", "[guard]") {
  need_tracing();
  for (const std::string& name : guards()) {
    CAPTURE(name);
    const auto guard = make_guard(limit, name);
    REQUIRE(guard);
    Pipe go = Pipe::make();
    const pid_t pid = check("Guard::fork", guard->fork());
    if (pid == 0) {
      go.write_end.reset();
      char byte;
      while (::read(go.read_end.get(), &byte, 1) < 0) continue;
      ::_exit(guard->enter() == 0 ? 42 : 1);
    }
    check("PTRACE_SEIZE", ::ptrace(PTRACE_SEIZE, pid, nullptr, PTRACE_O_EXITKILL));
    CHECK(proc_status(pid)->tracer == ::gettid());
    go.write_end.reset();
    int status = 0;
    CHECK(::waitpid(-1, &status, __WALL) == pid);
    CHECK(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 42);
    CHECK(::waitpid(-1, nullptr, __WALL) == -1);
    CHECK(errno == ECHILD);
  }
}

TEST_CASE("a process keeps its user, and with most guards its PID", "[guard]") {
  for (const std::string& name : guards()) {
    CAPTURE(name);
    const auto guard = make_guard(limit, name);
    REQUIRE(guard);
    const Inside inside(*guard, 0);
    const auto status = proc_status(inside.pid());
    REQUIRE(status);
    CHECK((status->uid == ::getuid()) == (name != "uid"));
    CHECK((status->nspid.size() == 1) == (name != "pid-namespace"));
    if (name == "pid-namespace") CHECK(status->nspid.back() == 2);
  }
}

TEST_CASE("two runs at once do not share the user that nobody is", "[guard]") {
  const auto first = make_guard(limit, "uid");
  if (!first) SKIP_TEST("nobody can become a user of its own here");
  const auto second = make_guard(limit, "uid");
  const Inside one(*first, 3), other(*second, 3);
  CHECK(proc_status(one.pid())->uid != proc_status(other.pid())->uid);
  first->kill_all();
  CHECK(await_end(one.process(), long_enough));
  CHECK(other.alive().size() == 4);
}

TEST_CASE("orphans inside a PID namespace are reaped, and the last one ends it", "[guard]") {
  const auto guard = make_guard(limit, "pid-namespace");
  if (!guard) SKIP_TEST("no PID namespace is to be had here");
  Pipe first_end = Pipe::make(), last_end = Pipe::make(), told = Pipe::make();
  const pid_t pid = check("Guard::fork", guard->fork());
  if (pid == 0) {
    last_end.write_end.reset();
    first_end.write_end.reset();
    const bool is_last = ::fork() == 0;  // its parent ends before it: init is its parent then
    char byte;
    if (::read((is_last ? last_end : first_end).read_end.get(), &byte, 1) < 0) ::_exit(1);
    const pid_t parent = ::getppid();
    if (is_last && ::write(told.write_end.get(), &parent, sizeof parent) < 0) ::_exit(1);
    ::_exit(0);
  }
  const auto stat = proc_stat(pid);
  REQUIRE(stat);
  const Fd init = open_process(stat->ppid), program = open_process(pid);
  CHECK(proc_stat(stat->ppid)->comm == "procdemo-init");
  first_end.write_end.reset();
  REQUIRE(await_end(program, long_enough));
  CHECK_FALSE(await_end(init, std::chrono::milliseconds(0)));
  last_end.write_end.reset();
  pid_t parent = 0;
  REQUIRE(::read(told.read_end.get(), &parent, sizeof parent) == sizeof parent);
  CHECK(parent == 1);
  CHECK(await_end(init, long_enough));
}

namespace {

// This test's cases on guards once more, as whoever `become` makes of the process. Whether they
// hold; nothing where the kernel does not let it become that. What they say is theirs, not ours.
template <class Become>
std::optional<bool> guards_hold_for(Become become) {
  const Fd self(check("open self", ::open("/proc/self/exe", O_PATH | O_CLOEXEC)));
  const pid_t child = check("fork", ::fork());
  if (child == 0) {
    if (!become()) ::_exit(77);
    ::dup2(::open("/dev/null", O_WRONLY), STDOUT_FILENO);
    const char* argv[] = {"guard_test", "[guard]", nullptr};
    ::fexecve(self.get(), const_cast<char**>(argv), environ);
    ::_exit(77);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 77) return std::nullopt;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

constexpr uid_t ordinary = 65000;  // who has no other processes

bool become_ordinary() {
  return ::setgroups(0, nullptr) == 0 && ::setgid(ordinary) == 0 && ::setuid(ordinary) == 0;
}

bool become_root_of_a_namespace() {
  if (::geteuid() == 0 && !become_ordinary()) return false;
  const std::string line = "0 " + std::to_string(::geteuid()) + " 1";
  ::prctl(PR_SET_DUMPABLE, 1);  // after setuid /proc/self is root's, and its maps with it
  if (::unshare(CLONE_NEWUSER) != 0) return false;
  const Fd map(::open("/proc/self/uid_map", O_WRONLY));
  return ::write(map.get(), line.data(), line.size()) > 0;
}

}  // namespace

TEST_CASE("an ordinary user has guards that hold, too") {
  need_root();  // else all of the above was this already
  CHECK(guards_hold_for(become_ordinary) == true);
}

TEST_CASE("so has root of a rootless container") {
  const auto hold = guards_hold_for(become_root_of_a_namespace);
  if (!hold) SKIP_TEST("no user namespace is to be had here");
  CHECK(*hold);
}
