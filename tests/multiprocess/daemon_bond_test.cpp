// Daemons and the threads of their parents.
#include <sys/syscall.h>
#include <unistd.h>

#include <thread>

#include "base/procfs.h"
#include "catch.h"
#include "multiprocess/manager.h"
#include "multiprocess/process.h"
#include "multiprocess/processes/daemon_bond.h"
#include "multiprocess/relatives.h"

using namespace multiprocess;
using namespace multiprocess::test;
using procdemo::base::Fd;
using procdemo::base::open_process;

namespace daemon_bond_test {

// The parent goes on when the thread that started a daemon has ended. `body` is the daemon's.
class ParentWithThread {
 public:
  explicit ParentWithThread(const std::function<void()>& body)
      : parent_([this, body] {
          pid_t task = 0;
          std::thread([&] {
            Process daemon({.daemon = true}, [&] {
              report_.say(::getpid());
              body();
            });
            daemon.start();
            task = ::gettid();
            thread_.wait();
          }).join();
          // Joined, it may still be on its way out: only then is its end told to its children.
          while (::access(("/proc/self/task/" + std::to_string(task)).c_str(), F_OK) == 0) continue;
          report_.say("the thread has ended");
          end_.wait();
        }) {
    parent_.start();
    daemon_ = static_cast<pid_t>(report_.number());
  }

  pid_t daemon() const { return daemon_; }
  void end_thread() {
    thread_.open();
    while (report_.word() != "the thread has ended") continue;
  }
  Process& process() { return parent_; }

 private:
  const Report report_;
  const Gate thread_, end_;
  Process parent_;
  pid_t daemon_ = 0;
};

}  // namespace daemon_bond_test

using daemon_bond_test::ParentWithThread;

TEST_CASE("a daemon's sleep is not cut short by the end of the thread that started it") {
  ParentWithThread parent([] { ::sleep(1'000); });
  CHECK(comes_true([&] { return is_in_call(parent.daemon(), SYS_clock_nanosleep); }));
  parent.end_thread();
  // A signal that came to it is pending, or has taken it out of its sleep.
  const auto status = procdemo::base::proc_status(parent.daemon());
  REQUIRE(status);
  CHECK(status->coming() == 0);
  CHECK(is_in_call(parent.daemon(), SYS_clock_nanosleep));
  parent.process().kill();
  parent.process().join();
}

TEST_CASE("a daemon of a thread ends with the process, whatever program it has become") {
  ParentWithThread parent([] { ::execlp("sleep", "sleep", "1000", nullptr); });
  const Fd daemon = open_process(parent.daemon());
  REQUIRE(daemon);
  CHECK(comes_true([&] {
    return procdemo::base::read_file("/proc/" + std::to_string(parent.daemon()) + "/comm") ==
           "sleep\n";
  }));
  parent.end_thread();
  CHECK_FALSE(procdemo::base::await_end(daemon, std::chrono::milliseconds(0)));
  parent.process().kill();
  parent.process().join();
  CHECK(ends(daemon));
}

TEST_CASE("siblings that live on keep no daemon of a thread alive") {
  const Report report;
  const Gate never;
  Process parent([&] {
    std::thread([&] {
      Process daemon({.daemon = true}, [&] {
        report.say(::getpid());
        for (;;) ::pause();
      });
      daemon.start();
      if (::fork() == 0) {
        report.say("forked");
        never.wait();
        ::_exit(0);
      }
      for (;;) ::pause();
    }).join();
  });
  parent.start();
  std::string one = report.word(), other = report.word();
  const Fd daemon = open_process(std::stoi(one == "forked" ? other : one));
  REQUIRE(daemon);
  parent.kill();
  parent.join();
  CHECK(ends(daemon));
}

TEST_CASE("a daemon whose parent has closed its files already ends as well") {
  const PlainSignals plain;
  Process late([] {
    procdemo::base::Pipe bond = procdemo::base::Pipe::make();
    bond.write_end.reset();
    end_with_parent({::getppid(), false, bond.read_end.get()});
  });
  late.start();
  late.join();
  CHECK(late.exitcode() == -SIGKILL);
}

TEST_CASE("a manager that a thread has made ends with the process") {
  const Report report;
  Process parent([&] {
    std::thread([&] {
      const Manager manager;
      report.say(manager.process().pid());
      for (;;) ::pause();
    }).join();
  });
  parent.start();
  const Fd manager = open_process(static_cast<pid_t>(report.number()));
  REQUIRE(manager);
  parent.kill();
  parent.join();
  CHECK(ends(manager));
}
