// Processes of every make: born, renamed, waited for, orphaned, each told as it was.
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <set>

#include "base/problem.h"
#include "machine.h"
#include "observed.h"

using namespace procdemo::engine;

TEST_CASE("programs tell the same alone and observed, whatever processes they make") {
  for (const char* name :
       {"vfork", "spawn", "threads", "exec_chain", "daemon", "leader_exit", "static_fork", "torn"})
    same_as_alone({name});
  for (const char* mode : {"quiet", "sibling", "untraced", "thread"})
    same_as_alone({"clones", mode});
  for (const char* mode : {"zombie", "ignored", "orphan", "subreaper", "nohang", "group"})
    same_as_alone({"reaping", mode});
}

TEST_CASE(
    "a family tells the same alone and observed, in an order that is the kernel's to choose") {
  const std::string alone_told = alone({"family", "2", "3"}).out;
  const std::string told = observed({"family", "2", "3"}).output();
  CHECK(sorted_lines(without_pids(told)) == sorted_lines(without_pids(alone_told)));
}

TEST_CASE("a fork is told with both its answers, and the child's birth") {
  const Seen seen = observed({"static_fork"});
  const Event fork = one<event::Fork>(seen);
  const Event birth = one<event::Start>(seen, "P.1");
  CHECK(fork.process == "P");
  CHECK(fork.as<event::Fork>()->call == "fork");
  CHECK(fork.as<event::Fork>()->child == "P.1");
  CHECK(fork.as<event::Fork>()->child_pid == birth.pid);
  CHECK(fork.as<event::Fork>()->returned == birth.pid);
  CHECK(birth.as<event::Start>()->parent == "P");
  CHECK(birth.as<event::Start>()->returned == 0);
  CHECK(fork.seq < birth.seq);
  CHECK(one<event::Exit>(seen, "P.1").as<event::Exit>()->code == 5);
  CHECK(one<event::Reap>(seen, "P").as<event::Reap>()->child == "P.1");
  CHECK(one<event::Reap>(seen, "P").as<event::Reap>()->code == 5);
}

TEST_CASE("vfork and posix_spawn are told by the call that made the child") {
  const std::vector<Event> forks = all<event::Fork>(observed({"vfork"}));
  REQUIRE(forks.size() == 3);
  for (const Event& fork : forks) CHECK(fork.as<event::Fork>()->call == "vfork");
  const Seen spawned = observed({"spawn"});
  CHECK(all<event::Fork>(spawned).size() >= 2);
  CHECK(one<event::Exec>(spawned, "P.1").as<event::Exec>()->path == "/bin/echo");
}

TEST_CASE("threads belong to their process") {
  const Seen seen = observed({"threads", "3"});
  std::set<Name> names;
  for (const Event& event : all<event::Thread>(seen)) {
    CHECK(event.process == "P");
    names.insert(event.as<event::Thread>()->thread);
  }
  CHECK(names.size() == 3);
  for (const Name& name : names) CHECK(process_of(name) == "P");
  CHECK(one<event::Fork>(seen).process == "P");
  CHECK(all<event::Exit>(seen).size() == 2);
  CHECK(seen.outcome.processes == 2);
}

TEST_CASE("an exec keeps the process; the chain is told link by link, a failed one is not") {
  const Seen seen = observed({"exec_chain", "3"});
  const std::vector<Event> execs = all<event::Exec>(seen);
  REQUIRE(execs.size() >= 4);
  CHECK(execs.back().as<event::Exec>()->argv == std::vector<std::string>{"echo", "the last link"});
  std::set<pid_t> pids;
  for (const Event& exec : execs) pids.insert(exec.pid);
  CHECK(pids.size() == 1);
  for (const Event& exec : execs) CHECK(exec.as<event::Exec>()->path != "/no/such/program");
}

TEST_CASE("an exec by a thread that is not the leader is one process before and after") {
  const Seen seen = observed({"thread_exec"});
  CHECK(lines_of(seen) ==
        std::vector<std::string>{"before: task number is the PID: no",
                                 "after: same PID: yes, task number is the PID: yes"});
  CHECK(seen.outcome.wait_status == WaitStatus::of_exit(8));
  CHECK(one<event::Exit>(seen).process == "P");
  CHECK(seen.outcome.processes == 1);
}

TEST_CASE("a process whose leader called pthread_exit lives on, and ends once") {
  const Seen seen = observed({"leader_exit"});
  CHECK(one<event::Exit>(seen, "P").as<event::Exit>()->code == 9);
  CHECK(one<event::Exit>(seen, "P.1").as<event::Exit>()->code == 6);
  CHECK(one<event::Reap>(seen).as<event::Reap>()->code == 6);
}

TEST_CASE("a clone without SIGCHLD and a sibling clone are processes like others") {
  const Seen quiet = observed({"clones", "quiet"});
  CHECK(all<event::Fork>(quiet).size() == 2);
  CHECK(all<event::Reap>(quiet).size() == 2);
  const Seen sibling = observed({"clones", "sibling"});
  CHECK(all<event::Fork>(sibling).size() == 2);
  CHECK(all<event::Reap>(sibling, "P").size() == 2);
  CHECK(sibling.outcome.processes == 3);
}

