// Signals, stops and interrupted calls: a program gets what it would get alone.
#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>

#include <csignal>
#include <set>

#include "base/child.h"
#include "base/signal_mask.h"
#include "machine.h"
#include "observed.h"
#include "setting.h"
#include "world/terminal/foreground.h"

using namespace procdemo::engine;

namespace {

// A process in the observer's group that is not of the run: it ends only by a signal, or by us.
class Bystander {
 public:
  explicit Bystander(pid_t group)
      : child_(Child::run(kill_at_once, []() -> int {
          end_with_the_test();
          reset_signals();
          for (;;) ::pause();
        })) {
    ::setpgid(child_.pid(), group);
  }
  bool lives() { return !child_.try_wait(); }

 private:
  Child child_;
};

// A terminal of which the test is the keyboard.
class Keyboard {
 public:
  Keyboard() {
    need_terminals();
    int master, slave;
    check("openpty", ::openpty(&master, &slave, nullptr, nullptr, nullptr));
    ::fcntl(master, F_SETFD, FD_CLOEXEC);
    ::fcntl(slave, F_SETFD, FD_CLOEXEC);
    keys_ = Fd(master);
    terminal_ = Fd(slave);
  }
  int terminal() const { return terminal_.get(); }
  void press(char key) const { write_all(keys_.get(), std::string(1, key)); }
  void unplug() { keys_.reset(); }

 private:
  Fd keys_, terminal_;
};

bool is_interrupt(const Event& event) {
  const auto* signal = event.as<event::Signal>();
  return signal && signal->signal == "SIGINT";
}

}  // namespace

TEST_CASE("handlers, values, faults and deaths are the same observed as alone") {
  const Seen seen = same_as_alone({"signals"});
  CHECK(seen.outcome.wait_status.is_success());
}

TEST_CASE("a call that a dying child interrupts, or not, says the same observed as alone") {
  for (const char* how : {"default", "ignored", "caught", "restart"})
    same_as_alone({"interrupted", how});
}

TEST_CASE("stops and continues are seen by the parent as they are alone") {
  const Seen seen = observed({"stop"});
  CHECK(sorted_lines(seen.output()) == sorted_lines(alone({"stop"}).out));
  const std::vector<std::string> told = lines_of(seen, "P");
  CHECK(told == std::vector<std::string>{"stopped SIGSTOP", "continued", "stopped SIGTSTP",
                                         "continued", "stopped SIGSTOP", "killed SIGKILL",
                                         told.back()});
  CHECK(one<event::Exit>(seen, "P.1").as<event::Exit>()->signal == "SIGKILL");
}

TEST_CASE("a signal's sender is told by name") {
  const Seen seen = observed({"signals"});
  std::set<std::string> came;
  for (const Event& event : all<event::Signal>(seen, "P")) {
    const auto& signal = *event.as<event::Signal>();
    came.insert(signal.signal);
    INFO(signal.signal);
    if (signal.signal == "SIGUSR1") CHECK(signal.from == "P.1");
    if (signal.signal == "SIGUSR2") CHECK(signal.from == "P");
    if (signal.signal == "SIGSEGV") CHECK(signal.from == "kernel");
  }
  for (const char* each : {"SIGUSR1", "SIGUSR2", "SIGSEGV"}) CHECK(came.contains(each));
  REQUIRE_FALSE(all<event::Kill>(seen, "P.1").empty());
  const Event kill = all<event::Kill>(seen, "P.1").front();
  CHECK(kill.as<event::Kill>()->signal == "SIGUSR1");
  CHECK(kill.as<event::Kill>()->target == "P");
}

TEST_CASE("kill(0) and kill(-pgid) reach the run's processes of the group, and nobody else") {
  for (const char* which : {"zero", "group"}) {
    Running running({"kill_many", which}, {});
    Bystander bystander(running.observer());
    const Seen seen = running.finish();
    INFO(which);
    CHECK(seen.trouble == "");
    CHECK(bystander.lives());
    const bool zero = std::string(which) == "zero";
    const std::string reached = "killed SIGTERM", missed = "killed SIGKILL";
    CHECK(lines_of(seen, "P") ==
          std::vector<std::string>{"kill: 0", "child 1: " + (zero ? reached : missed),
                                   "child 2: " + (zero ? reached : missed),
                                   "child 3: " + (zero ? missed : reached), "nobody: ESRCH"});
  }
}

TEST_CASE("kill(0) by one that does not ignore it ends itself with its group, and is said once") {
  Running running({"kill_many", "zero-all"}, {});
  Bystander bystander(running.observer());
  Seen seen = running.finish();
  CHECK(bystander.lives());
  CHECK(seen.outcome.wait_status == WaitStatus::of_signal(SIGTERM));
  CHECK(one<event::Exit>(seen, "P").as<event::Exit>()->signal == "SIGTERM");
  CHECK(one<event::Note>(seen).as<event::Note>()->note == "kill-group");
}

