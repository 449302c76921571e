// Parents, children, siblings and daemons.
#include <poll.h>
#include <pthread.h>
#include <sys/wait.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <thread>

#include "catch.h"
#include "multiprocess/process.h"
#include "multiprocess/relatives.h"

using namespace multiprocess;
using namespace multiprocess::test;
using procdemo::base::Fd;
using procdemo::base::open_process;

namespace {

class Clock : public Process {
 public:
  explicit Clock(const Report& report) : report_(&report) {}
  void run() override { report_->say(name() + (is_alive() ? " runs" : " does not run")); }

 private:
  const Report* report_;
};

class Named : public Process {
 public:
  Named() : Process({.name = "named"}) {}
};

template <class Type>
class Typed : public Process {};

std::string last_part(const std::string& name) {
  return name.substr(name.find_last_of("-:") + 1);
}

// What a parent does whose daemon reports its PID; both wait at the gate.
void have_daemon(const Report& report, const Gate& gate, const std::function<void()>& more) {
  Process daemon({.daemon = true}, [&] {
    more();
    report.say(::getpid());
    gate.wait();
  });
  daemon.start();
  gate.wait();
}

// From now on the kernel reaps what this process starts, and fork returns when that is done.
void bury_children_at_once() {
  ::signal(SIGCHLD, SIG_IGN);
  ::pthread_atfork(
      nullptr,
      [] {
        while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR) continue;
      },
      nullptr);
}

}  // namespace

TEST_CASE("a class that overrides run needs no target, and names its processes") {
  const Report report;
  Clock clock(report);
  CHECK(clock.name().starts_with("Clock-"));
  const std::string name = clock.name();
  std::vector<Clock> clocks;
  clocks.push_back(std::move(clock));
  clocks[0].start();
  clocks[0].join();
  CHECK(report.word() == name + " runs");
  CHECK(clocks[0].exitcode() == 0);
  CHECK(Named().name() == "named");
  CHECK(Typed<std::vector<std::string>>().name().starts_with("Typed-"));
}

TEST_CASE("names count the processes that one process makes, and tell its ancestry") {
  Process first, second;
  CHECK(first.name().starts_with("Process-"));
  CHECK(std::stoi(last_part(second.name())) == std::stoi(last_part(first.name())) + 1);
  second.set_name("other");
  CHECK(second.name() == "other");

  const Report report;
  Process outer([&] {
    report.say(current_process().name());
    Process inner([&] { report.say(current_process().name()); });
    inner.start();
  });
  outer.start();
  outer.join();
  CHECK(report.word() == outer.name());
  CHECK(report.word() == outer.name() + ":1");
}

TEST_CASE("a process knows itself and its parent") {
  CHECK(current_process().name() == "MainProcess");
  CHECK(current_process().pid() == ::getpid());
  CHECK(current_process().is_alive());
  CHECK_FALSE(parent_process());

  const Report report;
  Process process({.name = "child"}, [&] {
    report.say(current_process().name());
    report.say(current_process().pid());
    report.say(parent_process()->name());
    report.say(parent_process()->pid());
    report.say(parent_process()->is_alive() ? "alive" : "dead");
    report.say(parent_process()->join(std::chrono::seconds(0)) ? "ended" : "goes on");
  });
  process.start();
  process.join();
  CHECK(report.word() == "child");
  CHECK(report.number() == process.pid());
  CHECK(report.word() == "MainProcess");
  CHECK(report.number() == ::getpid());
  CHECK(report.word() == "alive");
  CHECK(report.word() == "goes on");
}

TEST_CASE("a child may wait for its parent's end") {
  const Report report;
  Process parent([&] {
    Process child([&] {
      parent_process()->join();
      report.say(parent_process()->is_alive() ? "alive" : "dead");
      report.say(parent_process()->exitcode() ? "a code" : "no code");
    });
    child.start();
    ::raise(SIGKILL);
  });
  parent.start();
  parent.join();
  CHECK(report.word() == "dead");
  CHECK(report.word() == "no code");
}