TEST_CASE("clone3 is answered ENOSYS, and libc falls back to clone") {
  const Seen asked = observed({"clones", "clone3"});
  CHECK(lines_of(asked) == std::vector<std::string>{"clone3: ENOSYS"});
  CHECK(notes_of(asked) == std::set<std::string>{"clone3"});
}

TEST_CASE("a C library's clone3, for which it makes a clone call, is not told") {
  need_observing();
  CHECK(notes_of(observed({"threads"})).empty());
}

TEST_CASE("who asks its parent to trace it is told that procdemo does") {
  need_observing();
  const Seen seen =
      observed({"python3", "-c", "import ctypes; ctypes.CDLL(None).ptrace(0, 0, 0, 0)"});
  CHECK(notes_of(seen) == std::set<std::string>{"traced-by-parent"});
}

TEST_CASE("a program that has rights of its own runs without them, and that is told") {
  need_observing();
  if (::geteuid() != 0) SKIP_TEST("only root makes another user's program");
  const FencedProgram program("family");  // a copy
  constexpr uid_t nobody = 65534;
  REQUIRE(::chown(program.path().c_str(), nobody, nobody) == 0);
  for (const mode_t mode : {04755, 02755}) {
    REQUIRE(::chmod(program.path().c_str(), mode) == 0);
    CHECK(notes_of(observed({program.path()})).contains("set-user-id"));
  }
  REQUIRE(::chmod(program.path().c_str(), 0755) == 0);
  CHECK(!notes_of(observed({program.path()})).contains("set-user-id"));
}

TEST_CASE("32-bit calls are answered ENOSYS, and told") {
  need_32_bit_calls();
  const Seen seen = observed({"foreign_calls", "32-bit"});
  CHECK(lines_of(seen) == std::vector<std::string>{"32-bit getpid: ENOSYS", "32-bit fork: ENOSYS"});
  CHECK(seen.outcome.processes == 1);
  CHECK(one<event::Note>(seen).as<event::Note>()->note == "32-bit");
}

TEST_CASE("x32 calls are answered ENOSYS, and told") {
  const Seen seen = observed({"foreign_calls", "x32"});
  CHECK(lines_of(seen) == std::vector<std::string>{"x32 getpid: ENOSYS"});
  CHECK(one<event::Note>(seen).as<event::Note>()->note == "32-bit");
}

TEST_CASE("io_uring is answered ENOSYS, and told") {
  need_call(SYS_io_uring_setup);
  const Seen seen = observed({"foreign_calls", "io_uring"});
  CHECK(lines_of(seen) == std::vector<std::string>{"io_uring: ENOSYS"});
  CHECK(one<event::Note>(seen).as<event::Note>()->note == "io_uring");
}

TEST_CASE("a zombie is told before it is reaped, and nobody becomes one where SIGCHLD is ignored") {
  const Seen seen = observed({"reaping", "zombie"});
  const Event zombie = one<event::Zombie>(seen);
  CHECK(zombie.process == "P.1");
  CHECK(zombie.as<event::Zombie>()->parent == "P");
  CHECK(one<event::Exit>(seen, "P.1").seq < zombie.seq);
  CHECK(zombie.seq < one<event::Reap>(seen).seq);

  const Seen ignored = observed({"reaping", "ignored"});
  CHECK(all<event::Zombie>(ignored).empty());
  CHECK(all<event::Reap>(ignored).empty());
}

TEST_CASE("an orphan's new parent is the one it sees itself") {
  const Seen seen = observed({"reaping", "orphan"});
  const Event orphan = one<event::Orphan>(seen);
  CHECK(orphan.process == "P.1.1");
  const std::string told = std::to_string(orphan.as<event::Orphan>()->parent_pid);
  CHECK(lines_of(seen, "P.1.1").back() ==
        "orphan: my parent is now pid " + told + ", not the one that forked: yes");
}

TEST_CASE("an orphan whose forebear is a subreaper comes to it, and is reaped by it") {
  const Seen seen = observed({"reaping", "subreaper"});
  CHECK(one<event::Orphan>(seen, "P.1.1").as<event::Orphan>()->parent == "P");
  std::set<Name> reaped;
  for (const Event& reap : all<event::Reap>(seen, "P"))
    reaped.insert(reap.as<event::Reap>()->child);
  CHECK(reaped == std::set<Name>{"P.1", "P.1.1"});
}

TEST_CASE("waits say for whom they are") {
  const Seen nohang = observed({"reaping", "nohang"});
  const std::vector<Event> waits = all<event::Wait>(nohang, "P");
  REQUIRE(waits.size() == 3);
  CHECK(waits[0].as<event::Wait>()->target == "P.1");
  CHECK(waits[0].as<event::Wait>()->nohang);
  CHECK_FALSE(waits[1].as<event::Wait>()->nohang);
  CHECK(waits[2].as<event::Wait>()->target == "any");
  const Seen group = observed({"reaping", "group"});
  REQUIRE_FALSE(all<event::Wait>(group).empty());
  for (const Event& wait : all<event::Wait>(group))
    CHECK(wait.as<event::Wait>()->target == "group");
}

