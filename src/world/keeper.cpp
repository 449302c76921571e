#include "world/keeper.h"

#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdlib>
#include <map>
#include <set>

#include "os/pidfd.h"
#include "os/signal_mask.h"
#include "world/mark.h"

namespace procdemo {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds patience{10};

// To all descendants that are not in `done` yet; false when there was nobody. A number that was
// read may be another process's by the time it gets a signal: so it is opened, looked for once
// more, and only then signalled.
bool signal_all(int signal, std::set<pid_t>& done) {
  std::map<pid_t, Fd> found;
  for (const pid_t pid : descendants_of(::getpid())) {
    if (done.contains(pid)) continue;
    if (Fd process = open_process(pid)) found.emplace(pid, std::move(process));
  }
  bool any = false;
  for (const pid_t pid : descendants_of(::getpid())) {
    const auto process = found.find(pid);
    if (process == found.end()) continue;
    done.insert(pid);
    any |= send_signal(process->second, signal) == 0;
  }
  return any;
}

// In a PID namespace of its own it is not: /proc is that of the machine there.
bool proc_is_ours() {
  char target[32] = {};
  return ::readlink("/proc/self", target, sizeof target - 1) > 0 && std::atoi(target) == ::getpid();
}

// The one process that lives in it, from its fork to its end.
class Life {
 public:
  Life(World& world, const Keeper::Program& program, Kept& kept, Fd life)
      : world_(world), program_(program), kept_(kept), life_(std::move(life)) {}

  void live() {
    settle_in();
    char byte;
    if (::read(life_.get(), &byte, 1) != 1) return;  // procdemo has ended: nothing has begun
    start();
    while (!reap() && !told_to_end()) continue;
  }

 private:
  void settle_in() {
    group_ = ::getpgrp();
    if (group_ > 0) ::setpgid(0, 0);  // 0: it is outside of this PID namespace, and can't be joined
    ::sigfillset(&everything_);
    ::sigprocmask(SIG_SETMASK, &everything_, nullptr);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    ::prctl(PR_SET_PDEATHSIG, SIGCONT);  // the program may have stopped it
    ::prctl(PR_SET_NAME, "procdemo-keeper");
    const sigset_t ends = signal_set({SIGCHLD});
    signals_ = Fd(::signalfd(-1, &ends, SFD_NONBLOCK | SFD_CLOEXEC));
  }

  void start() {
    const pid_t keeper = ::getpid();
    first_ = ::fork();
    if (first_ != 0) return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != keeper) ::_exit(127);
    if (group_ > 0) ::setpgid(0, group_);
    ::sigprocmask(SIG_SETMASK, &program_.mask, nullptr);
    program_.become();
    ::_exit(127);
  }

  // True when nobody is left.
  bool reap() {
    while (true) {
      int status;
      const pid_t ended = ::waitpid(-1, &status, WNOHANG | __WALL);
      if (ended == 0) return false;
      if (ended < 0) return errno == ECHILD;
      if (ended == first_) {
        kept_.wait_status = status;
        kept_.first_ended = true;
      }
      ++kept_.processes;
    }
  }

  // Waits for ends; true once all shall be killed, and are.
  bool told_to_end() {
    pollfd watched[] = {{signals_.get(), POLLIN, 0}, {life_.get(), POLLIN, 0}};
    ::poll(watched, 2, -1);
    signalfd_siginfo info;
    while (::read(signals_.get(), &info, sizeof info) > 0) continue;
    if (watched[1].revents == 0) return false;
    world_.kill_all();
    if (proc_is_ours()) kill_descendants();  // else the namespace's init ends, and all with it
    return true;
  }

  World& world_;
  const Keeper::Program& program_;
  Kept& kept_;
  Fd life_;
  Fd signals_;
  pid_t group_ = 0, first_ = -1;
  sigset_t everything_;
};

Kept* share() {
  void* const place =
      ::mmap(nullptr, sizeof(Kept), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (place == MAP_FAILED) check("mmap", -1);
  return new (place) Kept;
}

}  // namespace

Keeper::Keeper(World& world, const Program& program) : kept_(share()) {
  Pipe life = Pipe::make(), end = Pipe::make();
  const pid_t pid = check("fork", world.fork());
  if (pid == 0) {
    life.write_end.reset();
    end.read_end.reset();
    Life(world, program, *kept_, std::move(life.read_end)).live();
    ::_exit(0);
  }
  life_ = std::move(life.write_end);
  end_ = std::move(end.read_end);
}

Keeper::~Keeper() {
  ::munmap(kept_, sizeof(Kept));
}

void Keeper::go() {
  write_all(life_.get(), "!");
}

void Keeper::end_all() {
  life_.reset();
}

bool kill_descendants() {
  const auto deadline = Clock::now() + patience;
  while (Clock::now() < deadline) {
    std::set<pid_t> stopped, killed;
    while (signal_all(SIGSTOP, stopped)) continue;
    while (signal_all(SIGKILL, killed)) continue;
    const bool all_ended = descendants_of(::getpid()).empty();
    while (::waitpid(-1, nullptr, WNOHANG | __WALL) > 0) continue;
    if (all_ended) return true;  // a helper may be a child all the same, where we are PID 1
    constexpr int soon = 1;      // ms
    ::poll(nullptr, 0, soon);
  }
  return false;
}

}  // namespace procdemo