TEST_CASE("active children are those that have not ended, oldest first") {
  CHECK(active_children().empty());
  const Gate first_gate, others;
  Process first({.name = "first"}, [&] { first_gate.wait(); });
  Process second({.name = "second"}, [&] { others.wait(); });
  Process third({.name = "third"}, [&] { others.wait(); });
  for (Process* process : {&first, &second, &third}) process->start();
  CHECK(active_children().size() == 3);
  first_gate.open();
  first.join();
  const std::vector<Process> alive = active_children();
  REQUIRE(alive.size() == 2);
  CHECK(alive[0].name() == "second");
  CHECK(alive[1].pid() == third.pid());
  others.open(2);
  for (Process& process : active_children()) process.join();
  CHECK(second.exitcode() == 0);
  CHECK(active_children().empty());
}

TEST_CASE("siblings have the same number of descriptors") {
  const Report report;
  const Gate gate;
  std::vector<Process> processes;
  for (int i = 0; i < 10; ++i) {
    processes.emplace_back([&] {
      report.say(count_descriptors());
      gate.wait();
    });
    processes.back().start();
    if (i == 5) {
      gate.open();
      REQUIRE(
          comes_true([] { return active_children().size() == 5; }));  // one is joined, not closed
    }
  }
  const long first = report.number();
  for (int i = 1; i < 10; ++i) CHECK(report.number() == first);
  gate.open(9);
  for (Process& process : processes) process.join();
}

TEST_CASE("a child that fork itself made has no share in its parent's children") {
  const Gate gate;
  Process process([&] { gate.wait(); });
  process.start();
  const long own = count_descriptors();
  const pid_t forked = ::fork();
  if (forked == 0) {
    const bool fine = active_children().empty() && count_descriptors() == own - 1 &&
                      current_process().pid() == ::getpid();
    ::_exit(fine ? 0 : 1);
  }
  int status = -1;
  ::waitpid(forked, &status, 0);
  CHECK(status == 0);
  gate.open();
  process.join();
  CHECK(process.exitcode() == 0);
}

TEST_CASE("a process does not end before its children") {
  const Report report;
  const Gate gate;
  Process outer([&] {
    Process inner([&] { gate.wait(); });
    inner.start();
    report.say(inner.pid());
  });
  outer.start();
  const Fd inner = open_process(static_cast<pid_t>(report.number()));
  REQUIRE(inner);
  REQUIRE(comes_true([&] { return is_in_call(outer.pid(), SYS_waitid); }));
  CHECK(outer.is_alive());
  gate.open();
  outer.join();
  CHECK(procdemo::base::await_end(inner, std::chrono::milliseconds(0)));
  CHECK(outer.exitcode() == 0);
}

TEST_CASE("processes nest") {
  const Report report;
  std::function<void(int)> descend = [&](int depth) {
    report.say(current_process().name());
    if (depth == 0) return;
    Process deeper(descend, depth - 1);
    deeper.start();
    deeper.join();
    if (deeper.exitcode() != 0) ::_exit(1);
  };
  Process process({.name = "root"}, descend, 4);
  process.start();
  process.join();
  CHECK(process.exitcode() == 0);
  CHECK(report.word() == "root");
  for (const std::string end : {":1", ":1:1", ":1:1:1", ":1:1:1:1"})
    CHECK(report.word().ends_with(end));
}

TEST_CASE("daemons end with their parent") {
  const PlainSignals plain;
  const Report report;
  const Gate gate, never;
  Process parent([&] { have_daemon(report, gate, [] {}); });
  parent.start();
  const Fd daemon = open_process(static_cast<pid_t>(report.number()));
  REQUIRE(daemon);
  SECTION("that returns") {
    gate.open(2);  // either of them may take the first
    parent.join();
  }
  SECTION("that is killed") {
    parent.kill();
    parent.join();
  }
  CHECK(ends(daemon));
}

TEST_CASE("a daemon outlives the thread that started it, but not the process") {
  const PlainSignals plain;
  const Report report;
  const Gate gate, end_of_parent;
  Process parent([&] {
    std::thread([&] {
      report.say(::gettid());
      Process daemon({.daemon = true}, [&] {
        report.say(::getpid());
        gate.wait();
        report.say("lives");
        for (;;) ::pause();
      });
      daemon.start();
    }).join();
    end_of_parent.wait();
  });
  parent.start();
  const auto thread = static_cast<pid_t>(report.number());
  const auto pid = static_cast<pid_t>(report.number());
  const Fd daemon = open_process(pid);
  REQUIRE(daemon);
  CHECK(comes_true(
      [&] { return !std::ranges::count(procdemo::base::tasks_of(parent.pid()), thread); }));
  gate.open();
  CHECK(report.word() == "lives");
  CHECK(procdemo::base::proc_stat(pid)->ppid == parent.pid());
  SECTION("that is killed") {
    parent.kill();
  }
  SECTION("that returns") {
    end_of_parent.open();
  }
  parent.join();
  CHECK(ends(daemon));
}