// Inside a fence: were the observer to let it through, it would reach all that we may signal.
TEST_CASE("kill(-1) reaches exactly the other processes of the run") {
  need_root();  // who can become a user with no other process
  How how;
  how.fenced = true;
  const FencedProgram kill_many("kill_many");
  const Seen seen = observed({kill_many.path(), "everyone"}, how);
  CHECK(lines_of(seen, "P") ==
        std::vector<std::string>{"kill: 0", "child 1: killed SIGTERM", "child 2: killed SIGTERM",
                                 "child 3: killed SIGTERM", "nobody: ESRCH"});
  CHECK(one<event::Kill>(seen, "P").as<event::Kill>()->target == "everyone");
}

TEST_CASE("Ctrl-C is the program's first; a second one ends the run") {
  const Keyboard keyboard;
  How how;
  how.terminal_fd = keyboard.terminal();
  Running running({"endless", "patient"}, how);
  REQUIRE(running.until([](const Event& event) { return event.as<event::Line>() != nullptr; }));
  keyboard.press('C' - '@');
  REQUIRE(running.until(is_interrupt));
  CHECK(running.events().back().as<event::Signal>()->from == "terminal");
  keyboard.press('C' - '@');
  const Seen seen = running.finish();
  CHECK(seen.trouble == "");
  CHECK(seen.outcome.interrupted);
  CHECK(seen.outcome.signal == SIGINT);
  CHECK(seen.outcome.survivors == 0);
}

TEST_CASE("a program that Ctrl-C ends is told as ended by it") {
  const Keyboard keyboard;
  How how;
  how.terminal_fd = keyboard.terminal();
  Running running({"endless", "pause"}, how);
  REQUIRE(running.until([](const Event& event) { return event.as<event::Line>() != nullptr; }));
  keyboard.press('C' - '@');
  const Seen seen = running.finish();
  CHECK(one<event::Exit>(seen).as<event::Exit>()->signal == "SIGINT");
  CHECK(seen.outcome.interrupted);
  CHECK(seen.outcome.signal == 0);
}

TEST_CASE("a program that takes the terminal's foreground stops nobody") {
  const Keyboard keyboard;
  How how;
  how.terminal_fd = keyboard.terminal();
  how.settings.limits.seconds = 0.5;
  Running running({"foreground", "stay"}, how);
  const Seen seen = running.finish();
  CHECK(seen.trouble == "");
  CHECK(lines_of(seen) == std::vector<std::string>{"foreground: 0"});
  CHECK(seen.outcome.limit == "seconds");
}

TEST_CASE("a terminal's foreground that was left to nobody is given back") {
  const Keyboard keyboard;
  const pid_t leader = ::fork();
  if (leader == 0) {
    ::setsid();
    ::ioctl(keyboard.terminal(), TIOCSCTTY, 0);
    const SignalMask background(signal_set({SIGTTOU}));
    bool taken = false;
    {
      const Foreground foreground;
      const pid_t taker = ::fork();
      if (taker == 0) {
        ::setpgid(0, 0);
        ::_exit(::tcsetpgrp(keyboard.terminal(), ::getpgrp()) == 0 ? 0 : 1);
      }
      ::waitpid(taker, nullptr, 0);
      taken = ::tcgetpgrp(keyboard.terminal()) == taker;
    }
    ::_exit(taken && ::tcgetpgrp(keyboard.terminal()) == ::getpgrp() ? 0 : 1);
  }
  int status = 0;
  ::waitpid(leader, &status, 0);
  CHECK(status == 0);
}

TEST_CASE("P leads a group, and who is left behind in it is hung up when stopped, as alone") {
  // A group is no orphan where somebody of its session is its processes' parent, and theirs is 1.
  if (::getsid(1) == ::getsid(0))
    SKIP_TEST("process 1 is of this session: no group of it is orphaned");
  const Seen seen = same_as_alone({"groups"});
  CHECK(lines_of(seen) == std::vector<std::string>{"P: leads a group 1, setsid EPERM",
                                                   "child: leads a group 0, setsid a session",
                                                   "hung up"});
}

TEST_CASE("a terminal that goes away ends the run") {
  How how;
  Keyboard keyboard;
  how.terminal_fd = keyboard.terminal();
  Running running({"endless", "stubborn"}, how);
  REQUIRE(running.until([](const Event& event) { return event.as<event::Line>() != nullptr; }));
  keyboard.unplug();
  running.until([](const Event& event) { return event.as<event::Summary>() != nullptr; });
  CHECK(running.alive().empty());
  CHECK(running.finish().outcome.signal == SIGHUP);
}