TEST_CASE("a daemon is seen to its end, after its parent ended") {
  const Seen seen = observed({"daemon"});
  CHECK(lines_of(seen, "P.1.1") ==
        std::vector<std::string>{"daemon: leads a session: no, its parent has changed: yes"});
  CHECK(one<event::Exit>(seen, "P.1").seq < one<event::Exit>(seen, "P.1.1").seq);
  CHECK(all<event::Orphan>(seen, "P.1.1").size() == 1);
}

TEST_CASE("whoever is killed while it makes processes, threads or programs has made what it made") {
  for (const char* how : {"fork", "sibling", "threads", "exec", "exit"}) {
    INFO(how);
    const Seen seen = observed({"cut_short", how});
    CHECK(lines_of(seen, "P") ==
          std::vector<std::string>{"200 ended as they should, and nobody is left"});
    CHECK(seen.outcome.limit == "");
    CHECK(all_born_ended(seen));
    std::map<Name, pid_t> born;
    for (const Event& event : all<event::Fork>(seen))
      born[event.as<event::Fork>()->child] = event.as<event::Fork>()->child_pid;
    for (const Event& event : all<event::Exit>(seen)) {
      const auto& exit = *event.as<event::Exit>();
      if (event.process != "P") CHECK(born[event.process] == event.pid);
      const bool a_child_of_P = event.process.find_last_of('.') == 1;
      if (a_child_of_P && how != std::string("exit")) CHECK(exit.signal == "SIGKILL");
      if (a_child_of_P && how == std::string("exit")) CHECK(exit.code == 7);
    }
  }
}

TEST_CASE("a shell script runs as it does alone") {
  same_as_alone({"sh", program("shell.sh")});
}

TEST_CASE(
    "Python's fork, and its multiprocessing's Process, Queue and Pool, run as they do alone") {
  for (const char* script : {"fork.py", "multiprocess.py"}) {
    const Seen seen = same_as_alone({PROCDEMO_PYTHON, program(script)});
    CHECK(all<event::Fork>(seen).size() >= 3);
  }
}

TEST_CASE("a program built with AddressSanitizer runs, and leaks are not looked for") {
  same_as_alone({"checked", "fine"});
  const Seen leak = observed({"checked", "leak"});
  CHECK(leak.outcome.wait_status.is_success());
  CHECK(leak.output(2) == "");
  ::unsetenv("ASAN_OPTIONS");  // Meson sets it, and has a report end in SIGABRT
  const Seen overflow = observed({"checked", "overflow"});
  CHECK(overflow.outcome.wait_status == WaitStatus::of_exit(1));
  CHECK(overflow.output(2).find("heap-buffer-overflow") != std::string::npos);
}

TEST_CASE("the variable that keeps LeakSanitizer from looking is for programs that have it alone") {
  const std::vector<std::string> print = {"/usr/bin/printenv", "ASAN_OPTIONS", "LSAN_OPTIONS"};
  std::vector<std::string> executes = {"checked", "executes"};
  executes.insert(executes.end(), print.begin(), print.end());
  ::unsetenv("LSAN_OPTIONS");
  same_as_alone(print);
  same_as_alone(executes);
  ::setenv("LSAN_OPTIONS", "verbosity=0", 1);
  same_as_alone(executes);
  ::unsetenv("LSAN_OPTIONS");
  for (const char* how : {"checked leak", "sh -c 'checked leak'"}) {
    const std::string there = "cd " + std::string(PROCDEMO_PROGRAMS) + "; PATH=.:$PATH; ";
    const Seen seen = observed({"sh", "-c", there + how});
    CHECK(seen.outcome.wait_status.is_success());
    CHECK(seen.output(2) == "");
  }
}

TEST_CASE("a program that is itself a debugger gets refusals, and ends") {
  const Seen seen = observed({"debugger"});
  CHECK(lines_of(seen) == std::vector<std::string>{"PTRACE_TRACEME: EPERM",
                                                   "child that asks: exited 3",
                                                   "PTRACE_ATTACH: EPERM", "child: exited 4",
                                                   "PTRACE_SEIZE: EPERM", "child: exited 4"});
}

TEST_CASE("a command that cannot run is a problem with env's statuses") {
  need_observing();
  CHECK(Running({"/no/such/command"}, {}).finish().trouble == "Problem 127");
  CHECK(Running({"/tmp"}, {}).finish().trouble == "Problem 126");
  CHECK(Running({program("fork.py")}, {}).finish().trouble == "Problem 126");
}

TEST_CASE("numbers of the end agree with the events") {
  const Seen seen = observed({"family", "3", "2"});
  const Event summary = one<event::Summary>(seen);
  CHECK(summary.seq == seen.events.size());
  CHECK(seen.outcome.events == static_cast<std::int64_t>(seen.events.size()));
  CHECK(summary.as<event::Summary>()->processes == 13);
  CHECK(all<event::Start>(seen).size() == 13);
  CHECK(all<event::Exit>(seen).size() == 13);
  CHECK(all<event::Reap>(seen).size() == 12);
  CHECK(seen.outcome.peak == 3);
}