TEST_CASE("a daemon whose parent was killed before it knew ends all the same") {
  const Report report;
  for (int i = 0; i < 50; ++i) {
    Process parent([&] {
      std::vector<Process> daemons;
      for (int n = 0; n < 3; ++n) {
        daemons.emplace_back(ProcessOptions{.daemon = true}, [] {
          for (;;) ::pause();
        });
        daemons.back().start();
        report.say(daemons.back().pid());
      }
      ::raise(SIGKILL);
    });
    parent.start();
    std::vector<Fd> daemons;
    for (int n = 0; n < 3; ++n)
      daemons.push_back(open_process(static_cast<pid_t>(report.number())));
    parent.join();
    CHECK(parent.exitcode() == -SIGKILL);
    for (const Fd& daemon : daemons) CHECK((!daemon || ends(daemon)));
  }
}

TEST_CASE("a daemon's children are daemons") {
  const PlainSignals plain;
  const Report report;
  const Gate gate;
  Process parent([&] {
    have_daemon(report, gate, [&] {
      Process other({.name = "other", .daemon = false}, [] {});
      try {
        other.start();
      } catch (const std::logic_error& error) {
        report.say(error.what());
      }
      Process heir([&] { gate.wait(); });
      heir.start();
      report.say(heir.daemon() ? "daemon" : "no daemon");
      report.say(heir.pid());
    });
  });
  parent.start();
  CHECK(report.word() == "other must be a daemon: it would outlive the daemon that starts it");
  CHECK(report.word() == "daemon");
  const Fd heir = open_process(static_cast<pid_t>(report.number()));
  REQUIRE(heir);
  CHECK(report.number() > 0);
  parent.kill();
  parent.join();
  CHECK(ends(heir));
}

TEST_CASE("a child that was gone before it could be watched has ended") {
  const PlainSignals plain;
  const Report report;
  Process careless([&] {
    bury_children_at_once();
    Process gone(::_exit, 3), daemon({.daemon = true}, ::_exit, 3);
    gone.start();
    daemon.start();
    gone.terminate();
    gone.kill();
    pollfd end{gone.sentinel(), POLLIN, 0};
    report.say(::poll(&end, 1, 0) == 1 ? "readable" : "not readable");
    report.say(gone.is_alive() || gone.exitcode() ? "alive" : "ended");
    daemon.terminate();
  });
  careless.start();
  careless.join();
  CHECK(careless.exitcode() == 0);
  report.say("end");
  CHECK(report.word() == "readable");
  CHECK(report.word() == "ended");
}

TEST_CASE("a daemon that was gone before it could be watched ends with its parent") {
  const PlainSignals plain;
  Process careless([] {
    bury_children_at_once();
    Process daemon({.daemon = true}, ::_exit, 3);
    daemon.start();
  });
  careless.start();
  careless.join();
  CHECK(careless.exitcode() == 0);
}

TEST_CASE("a parent that was gone before it could be watched can be signalled in vain") {
  const Report report;
  const Gate gate;
  Process parent([&] {
    Process child([&] {
      gate.wait();
      parent_process()->terminate();
      report.say(parent_process()->is_alive() ? "alive" : "dead");
    });
    child.start();
    ::raise(SIGKILL);
  });
  parent.start();
  parent.join();
  gate.open();
  CHECK(report.word() == "dead");
}

TEST_CASE("threads may start processes at once, and share one") {
  std::vector<std::thread> threads;
  std::atomic<int> sum = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 10; ++round) {
        Process process([i] { ::_exit(i); });
        process.start();
        process.join();
        sum += process.exitcode().value();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(sum == 10 * (0 + 1 + 2 + 3));

  const Gate gate;
  Process shared([&] { gate.wait(); });
  shared.start();
  threads.clear();
  for (int i = 0; i < 4; ++i) threads.emplace_back([&] { shared.join(); });
  CHECK(shared.is_alive());
  gate.open();
  for (std::thread& thread : threads) thread.join();
  CHECK(shared.exitcode() == 0);
}
