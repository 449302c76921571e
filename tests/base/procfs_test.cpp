// procfs.h against the kernel's own answers.
#include "base/procfs.h"
#include "base/pidfd.h"

#include <sched.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <thread>

#include "base/fd.h"
#include "base/signal_mask.h"
#include "catch.h"
#include "machine.h"

using namespace procdemo::base;

namespace {

// A child that waits until it is killed; it runs `prepare` first, and is ready when made.
class WaitingChild {
 public:
  template <class Prepare>
  explicit WaitingChild(Prepare prepare) {
    Pipe ready = Pipe::make();
    pid_ = check("fork", ::fork());
    if (pid_ == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      prepare();
      ready.write_end.reset();
      for (;;) ::pause();
    }
    ready.write_end.reset();
    char byte;
    check("read", ::read(ready.read_end.get(), &byte, 1));
  }
  WaitingChild() : WaitingChild([] {}) {}
  ~WaitingChild() {
    send_signal(open_process(pid_), SIGKILL);
    ::waitpid(pid_, nullptr, __WALL);
  }
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = -1;
};

// Waits until the process has ended, and leaves its zombie.
void await_end(pid_t pid) {
  siginfo_t info;
  check("waitid", ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT));
}

}  // namespace

TEST_CASE("stat says of this process what the kernel's calls say") {
  const auto stat = proc_stat(::getpid());
  REQUIRE(stat);
  CHECK(stat->state == 'R');
  CHECK(stat->ppid == ::getppid());
  CHECK(stat->pgid == ::getpgid(0));
  CHECK(stat->session == ::getsid(0));
}

TEST_CASE("a program's name may hold what separates the fields") {
  const WaitingChild child([] { ::prctl(PR_SET_NAME, "a) R 1 (b"); });
  const auto stat = proc_stat(child.pid());
  REQUIRE(stat);
  CHECK(stat->comm == "a) R 1 (b");
  CHECK(std::string("RS").find(stat->state) != std::string::npos);
  CHECK(stat->ppid == ::getpid());
}

TEST_CASE("the children of a task are those that it made, zombies too") {
  const WaitingChild first, second;
  send_signal(open_process(first.pid()), SIGKILL);
  await_end(first.pid());
  CHECK(children_of(::getpid()) == std::vector<pid_t>{first.pid(), second.pid()});
  std::thread([] { CHECK(children_of(::gettid()).empty()); }).join();
  CHECK(children_of(second.pid()).empty());
}

TEST_CASE("the start time orders processes, and never goes back") {
  const WaitingChild child;
  CHECK(proc_stat(child.pid())->start_ticks >= proc_stat(::getpid())->start_ticks);
  CHECK(proc_stat(::getpid())->start_ticks > 0);
  CHECK(proc_stat(::getpid())->start_ticks == proc_stat(::getpid())->start_ticks);
}

TEST_CASE("status tells signal masks") {
  const WaitingChild child([] {
    ::signal(SIGUSR1, SIG_IGN);
    ::signal(SIGUSR2, [](int) {});
    const sigset_t blocked = signal_set({SIGTERM, SIGRTMAX});
    ::sigprocmask(SIG_BLOCK, &blocked, nullptr);
  });
  REQUIRE(send_signal(open_process(child.pid()), SIGTERM) == 0);

  const auto status = proc_status(child.pid());
  REQUIRE(status);
  CHECK(in_mask(status->ignored, SIGUSR1));
  CHECK_FALSE(in_mask(status->ignored, SIGUSR2));
  CHECK(in_mask(status->caught, SIGUSR2));
  CHECK(in_mask(status->blocked, SIGTERM));
  CHECK(in_mask(status->blocked, SIGRTMAX));
  CHECK(in_mask(status->shared_pending, SIGTERM));
  CHECK(status->pending == 0);
}

TEST_CASE("a signal does nothing where it is ignored, or by default where it is not caught") {
  ProcStatus status;
  status.ignored = 1ull << (SIGTERM - 1);
  status.caught = 1ull << (SIGCHLD - 1);
  for (const int signal : {SIGTERM, SIGURG, SIGWINCH, SIGCONT}) {
    INFO(signal);
    CHECK(in_mask(status.without_effect(), signal));
  }
  CHECK_FALSE(in_mask(status.without_effect(), SIGCHLD));
  CHECK_FALSE(in_mask(status.without_effect(), SIGINT));
}

TEST_CASE("a signal comes to a thread or its process, where it is not blocked") {
  ProcStatus status;
  status.pending = 0b0110;
  status.shared_pending = 0b1000;
  status.blocked = 0b0100;
  CHECK(status.coming() == 0b1010);
}

