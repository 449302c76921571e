// A Process from start() to its end, as its parent and the kernel see it.
#include "multiprocess/process.h"

#include <poll.h>
#include <sys/wait.h>

#include <stdexcept>

#include "base/pidfd.h"
#include "catch.h"
#include "multiprocess/relatives.h"

using namespace multiprocess;
using namespace multiprocess::test;
using namespace std::chrono_literals;

namespace {

int exitcode_of(const std::function<void()>& target) {
  Process process(target);
  process.start();
  process.join();
  return process.exitcode().value();
}

// What the child printed on standard error.
std::string complaint_of(const std::function<void()>& target) {
  const Report report;
  Process process({.name = "worker"}, [&] {
    ::dup2(report.write_end(), STDERR_FILENO);
    target();
  });
  process.start();
  process.join();
  CHECK(process.exitcode() == 1);
  return report.word();
}

struct Odd {};

}  // namespace

TEST_CASE("a process calls its target with copies of the arguments, in a process of its own") {
  const Report report;
  int number = 1;
  std::string text = "one";
  const auto target = [&](int& reference, std::string copy, int literal) {
    reference += 41;
    copy += "!";
    report.say(::getpid());
    report.say(std::to_string(number) + copy + std::to_string(literal));
  };
  Process process(target, std::ref(number), text, 7);
  process.start();
  process.join();
  CHECK(report.number() == process.pid());
  CHECK(process.pid() != ::getpid());
  CHECK(report.word() == "42one!7");
  CHECK(number == 1);
  CHECK(text == "one");
}

TEST_CASE("what is only movable is handed to the child, too") {
  const Report report;
  Process process([&](std::unique_ptr<int> number) { report.say(*number); },
                  std::make_unique<int>(5));
  process.start();
  process.join();
  CHECK(report.number() == 5);
}

TEST_CASE("a process before, in and after its life") {
  const Gate gate;
  Process process([&] { gate.wait(); });
  CHECK(process.pid() == 0);
  CHECK_FALSE(process.is_alive());
  CHECK_FALSE(process.exitcode());
  CHECK_FALSE(process.daemon());

  process.start();
  const auto stat = procdemo::base::proc_stat(process.pid());
  REQUIRE(stat);
  CHECK(stat->ppid == ::getpid());
  CHECK(process.is_alive());
  CHECK_FALSE(process.exitcode());

  gate.open();
  process.join();
  CHECK_FALSE(process.is_alive());
  CHECK(process.exitcode() == 0);
  CHECK_FALSE(procdemo::base::proc_stat(process.pid()));  // no zombie
  process.join();                                         // as often as one likes
  CHECK(process.join(0s));
}

TEST_CASE("join with a time says whether the process has ended; zero and less only look") {
  const Gate gate;
  Process process([&] { gate.wait(); });
  process.start();
  CHECK_FALSE(process.join(0s));
  CHECK_FALSE(process.join(-1s));
  CHECK_FALSE(process.join(-1e300s));
  CHECK_FALSE(process.join(1ms));
  CHECK_FALSE(process.join(0.001s));
  gate.open();
  CHECK(process.join(std::chrono::hours::max()));
  CHECK(process.join(-1s));
}

TEST_CASE("the exit code is the status, or the signal's number below zero") {
  const PlainSignals plain;
  CHECK(exitcode_of(nothing) == 0);
  CHECK(exitcode_of([] { ::_exit(7); }) == 7);
  CHECK(exitcode_of([] { ::raise(SIGKILL); }) == -SIGKILL);
  CHECK(exitcode_of([] { ::abort(); }) == -SIGABRT);
}

TEST_CASE("terminate and kill end a process") {
  const PlainSignals plain;
  const Gate gate;
  Process first([&] { gate.wait(); }), second([&] { gate.wait(); });
  first.start();
  second.start();
  first.terminate();
  second.kill();
  first.join();
  second.join();
  CHECK(first.exitcode() == -SIGTERM);
  CHECK(second.exitcode() == -SIGKILL);
  first.terminate();  // nobody is hit
  second.kill();
}

TEST_CASE("a zombie gets no signal and is no danger to whoever has its PID next") {
  Process process(nothing);
  process.start();
  pollfd end{process.sentinel(), POLLIN, 0};
  REQUIRE(::poll(&end, 1, -1) == 1);
  process.kill();
  process.join();
  CHECK(process.exitcode() == 0);
}

