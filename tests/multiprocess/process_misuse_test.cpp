// What a Process refuses, and what the kernel refuses it: a sentence, and nothing left behind.
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <stdexcept>
#include <thread>

#include "catch.h"
#include "multiprocess/process.h"
#include "multiprocess/relatives.h"
#include "refuse.h"

using namespace multiprocess;
using namespace multiprocess::test;
using namespace std::chrono_literals;

namespace {

std::string refusal(const std::function<void()>& misuse) {
  try {
    misuse();
  } catch (const std::logic_error& error) {
    return error.what();
  }
  return "";
}

// What the child of a test finds, as its exit code.
int found_by_child(const std::function<bool()>& finds) {
  Process process([&] { ::_exit(finds() ? 0 : 1); });
  process.start();
  process.join();
  return process.exitcode().value();
}

}  // namespace

TEST_CASE("a process runs once") {
  Process process({.name = "worker"}, nothing);
  process.start();
  CHECK(refusal([&] { process.start(); }) == "worker was started before: it runs once");
  process.join();
  CHECK_THROWS_AS(process.start(), std::logic_error);
  CHECK(process.exitcode() == 0);
}

TEST_CASE("what has not begun can be neither joined nor ended") {
  Process process({.name = "worker"}, nothing);
  CHECK(refusal([&] { process.join(); }) == "worker was not started: call start() before join()");
  CHECK_THROWS_AS(process.join(1s), std::logic_error);
  CHECK_THROWS_AS(process.terminate(), std::logic_error);
  CHECK_THROWS_AS(process.kill(), std::logic_error);
  CHECK_THROWS_AS(process.sentinel(), std::logic_error);
}

TEST_CASE("a running process cannot be closed, and a closed one not be used") {
  const Gate gate;
  Process process({.name = "worker"}, [&] { gate.wait(); });
  process.start();
  CHECK(refusal([&] { process.close(); }).starts_with("worker still runs"));
  CHECK(process.is_alive());
  gate.open();
  process.join();
  process.close();
  CHECK_THROWS_AS(process.join(), std::logic_error);
  CHECK_THROWS_AS(process.is_alive(), std::logic_error);
  CHECK_THROWS_AS(process.exitcode(), std::logic_error);
  CHECK_THROWS_AS(process.sentinel(), std::logic_error);
  CHECK_THROWS_AS(process.start(), std::logic_error);
  CHECK(process.name() == "worker");
}

TEST_CASE("a process that was never started can be closed") {
  Process process(nothing);
  process.close();
  CHECK_THROWS_AS(process.start(), std::logic_error);
}

TEST_CASE("a moved Process says so") {
  Process process(nothing);
  const Process other = std::move(process);
  // NOLINTNEXTLINE(bugprone-use-after-move)
  CHECK(refusal([&] { process.start(); }).find("was moved") != std::string::npos);
}

TEST_CASE("whether it is a daemon is decided before the start") {
  Process process(nothing);
  process.set_daemon(true);
  CHECK(process.daemon());
  process.start();
  CHECK_THROWS_AS(process.set_daemon(false), std::logic_error);
  process.join();
}

TEST_CASE("a sibling can be neither joined nor ended") {
  const Gate gate;
  Process first([&] { gate.wait(); });
  first.start();
  const pid_t pid = first.pid();
  CHECK(found_by_child([&] {
          return refusal([&] { first.join(); }).find("only its parent") != std::string::npos &&
                 !refusal([&] { first.kill(); }).empty() &&
                 !refusal([&] { first.is_alive(); }).empty() &&
                 !refusal([&] { first.sentinel(); }).empty() && first.pid() == pid;
        }) == 0);
  CHECK(first.is_alive());
  gate.open();
  first.join();
}

TEST_CASE("nobody waits for himself") {
  CHECK_THROWS_AS(current_process().join(), std::logic_error);
  CHECK_THROWS_AS(current_process().sentinel(), std::logic_error);
  CHECK(found_by_child([] { return !refusal([] { current_process().join(); }).empty(); }) == 0);
}

TEST_CASE("a fork that the kernel refuses is told, and leaves nothing") {
  CHECK(found_by_child([] {
          refuse({SYS_clone, SYS_clone3}, EAGAIN);
          const long before = count_descriptors();
          Process process(nothing);
          try {
            process.start();
          } catch (const std::system_error& error) {
            return error.code().value() == EAGAIN && !process.is_alive() && process.pid() == 0 &&
                   active_children().empty() && count_descriptors() == before;
          }
          return false;
        }) == 0);
}

TEST_CASE(
    "where the kernel has no descriptors for processes, nothing is kept of a thread's daemon") {
  CHECK(found_by_child([] {
          refuse({SYS_pidfd_open}, ENOSYS);
          Process daemon({.daemon = true}, [] {
            for (;;) ::pause();
          });
          const long before = count_descriptors();
          bool refused = false;
          std::thread([&] {
            try {
              daemon.start();
            } catch (const std::system_error& error) {
              refused = error.code().value() == ENOSYS;
            }
          }).join();
          return refused && active_children().empty() && count_descriptors() == before &&
                 ::waitpid(-1, nullptr, WNOHANG) == -1;
        }) == 0);
}

TEST_CASE("where there is no descriptor for it, a child does not begin; later it may") {
  const Report report;
  Process process([&] { report.say("ran"); });
  rlimit former{};
  ::getrlimit(RLIMIT_NOFILE, &former);
  const int free = ::dup(0);
  ::close(free);
  const rlimit none{static_cast<rlim_t>(free), former.rlim_max};
  ::setrlimit(RLIMIT_NOFILE, &none);
  CHECK_THROWS_AS(process.start(), std::system_error);
  ::setrlimit(RLIMIT_NOFILE, &former);
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(process.pid() == 0);

  process.start();
  process.join();
  report.say("end");
  CHECK(report.word() == "ran");
  CHECK(report.word() == "end");
}
