// A run's world without an observer: who is inside is known, killed, and bound.
#include "world/world.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <cstring>
#include <memory>
#include <optional>

#include "base/pidfd.h"
#include "base/procfs.h"
#include "catch.h"
#include "long_enough.h"
#include "world/fence.h"
#include "world/janitor.h"
#include "world/keeper.h"
#include "world/mark.h"
#include "world/memory.h"

using namespace procdemo::world;

namespace {

// A process that does `deed` in a world, then waits.
class Inhabitant {
 public:
  template <class Deed>
  Inhabitant(World& world, const Deed& deed) {
    Pipe done = Pipe::make();
    pid_ = check("fork", world.fork());
    if (pid_ == 0) {
      if (world.enter() != 0) ::_exit(1);
      deed();
      [[maybe_unused]] const ssize_t told = ::write(done.write_end.get(), "!", 1);
      for (;;) ::pause();
    }
    process_ = open_process(pid_);
    done.write_end.reset();
    char byte;
    REQUIRE(::read(done.read_end.get(), &byte, 1) == 1);
  }
  ~Inhabitant() {
    send_signal(process_, SIGKILL);
    ::waitpid(pid_, nullptr, __WALL);
  }
  pid_t pid() const { return pid_; }
  const Fd& process() const { return process_; }

 private:
  pid_t pid_ = -1;
  Fd process_;
};

void touch(std::size_t bytes) {
  void* const memory =
      ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory != MAP_FAILED) std::memset(memory, 1, bytes);
}

rlimit file_limit_of(pid_t pid) {
  rlimit limit{};
  ::prlimit(pid, RLIMIT_FSIZE, nullptr, &limit);
  return limit;
}

}  // namespace

TEST_CASE("who is in a world is known, however far from its first process, and killed", "[world]") {
  const auto world = make_live_world({});
  const Inhabitant first(*world, [] {
    if (::fork() == 0) {  // a daemon: nobody's child, of a session of its own, with no environment
      ::setsid();
      ::clearenv();
      if (::fork() != 0) ::_exit(0);
      for (;;) ::pause();
    }
    ::wait(nullptr);
  });
  const std::vector<pid_t> inside = world->inside();
  CHECK(inside.size() == 2);
  std::vector<Fd> processes;
  for (const pid_t pid : inside) processes.push_back(open_process(pid));
  if (world->can_kill()) world->kill_all();
  for (const Fd& process : processes) {
    if (!world->can_kill()) send_signal(process, SIGKILL);
    CHECK(await_end(process, long_enough));
  }
  CHECK(world->inside().empty());
}

TEST_CASE("by its mark a process is found whatever became of its parents", "[world]") {
  const Mark mark = own_mark() + 1;
  Pipe told = Pipe::make();
  const pid_t between = check("fork", ::fork());
  if (between == 0) {
    put_mark(mark);
    if (::fork() != 0) ::_exit(0);
    ::setsid();
    const pid_t pid = ::getpid();
    if (::write(told.write_end.get(), &pid, sizeof pid) < 0) ::_exit(1);
    for (;;) ::pause();
  }
  pid_t pid = 0;
  REQUIRE(::read(told.read_end.get(), &pid, sizeof pid) == sizeof pid);
  ::waitpid(between, nullptr, 0);
  const Fd process = open_process(pid);
  const auto stat = proc_stat(pid);
  REQUIRE(stat);
  CHECK(find_marked(mark, pid, stat->start_ticks) == std::vector<pid_t>{pid});
  CHECK(find_marked(mark, pid, stat->start_ticks + 1).empty());
  const bool adopted = proc_stat(pid)->ppid == ::getpid();  // this test is a PID namespace's init
  if (!adopted) CHECK(find_marked(mark + 1, pid, stat->start_ticks).empty());
  send_signal(process, SIGKILL);
  CHECK(await_end(process, long_enough));
  CHECK(find_marked(mark, pid, stat->start_ticks).empty());
}

TEST_CASE("the fence of a run is another's after it, and who was left in it is killed", "[world]") {
  std::optional<Janitor> janitor(std::in_place);
  Fences fences(*janitor);
  std::unique_ptr<Fence> fence = fences.take();
  if (!fence || !fence->lets_in()) SKIP_TEST("no cgroup can be made and entered here");
  Fence* const first = fence.get();
  first->kill_all();  // as a run does whose limit is reached
  fences.give_back(std::move(fence));
  fence = fences.take();
  CHECK(fence.get() == first);

  const auto world = make_live_world({.fence = first});
  const Inhabitant left(*world, [] {
    if (::fork() == 0) ::pause();
  });
  CHECK(world->inside().size() == 2);
  CHECK(first->members().size() == 2);
  SECTION("when it is given back") {
    fences.give_back(std::move(fence));
    CHECK(await_end(left.process(), long_enough));
    CHECK(fences.take().get() != nullptr);
  }
  SECTION("when all ends") {
    janitor.reset();
    CHECK(await_end(left.process(), long_enough));
  }
}