TEST_CASE("an uncaught exception is told on standard error, with its type and message") {
  CHECK(complaint_of([] { throw std::out_of_range("no such row"); }) ==
        "worker ended by an uncaught std::out_of_range: no such row");
  CHECK(complaint_of([] { throw std::string("a text"); }).ends_with(": a text"));
  CHECK(complaint_of([] { throw "a literal"; }).ends_with(": a literal"));
  CHECK(complaint_of([] { throw 3; }) == "worker ended by an uncaught int");
  CHECK(complaint_of([] { throw Odd(); }).ends_with("::Odd"));
}

TEST_CASE("a sentinel is readable once its process has ended") {
  const Gate first_gate, second_gate;
  Process first([&] { first_gate.wait(); }), second([&] { second_gate.wait(); });
  first.start();
  second.start();
  pollfd ends[] = {{first.sentinel(), POLLIN, 0}, {second.sentinel(), POLLIN, 0}};
  CHECK(::poll(ends, 2, 0) == 0);
  second_gate.open();
  CHECK(::poll(ends, 2, -1) == 1);
  CHECK(ends[1].revents != 0);
  second.join();
  CHECK(::poll(ends, 2, 0) == 1);  // and stays so
  first_gate.open();
  first.join();
}

TEST_CASE("a hundred processes are started and joined, and leave nothing") {
  const long before = count_descriptors();
  {
    std::vector<Process> processes;
    for (int i = 0; i < 100; ++i) processes.emplace_back([i] { ::_exit(i); });
    for (Process& process : processes) process.start();
    for (int i = 0; i < 100; ++i) {
      processes[i].join();
      CHECK(processes[i].exitcode() == i);
    }
  }
  CHECK(nobody_left());
  CHECK(count_descriptors() == before);
}

TEST_CASE("a hundred processes are started and terminated, and leave nothing") {
  const PlainSignals plain;
  const Gate gate;
  const long before = count_descriptors();
  {
    std::vector<Process> processes;
    for (int i = 0; i < 100; ++i) processes.emplace_back([&] { gate.wait(); }).start();
    for (Process& process : processes) process.terminate();
    for (Process& process : processes) {
      process.join();
      CHECK(process.exitcode() == -SIGTERM);
    }
  }
  CHECK(nobody_left());
  CHECK(count_descriptors() == before);
}

TEST_CASE("close gives the descriptor back") {
  const long before = count_descriptors();
  Process process(nothing);
  process.start();
  process.join();
  CHECK(count_descriptors() == before + 1);
  process.close();
  CHECK(count_descriptors() == before);
  process.close();
}

TEST_CASE("a signal that is handled does not shorten a join") {
  struct sigaction action{}, former;
  action.sa_handler = [](int) {};  // no SA_RESTART: calls end with EINTR
  ::sigaction(SIGUSR1, &action, &former);
  const auto disturb = [](const Gate& gate, pid_t parent, long call) {
    if (!comes_true([&] { return is_in_call(parent, call); })) ::_exit(1);
    procdemo::base::send_signal(procdemo::base::open_process(parent), SIGUSR1);
    gate.wait();
  };
  const Gate gate;
  Process process(disturb, std::cref(gate), ::getpid(), SYS_waitid);
  process.start();
  Process opener([&, test = ::getpid()] {
    if (comes_true([&] { return is_in_call(test, SYS_waitid); })) gate.open();
  });
  opener.start();
  process.join();
  CHECK(process.exitcode() == 0);
  opener.join();

  Process timed(disturb, std::cref(gate), ::getpid(), SYS_ppoll);
  timed.start();
  gate.open();
  CHECK(timed.join(long_enough));
  CHECK(timed.exitcode() == 0);
  ::sigaction(SIGUSR1, &former, nullptr);
}

TEST_CASE("a child that somebody else has waited for has ended, with a code that nobody knows") {
  Process process(nothing);
  process.start();
  CHECK(::waitpid(process.pid(), nullptr, 0) == process.pid());
  CHECK_FALSE(process.is_alive());
  process.join();
  CHECK(process.join(0s));
  CHECK_FALSE(process.exitcode());

  const auto former = ::signal(SIGCHLD, SIG_IGN);
  std::vector<Process> gone;
  for (int i = 0; i < 50; ++i) gone.emplace_back(nothing).start();
  for (Process& each : gone) {
    each.join();
    CHECK_FALSE(each.is_alive());
    CHECK_FALSE(each.exitcode());
  }
  ::signal(SIGCHLD, former);
}

TEST_CASE("a process whose handle is gone is waited for all the same") {
  const Report report;
  for (int i = 0; i < 20; ++i) Process([&] { report.say("ran"); }).start();
  for (int i = 0; i < 20; ++i) CHECK(report.word() == "ran");
  CHECK(comes_true([] { return active_children().empty(); }));
  CHECK(nobody_left());
}