TEST_CASE("status tells identity") {
  const auto status = proc_status(::getpid());
  REQUIRE(status);
  CHECK(status->tgid == ::getpid());
  CHECK(status->uid == ::getuid());
  REQUIRE_FALSE(status->nspid.empty());
  CHECK(status->nspid.back() == ::getpid());
  CHECK(status->no_new_privs == (::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1));
  CHECK(status->seccomp == ::prctl(PR_GET_SECCOMP));
}

TEST_CASE("a thread belongs to its process") {
  Pipe end = Pipe::make();
  Pipe told = Pipe::make();
  std::thread thread([&] {
    const pid_t tid = ::gettid();
    write_all(told.write_end.get(), {reinterpret_cast<const char*>(&tid), sizeof tid});
    char byte;
    while (::read(end.read_end.get(), &byte, 1) < 0) continue;
  });
  pid_t tid = 0;
  REQUIRE(::read(told.read_end.get(), &tid, sizeof tid) == sizeof tid);
  const auto status = proc_status(tid);
  const auto tasks = tasks_of(::getpid());
  end.write_end.reset();
  thread.join();

  REQUIRE(status);
  CHECK(status->tgid == ::getpid());
  CHECK(std::count(tasks.begin(), tasks.end(), tid) == 1);
  CHECK(std::count(tasks.begin(), tasks.end(), ::getpid()) == 1);
}

TEST_CASE("what is gone is answered with nothing") {
  pid_t pid = 0;
  {
    const WaitingChild child;
    pid = child.pid();
    CHECK(proc_stat(pid));
    CHECK(is_alive(pid));
  }
  CHECK_FALSE(proc_stat(pid));
  CHECK_FALSE(proc_status(pid));
  CHECK_FALSE(descriptor_target(pid, 0));
  CHECK(tasks_of(pid).empty());
  CHECK_FALSE(is_alive(pid));
}

TEST_CASE("a zombie is seen, and is not alive") {
  const WaitingChild child;
  send_signal(open_process(child.pid()), SIGKILL);
  await_end(child.pid());
  CHECK(proc_stat(child.pid())->state == 'Z');
  CHECK(proc_status(child.pid())->state == 'Z');
  CHECK_FALSE(is_alive(child.pid()));
}

TEST_CASE("a process whose first thread ended lives on in its others") {
  Pipe ready = Pipe::make();
  const pid_t pid = check("fork", ::fork());
  if (pid == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    std::thread([&ready] {
      while (proc_stat(::getpid())->state != 'Z') ::sched_yield();
      write_all(ready.write_end.get(), "!");
      for (;;) ::pause();
    }).detach();
    ::syscall(SYS_exit, 0);  // this thread alone; _exit(2) would end them all
  }
  ready.write_end.reset();
  char byte;
  REQUIRE(::read(ready.read_end.get(), &byte, 1) == 1);
  const auto stat = proc_stat(pid);
  const bool alive = is_alive(pid);
  send_signal(open_process(pid), SIGKILL);
  await_end(pid);
  const bool after = is_alive(pid);
  ::waitpid(pid, nullptr, 0);

  REQUIRE(stat);
  CHECK(stat->state == 'Z');
  CHECK(alive);
  CHECK_FALSE(after);
}

TEST_CASE("descriptors tell what they are") {
  const Fd file = open_file("/proc/self/stat", O_RDONLY);
  const Pipe pipe = Pipe::make();
  CHECK(descriptor_target(::getpid(), file.get()) ==
        "/proc/" + std::to_string(::getpid()) + "/stat");
  const auto read_end = descriptor_target(::getpid(), pipe.read_end.get());
  REQUIRE(read_end);
  CHECK(read_end->rfind("pipe:[", 0) == 0);
  CHECK(read_end == descriptor_target(::getpid(), pipe.write_end.get()));
  CHECK_FALSE(descriptor_target(::getpid(), 1'000'000));
}

TEST_CASE("every process is listed") {
  const WaitingChild child;
  const auto pids = all_pids();
  CHECK(std::count(pids.begin(), pids.end(), ::getpid()) == 1);
  CHECK(std::count(pids.begin(), pids.end(), child.pid()) == 1);
}

TEST_CASE("those that a thread traces are counted while they live") {
  need_tracing();
  CHECK(count_traced_by(::gettid()) == 0);
  const WaitingChild first, second;
  check("PTRACE_SEIZE", ::ptrace(PTRACE_SEIZE, first.pid(), nullptr, nullptr));
  check("PTRACE_SEIZE", ::ptrace(PTRACE_SEIZE, second.pid(), nullptr, nullptr));
  CHECK(proc_status(first.pid())->tracer == ::gettid());
  CHECK(count_traced_by(::gettid()) == 2);
  send_signal(open_process(first.pid()), SIGKILL);
  await_end(first.pid());
  CHECK(count_traced_by(::gettid()) == 1);
}
