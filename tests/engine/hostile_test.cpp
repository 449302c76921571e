// What a program tries against who observes it, by every door: refused, and told.
#include <sys/wait.h>

#include <csignal>
#include <set>

#include "base/child.h"
#include "machine.h"
#include "observed.h"
#include "world/janitor.h"

using namespace procdemo::engine;

namespace {

// As whoever runs the tests, and as a user without rights.
std::vector<How> users() {
  How ordinary;
  ordinary.fenced = true;
  return {How{}, ordinary};
}

void check_refused(const std::vector<std::string>& names, const std::string& answer,
                   const std::set<std::string>& notes) {
  const FencedProgram hostile("hostile");
  for (const How& how : users()) {
    for (const std::string& name : names) {
      INFO(name << (how.fenced ? " as an ordinary user" : ""));
      const Seen seen = observed({hostile.path(), name}, how);
      CHECK(lines_of(seen) == std::vector<std::string>{name + ": " + answer});
      CHECK(notes_of(seen) == notes);
      CHECK(seen.outcome.signal == 0);
    }
  }
}

// A process that has nothing to do with the run: another program, or it would be taken for one of
// procdemo's own.
Child start_stranger() {
  Pipe until_exec = Pipe::make();
  Child stranger = Child::run(kill_at_once, [] {
    ::execlp("sleep", "sleep", "1000", nullptr);
    return 127;
  });
  until_exec.write_end.reset();
  char byte;
  REQUIRE(::read(until_exec.read_end.get(), &byte, 1) == 0);
  return stranger;
}

}  // namespace

TEST_CASE("no signal reaches the observer") {
  check_refused(
      {"kill", "kill0", "tkill", "tgkill", "sigqueue", "tgsigqueue", "pidfd", "pidfd-folder"},
      "EPERM", {"procdemo"});
  check_refused({"pidfd-swapped"}, "done", {"procdemo"});
}

TEST_CASE("no signal reaches the observer's helpers") {
  const Janitor janitor;  // one is there, also where a run of this user has none
  check_refused({"janitor", "reader"}, "EPERM", {"procdemo"});
}

TEST_CASE("numbers that no process or group can have get the kernel's own answer") {
  check_refused({"kill-least", "setown-ex-minus"}, "ESRCH", {});
  check_refused({"setown-least"}, "EINVAL", {});
}

TEST_CASE("a process of the run may be asked for its descriptors, where nobody could swap it") {
  check_refused({"childs-descriptor"}, "done", {});
  check_refused({"childs-descriptor-beside"}, "EPERM", {"outside"});
}

TEST_CASE("what goes through a descriptor that procdemo may not look at is refused, and told") {
  need_ordinary_user();
  How ordinary;
  ordinary.fenced = true;
  const FencedProgram hostile("hostile");
  for (const std::string door : {"hidden-descriptor", "hidden-signal"}) {
    const Seen seen = observed({hostile.path(), door}, ordinary);
    CHECK(lines_of(seen) == std::vector<std::string>{door + ": EPERM"});
    CHECK(notes_of(seen) == std::set<std::string>{"hidden"});
  }
}

TEST_CASE("no descriptor's signals come to the observer, or to its group") {
  check_refused({"setown", "setown-group", "setown-ex", "setown-ex-thread", "setown-ex-group",
                 "fiosetown", "siocspgrp"},
                "EPERM", {"procdemo"});
}

TEST_CASE("the observer is neither traced nor slowed down, and its memory is its own") {
  check_refused({"attach", "seize", "vm-write", "limit", "priority", "priority-group", "scheduler",
                 "affinity", "io-priority", "keyring"},
                "EPERM", {"procdemo"});
  check_refused({"descriptor"}, "EPERM", {"outside"});
  check_refused({"memory"}, "EACCES", {});
}

TEST_CASE("nobody slows all of the observer's user, by whatever number he is called") {
  const FencedProgram hostile("hostile");
  for (const How& how : users()) {
    for (const std::string name : {"priority-user", "priority-user-mapped"}) {
      INFO(name << (how.fenced ? " as an ordinary user" : ""));
      const Seen seen = observed({hostile.path(), name}, how);
      if (seen.outcome.wait_status == WaitStatus::of_exit(77)) SKIP_TEST("no PID namespaces here");
      CHECK(lines_of(seen) == std::vector<std::string>{name + ": EPERM"});
      CHECK(notes_of(seen) == std::set<std::string>{"procdemo"});
    }
  }
}

