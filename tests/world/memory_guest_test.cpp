// A child in its maker's memory, until it executes a program.
#include "world/memory_guest.h"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <memory>

#include "base/child.h"
#include "base/wait_status.h"
#include "catch.h"

using namespace procdemo::world;

namespace {

WaitStatus end_of(pid_t pid) {
  int raw = 0;
  REQUIRE(::waitpid(pid, &raw, 0) == pid);
  return WaitStatus(raw);
}

}  // namespace

TEST_CASE("a guest changes what its maker sees, and is gone from its memory once it has executed") {
  int number = 1;
  const Pipe go = Pipe::make();
  MemoryGuest guest([&] { number = 2; },
                    [&] {
                      char byte;
                      if (::read(go.read_end.get(), &byte, 1) != 1 || number != 3) ::_exit(1);
                      number = 4;
                      ::execl("/bin/sh", "sh", "-c", "exit 7", nullptr);
                    });
  CHECK(number == 2);
  CHECK(guest.pid() != ::getpid());
  number = 3;
  write_all(go.write_end.get(), "!");
  CHECK(end_of(guest.pid()) == WaitStatus::of_exit(7));
  CHECK(number == 4);
}

TEST_CASE("a guest may end without a program, and its number is known before it goes on") {
  MemoryGuest ends([] {}, [] { ::_exit(5); });
  CHECK(end_of(ends.pid()) == WaitStatus::of_exit(5));
  MemoryGuest returns([] {}, [] {});
  CHECK(end_of(returns.pid()) == WaitStatus::of_exit(127));
}

TEST_CASE(
    "a guest's parent, of whose death a program may ask to be told, lives as long as the object") {
  const Pipe told = Pipe::make(), never = Pipe::make();
  auto guest =
      std::make_unique<MemoryGuest>([] {},
                                    [&] {
                                      ::dup2(told.write_end.get(), 1);
                                      ::dup2(never.read_end.get(), 0);
                                      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
                                      ::execl("/bin/sh", "sh", "-c", "echo; read x", nullptr);
                                    });
  char line;
  REQUIRE(::read(told.read_end.get(), &line, 1) == 1);  // it is the program
  int raw = 0;
  CHECK(::waitpid(guest->pid(), &raw, WNOHANG) == 0);
  const pid_t pid = guest->pid();
  guest.reset();
  CHECK(end_of(pid) == WaitStatus::of_signal(SIGKILL));
}

TEST_CASE("a guest begins with all signals blocked, so that no handler of its maker runs in it") {
  MemoryGuest guest(
      [] {},
      [] {
        sigset_t blocked;
        ::sigprocmask(SIG_SETMASK, nullptr, &blocked);
        ::_exit(::sigismember(&blocked, SIGINT) == 1 && ::sigismember(&blocked, SIGCHLD) == 1 ? 0
                                                                                              : 1);
      });
  CHECK(end_of(guest.pid()) == WaitStatus::of_exit(0));
}
