#include "world/pids.h"

#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <functional>

#include "base/fd.h"
#include "base/pidfd.h"
#include "catch.h"

using namespace procdemo::world;

namespace {

// Runs `work` in a process of its own, and returns its wait status.
int status_of(const std::function<int()>& work) {
  const pid_t child = check("fork", ::fork());
  if (child == 0) ::_exit(work());
  int status;
  check("waitpid", ::waitpid(child, &status, 0));
  return status;
}

pid_t next_pid() {
  const pid_t child = check("fork", ::fork());
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  return child;
}

// Within reach, and below the end.
pid_t soon() {
  const pid_t next = next_pid();
  return next > 20'000 ? 10'000 : next + 50;
}

// So that the next PIDs are larger, and not the smallest again.
void stay_off_the_end() {
  const std::string text = read_file("/proc/sys/kernel/pid_max");
  const pid_t last = std::atoi(text.c_str()) - 2'000;
  while (next_pid() > last) continue;
}

}  // namespace

TEST_CASE("PIDs are pushed beyond a number") {
  const pid_t least = soon();
  push_pids_beyond(least);
  CHECK(next_pid() > least);
}

TEST_CASE("a process whose PID is small goes on in a child, and ends as that does") {
  stay_off_the_end();
  const auto large = [] {
    const pid_t before = ::getpid();
    go_on_beyond(before + 20);
    return ::getpid() > before + 20 && ::getppid() == before ? 7 : 1;
  };
  CHECK(WEXITSTATUS(status_of(large)) == 7);
  const int killed = status_of([] {
    go_on_beyond(::getpid() + 20);
    ::signal(SIGTERM, SIG_DFL);
    ::raise(SIGTERM);
    return 0;
  });
  CHECK(WIFSIGNALED(killed));
  CHECK(WTERMSIG(killed) == SIGTERM);
}

TEST_CASE("a process whose PID is large goes on itself") {
  CHECK(WEXITSTATUS(status_of([] {
          const pid_t before = ::getpid();
          go_on_beyond(1);
          return before == ::getpid() ? 7 : 1;
        })) == 7);
}

TEST_CASE("what is sent to the first process reaches the one that goes on, and they end together") {
  stay_off_the_end();
  for (const int signal : {SIGTERM, SIGKILL}) {
    Pipe told = Pipe::make();
    const pid_t first = check("fork", ::fork());
    if (first == 0) {
      go_on_beyond(::getpid() + 20);
      ::signal(SIGTERM, SIG_DFL);
      const pid_t self = ::getpid();
      if (::write(told.write_end.get(), &self, sizeof self) < 0) ::_exit(1);
      while (true) ::pause();
    }
    pid_t second = 0;
    REQUIRE(::read(told.read_end.get(), &second, sizeof second) == sizeof second);
    const Fd process = open_process(second);
    REQUIRE(process);
    send_signal(open_process(first), signal);
    CHECK(await_end(process, std::chrono::seconds(60)));
    int status;
    check("waitpid", ::waitpid(first, &status, 0));
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == signal));
  }
}

TEST_CASE(
    "who came into being since a process did is among few, or among all where PIDs may be new") {
  stay_off_the_end();
  const pid_t first = next_pid();
  const pid_t second = next_pid();
  const auto are_among = [&](const std::vector<pid_t>& pids, pid_t pid) {
    return std::ranges::count(pids, pid) == 1;
  };
  const std::vector<pid_t> since = pids_since(first, std::chrono::microseconds(0));
  const std::vector<pid_t> all = pids_since(first, std::chrono::hours(24));
  CHECK(are_among(all, ::getpid()));
  if (are_among(since, ::getpid()))
    SKIP_TEST("the kernel does not tell its last PID, or too many are made");
  CHECK(are_among(since, first));
  CHECK(are_among(since, second));
  CHECK(since.size() < 1'000);
}
