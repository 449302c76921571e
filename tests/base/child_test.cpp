// A child as a value: who owns it, and what its owner's end means for it.
#include "base/child.h"

#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <csignal>
#include <functional>
#include <stdexcept>

#include "base/own_signal.h"
#include "base/pidfd.h"
#include "catch.h"

using namespace procdemo::base;
using namespace std::chrono_literals;

namespace {

int pause_for_ever() {
  while (true) ::pause();
}

// Says so when it is ready: signals that come before may find it as the test's own copy.
Child start(StopPolicy at_end, const std::function<void()>& prepare) {
  Pipe ready = Pipe::make();
  Child child = Child::run(at_end, [&] {
    for (const int signal : {SIGTERM, SIGINT, SIGHUP}) ::signal(signal, SIG_DFL);
    prepare();
    write_all(ready.write_end.get(), "!");
    return pause_for_ever();
  });
  ready.write_end.reset();
  char byte;
  REQUIRE(::read(ready.read_end.get(), &byte, 1) == 1);
  return child;
}

// Its wait status as its parent would have it, asked of the kernel by descriptor: it is a zombie no
// more once its owner is gone.
bool is_gone(const Fd& process) {
  return send_signal(process, 0) == ESRCH;
}

}  // namespace

TEST_CASE("a child's status is what it ended with") {
  CHECK(Child::run(kill_at_once, [] { return 7; }).wait() == WaitStatus::of_exit(7));
  CHECK(Child::run(kill_at_once, []() -> int { throw std::runtime_error("x"); }).wait() ==
        WaitStatus::of_exit(127));
  Child killed = Child::run(kill_at_once, pause_for_ever);
  CHECK(killed.signal(SIGKILL));
  CHECK(killed.wait() == WaitStatus::of_signal(SIGKILL));
  CHECK(killed.status() == WaitStatus::of_signal(SIGKILL));
}

TEST_CASE("a child within this process's memory ends with what its body returns") {
  Child child = Child::run_within([] { return 7; });
  CHECK(child.wait() == WaitStatus::of_exit(7));
}

TEST_CASE("who was waited for has no PID, and can't be signalled") {
  Child child = Child::run(kill_at_once, [] { return 0; });
  const pid_t number = child.born_as();
  CHECK(child.pid() == number);
  child.wait();
  CHECK_THROWS_AS(child.pid(), std::logic_error);
  CHECK_FALSE(child.signal(SIGKILL));
  CHECK(child.try_wait());
  CHECK(child.wait() == WaitStatus::of_exit(0));
  CHECK(child.born_as() == number);
}

TEST_CASE("waiting for a time ends with it, or with the child") {
  Child child = Child::run(kill_at_once, pause_for_ever);
  CHECK_FALSE(child.try_wait());
  CHECK_FALSE(child.wait_for(1ms));
  child.signal(SIGKILL);
  CHECK(child.wait_for(60s));
}

TEST_CASE("a child's number is its own until somebody has waited for it") {
  Child child = Child::run(kill_at_once, pause_for_ever);
  const pid_t number = child.pid();
  CHECK(is_unreaped(number));
  child.signal(SIGKILL);
  REQUIRE(await_end(child.pidfd(), 60s));
  CHECK(is_unreaped(number));
  child.wait();
  CHECK_FALSE(is_unreaped(number));
  CHECK_FALSE(is_unreaped(1));
}

TEST_CASE("an owner that ends kills its child and reaps it") {
  Fd process;
  {
    const Child child = Child::run(kill_at_once, pause_for_ever);
    process = open_process(child.pid());
    CHECK_FALSE(is_gone(process));
  }
  CHECK(is_gone(process));
}

TEST_CASE("a child that ends by SIGTERM is not killed, and one that does not is") {
  Pipe told = Pipe::make();
  {
    const Child gentle = start({.terminate = 60s}, [&] {
      static int end;
      end = told.write_end.get();
      ::signal(SIGTERM, [](int) { ::_exit(::write(end, "T", 1) == 1 ? 0 : 1); });
    });
  }
  char byte = 0;
  REQUIRE(::read(told.read_end.get(), &byte, 1) == 1);
  CHECK(byte == 'T');
  Fd process;
  {
    const Child stubborn = start({.terminate = 1ms}, [] { ::signal(SIGTERM, SIG_IGN); });
    process = open_process(stubborn.pid());
  }
  CHECK(is_gone(process));
}