TEST_CASE("the user's terminal is not held up, hung up, locked, or taken from its session") {
  check_refused({"tcflow", "terminal-hangup", "terminal-lock", "vhangup"}, "EPERM",
                {"terminal-input"});
  if (::geteuid() != 0) SKIP_TEST("only root can take a terminal from another session");
  const Seen seen = observed({"hostile", "terminal-away"});
  CHECK(lines_of(seen) == std::vector<std::string>{"terminal-away: EPERM"});
  CHECK(notes_of(seen) == std::set<std::string>{"terminal-input"});
  const Seen wide = observed({"wide", "terminal"});
  CHECK(lines_of(wide) == std::vector<std::string>{"terminal: EPERM"});
  CHECK(notes_of(wide) == std::set<std::string>{"terminal-input"});
}

TEST_CASE("what cannot be observed, and what would put input into a terminal, is refused") {
  check_refused({"aio"}, "ENOSYS", {"aio"});
  check_refused({"userfaultfd"}, "ENOSYS", {"userfaultfd"});
  check_refused({"secret"}, "ENOSYS", {"secret-memory"});
  check_refused({"tiocsti"}, "EIO", {"terminal-input"});
  check_refused({"tioclinux"}, "ENOTTY", {"terminal-input"});
  check_refused({"mount", "mount-magic", "fsopen", "fanotify", "freeze"}, "EPERM", {"fuse"});
  check_refused({"lease"}, "EINVAL", {"fuse"});
  check_refused({"ring"}, "ENOSYS", {"io_uring"});
  check_refused({"notice"}, "EPERM", {"listener"});
}

TEST_CASE("no bits that the kernel does not look at hide a call") {
  const auto told = [](const Seen& seen) { return lines_of(seen).at(0); };
  if (told(observed({"wide", "known"})) != "known: done")
    SKIP_TEST("this kernel takes no number of a call that is wider than 32 bits");
  for (const How& how : {How{}, ordered()}) {
    for (const std::string door : {"kill", "kill-negative", "setown-ex"}) {
      const Seen seen = observed({"wide", door}, how);
      CHECK(told(seen) == door + ": EPERM");
      CHECK(notes_of(seen) == std::set<std::string>{"procdemo"});
    }
    for (const std::string door : {"clone", "clone-negative"}) {
      const Seen seen = observed({"wide", door}, how);
      CHECK(told(seen) == door + ": done");
      CHECK(seen.outcome.processes == 2);
    }
  }
}

TEST_CASE("nobody in a run writes to a control group") {
  if (lines_of(observed({"hostile", "cgroup-there"})) !=
      std::vector<std::string>{"cgroup-there: done"}) {
    SKIP_TEST("no control group that this user may write to");
  }
  for (const How& how : {How{}, ordered()}) {
    for (const std::string door : {"cgroup", "cgroup-placed", "cgroup-moved"}) {
      const Seen seen = observed({"hostile", door}, how);
      CHECK(lines_of(seen) == std::vector<std::string>{door + ": EPERM"});
      CHECK(notes_of(seen) == std::set<std::string>{"cgroup"});
    }
  }
}

TEST_CASE("a process outside the run may be signalled, but neither traced nor written into") {
  const Child stranger = start_stranger();
  const std::string pid = std::to_string(stranger.pid());
  for (const How& how : {How{}, ordered()}) {
    const Seen asked = observed({"hostile", "kill0", pid}, how);
    CHECK(lines_of(asked) == std::vector<std::string>{"kill0: done"});
    CHECK(notes_of(asked).empty());
    for (const std::string door : {"attach", "seize", "descriptor", "vm-write"}) {
      const Seen seen = observed({"hostile", door, pid}, how);
      CHECK(lines_of(seen) == std::vector<std::string>{door + ": EPERM"});
      CHECK(notes_of(seen) == std::set<std::string>{"outside"});
    }
  }
}

TEST_CASE("signals by descriptor are the same observed as alone") {
  same_as_alone({"pidfd_signals"});
  same_as_alone({"pidfd_signals"}, ordered());
}

TEST_CASE("what procdemo cannot read is not written, and told") {
  for (const bool terminal : {true, false}) {
    INFO((terminal ? "a terminal" : "a pipe"));
    How how;
    how.settings.terminal = terminal;
    const std::vector<std::string> nothing = {"write: EFAULT",
                                              terminal ? "writev: EFAULT" : "first writev: 6",
                                              "writev of it alone: EFAULT", "pieces: EFAULT"};
    const Seen missing = terminal ? same_as_alone({"unreadable", "missing"})
                                  : observed({"unreadable", "missing"}, how);
    CHECK(lines_of(missing) == nothing);
    CHECK(notes_of(missing).empty());
    const Seen seen = observed({"unreadable", "vvar"}, how);
    if (seen.outcome.wait_status == WaitStatus::of_exit(77)) SKIP_TEST("no [vvar] here");
    CHECK(lines_of(seen) == nothing);
    CHECK(notes_of(seen) == std::set<std::string>{"unreadable"});
  }
}