TEST_CASE("memory that processes share counts once", "[world]") {
  constexpr std::size_t size = 64'000'000;
  touch(size);
  Pipe end = Pipe::make();
  std::vector<pid_t> children;
  for (int i = 0; i < 4; ++i) {
    const pid_t child = check("fork", ::fork());
    if (child == 0) {
      end.write_end.reset();
      char byte;
      ::_exit(static_cast<int>(::read(end.read_end.get(), &byte, 1)));
    }
    children.push_back(child);
  }
  CHECK(memory_of(children, 0) < static_cast<std::int64_t>(2 * size));  // a sanitizer has its own
  end.write_end.reset();
  for (const pid_t child : children) ::waitpid(child, nullptr, 0);
}

TEST_CASE("memory is bound for all in a world together", "[world]") {
  Wishes wishes;
  wishes.limits.memory = 100'000'000;
  const auto world = make_live_world(wishes);
  Pipe told = Pipe::make();
  const pid_t pid = check("fork", world->fork());
  if (pid == 0) {
    if (world->enter() != 0) ::_exit(1);
    for (int i = 0; i < 3; ++i) {
      if (::fork() == 0) break;
    }
    touch(60'000'000);  // four of these
    [[maybe_unused]] const ssize_t sent = ::write(told.write_end.get(), "!", 1);
    for (;;) ::pause();
  }
  const Fd process = open_process(pid);
  while (!world->out_of_memory(world->inside())) {
    if (await_end(process, std::chrono::milliseconds(1)) && world->inside().empty()) break;
  }
  CHECK(world->out_of_memory(world->inside()));
  for (const pid_t each : world->inside()) send_signal(open_process(each), SIGKILL);
  send_signal(process, SIGKILL);
  ::waitpid(pid, nullptr, 0);
}

TEST_CASE("the size of a file is bound, and a lower limit of the user's stays", "[world]") {
  Wishes wishes;
  wishes.limits.file = 20'000;
  {
    const auto world = make_live_world(wishes);
    const Inhabitant first(*world, [] {});
    CHECK(file_limit_of(first.pid()).rlim_max == 20'000);
  }
  const pid_t user = check("fork", ::fork());
  if (user == 0) {
    const rlimit lower{10'000, 10'000};
    ::setrlimit(RLIMIT_FSIZE, &lower);
    rlim_t bound = 0;
    {
      const auto world = make_live_world(wishes);
      const Inhabitant first(*world, [] {});
      bound = file_limit_of(first.pid()).rlim_max;
    }
    ::_exit(bound == 10'000 ? 0 : 1);
  }
  int status = 0;
  ::waitpid(user, &status, 0);
  CHECK(status == 0);
}

namespace {

constexpr std::size_t crowd_size = 32;  // each fork of five doubles it

// In a process of its own: its descendants are the run's alone. Each of the crowd tells once, when
// it makes nobody any more and has waited for those between.
int keep_a_crowd(const Fd& told) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  Wishes wishes;
  wishes.observed = false;
  const auto world = make_live_world(wishes);
  sigset_t none;
  ::sigemptyset(&none);
  const Keeper::Program program{[&] {
                                  for (int i = 0; i < 5; ++i) {
                                    if (::fork() == 0) {
                                      ::setsid();
                                      if (::fork() != 0) ::_exit(0);
                                    }
                                  }
                                  while (::wait(nullptr) > 0) continue;
                                  [[maybe_unused]] const ssize_t sent = ::write(told.get(), "!", 1);
                                  for (;;) ::pause();
                                },
                                none};
  Keeper keeper(*world, program);
  keeper.go();
  for (;;) ::pause();
}

}  // namespace

TEST_CASE("a keeper ends all that it keeps when its owner is killed", "[world]") {
  Pipe told = Pipe::make();
  const pid_t owner = check("fork", ::fork());
  if (owner == 0) ::_exit(keep_a_crowd(told.write_end));
  // Before all have told, some are between: they end, and leave no process to open.
  char byte;
  for (std::size_t i = 0; i < crowd_size; ++i) REQUIRE(::read(told.read_end.get(), &byte, 1) == 1);
  const std::vector<pid_t> crowd = descendants_of(owner);
  CHECK(crowd.size() > crowd_size);  // and the keeper
  std::vector<Fd> processes;
  for (const pid_t pid : crowd) {
    processes.push_back(open_process(pid));
    REQUIRE(processes.back());
  }
  send_signal(open_process(owner), SIGKILL);
  ::waitpid(owner, nullptr, 0);
  for (const Fd& process : processes) CHECK(await_end(process, long_enough));
}