TEST_CASE("with a child its process group ends, though others in it refuse to") {
  Pipe told = Pipe::make();
  Fd other;
  {
    const Child leader = start({.terminate = 60s, .group = true}, [&] {
      ::setpgid(0, 0);
      if (::fork() != 0) return;
      ::signal(SIGTERM, SIG_IGN);
      const pid_t self = ::getpid();
      write_all(told.write_end.get(), {reinterpret_cast<const char*>(&self), sizeof self});
      pause_for_ever();
    });
    pid_t pid = 0;
    REQUIRE(::read(told.read_end.get(), &pid, sizeof pid) == sizeof pid);
    other = open_process(pid);
    REQUIRE(other);
  }
  CHECK(await_end(other, 60s));
}

TEST_CASE("a child that moves is owned once") {
  Child first = Child::run(kill_at_once, pause_for_ever);
  const Fd process = open_process(first.pid());
  {
    const Child second = std::move(first);
    CHECK(second.signal(0));
    CHECK_FALSE(first.signal(0));  // NOLINT(bugprone-use-after-move): that it owns nobody is asked
  }
  CHECK(is_gone(process));
}

TEST_CASE("the copy of an owner in a forked child owns nobody there") {
  Child sibling = Child::run(kill_at_once, pause_for_ever);
  Child other = Child::run(kill_at_once, [&] {
    const bool harmless = !sibling.signal(SIGKILL);
    sibling = Child::run(kill_at_once, [] { return 0; });  // ends the copy
    return harmless ? 0 : 1;
  });
  CHECK(other.wait() == WaitStatus::of_exit(0));
  CHECK_FALSE(sibling.try_wait());
}

TEST_CASE("where SIGCHLD is ignored a child ends without a status, and nobody else is meant") {
  Child tester = Child::run(kill_at_once, [] {
    ::signal(SIGCHLD, SIG_IGN);
    Child child = Child::run(kill_at_once, [] { return 7; });
    const bool unknown = !child.wait() && !child.status();
    return unknown && !child.signal(SIGKILL) ? 0 : 1;
  });
  CHECK(tester.wait() == WaitStatus::of_exit(0));
}

TEST_CASE("a group is signalled only while the number is surely its leader's") {
  Child tester = Child::run(kill_at_once, [] {
    ::signal(SIGCHLD, SIG_IGN);
    Pipe open = Pipe::make();
    Child leader = Child::run(kill_at_once, [&] {
      ::setpgid(0, 0);
      open.write_end.reset();
      char byte;
      if (::fork() == 0) ::_exit(::read(open.read_end.get(), &byte, 1) == 0 ? 0 : 1);
      return 0;
    });
    while (::waitpid(-1, nullptr, 0) >= 0 || errno != ECHILD) continue;
    return leader.signal_group(0) ? 1 : 0;  // its child is still in the group
  });
  CHECK(tester.wait() == WaitStatus::of_exit(0));
}

TEST_CASE("a signal that comes while an end is awaited does not end the waiting") {
  static Pipe gate = Pipe::make();
  static int left = 3;
  Child child = Child::run(kill_at_once, [] {
    char pass;
    return ::read(gate.read_end.get(), &pass, 1) == 1 ? 0 : 1;
  });
  const auto before = ::signal(SIGALRM, [](int) {
    if (--left == 0) [[maybe_unused]]
      const auto told = ::write(gate.write_end.get(), "!", 1);
  });
  const itimerval often{{0, 10'000}, {0, 10'000}}, never{};
  ::setitimer(ITIMER_REAL, &often, nullptr);
  CHECK(await_end(child.pidfd(), std::chrono::minutes(1)));
  ::setitimer(ITIMER_REAL, &never, nullptr);
  ::signal(SIGALRM, before);
}

TEST_CASE("there is no child without a process or a descriptor for it") {
  Child tester = Child::run(kill_at_once, [] {
    const Fd next(::dup(0));
    rlimit usual{};
    ::getrlimit(RLIMIT_NOFILE, &usual);
    const rlimit none{static_cast<rlim_t>(next.get() + 1), usual.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);
    try {
      Child::run(kill_at_once, [] { return 0; });
    } catch (const std::system_error& error) {
      ::setrlimit(RLIMIT_NOFILE, &usual);  // a sanitizer wants descriptors to look at an object
      const bool nobody = ::waitpid(-1, nullptr, 0) < 0 && errno == ECHILD;
      return nobody && error.code().value() == EMFILE ? 0 : 1;
    }
    return 2;
  });
  CHECK(tester.wait() == WaitStatus::of_exit(0));
}
