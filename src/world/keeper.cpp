#include "world/keeper.h"

#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <exception>

#include "base/crowd.h"
#include "base/procfs.h"
#include "base/signal_mask.h"
#include "world/mark.h"

namespace procdemo::world {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds patience{10};

// The one process that lives in it, from its fork to its end.
class KeeperProcess {
 public:
  KeeperProcess(World& world, const Keeper::Program& program, Kept& kept, Fd life)
      : world_(world), program_(program), kept_(kept), life_(std::move(life)) {}

  void run() {
    detach();
    char byte;
    if (::read(life_.get(), &byte, 1) != 1) return;  // procdemo has ended: nothing has begun
    deadline_ = Clock::now() + program_.longest;
    start();
    while (!reap() && !told_to_end()) continue;
  }

 private:
  void detach() {
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
    if (first_ != 0) {
      kept_.first = first_;
      if (first_ < 0) kept_.error = errno;
      return;
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != keeper) ::_exit(127);
    if (group_ > 0) ::setpgid(0, group_);
    ::sigprocmask(SIG_SETMASK, &program_.mask, nullptr);
    program_.become();
    ::_exit(127);
  }

  // A program may have a lower limit of its own: then it is its own affair.
  bool ended_by_limit(const siginfo_t& end) const {
    rlimit limit;
    return end.si_code != CLD_EXITED && end.si_status == SIGXFSZ &&
           ::prlimit(end.si_pid, RLIMIT_FSIZE, nullptr, &limit) == 0 &&
           limit.rlim_cur >= program_.largest_file;
  }

  // True when nobody is left.
  bool reap() {
    while (true) {
      siginfo_t next{};
      if (::waitid(P_ALL, 0, &next, WEXITED | WNOHANG | WNOWAIT | __WALL) != 0) {
        return errno == ECHILD;
      }
      if (next.si_pid == 0) return false;
      if (ended_by_limit(next)) kept_.file_too_large = true;
      int raw = 0;
      if (::waitpid(next.si_pid, &raw, __WALL) == first_) {
        kept_.wait_status = WaitStatus(raw);
        kept_.first_ended = true;
      }
      ++kept_.processes;
    }
  }

  // Waits for ends; true once all shall be killed, and are.
  bool told_to_end() {
    pollfd watched[] = {{signals_.get(), POLLIN, 0}, {life_.get(), POLLIN, 0}};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now());
    ::poll(watched, 2, std::max(0, static_cast<int>(left.count())));
    signalfd_siginfo info;
    while (::read(signals_.get(), &info, sizeof info) > 0) continue;
    kept_.out_of_time = Clock::now() >= deadline_;
    if (watched[1].revents == 0 && !kept_.out_of_time) return false;
    end_all();
    return true;
  }

  // A world may kill this process with the others: that comes last, for it counts who ends.
  void end_all() {
    kill_until([this] { return !proc_matches() || reap(); },
               [] { return descendants_of(::getpid()); }, stop_and_kill(patience));
    world_.kill_all();  // and where /proc isn't ours, the namespace's init ends, and all with it
  }

  World& world_;
  const Keeper::Program& program_;
  Kept& kept_;
  Fd life_;
  Fd signals_;
  pid_t group_ = 0, first_ = -1;
  Clock::time_point deadline_;
  sigset_t everything_;
};

bool is_readable(int fd) {
  pollfd end{fd, POLLIN, 0};
  return ::poll(&end, 1, 0) != 0;
}

Kept* share() {
  void* const place =
      ::mmap(nullptr, sizeof(Kept), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (place == MAP_FAILED) check("mmap", -1);
  return new (place) Kept;
}

}  // namespace

Keeper::Keeper(World& world, const Program& program) : world_(world), kept_(share()) {
  Pipe life = Pipe::make(), end = Pipe::make();
  pid_ = check("fork", world.fork());
  if (pid_ == 0) {
    life.write_end.reset();
    end.read_end.reset();
    try {
      KeeperProcess(world, program, *kept_, std::move(life.read_end)).run();
    } catch (const std::exception&) {  // procdemo finds the program's end, and ends the others
    }
    ::_exit(0);
  }
  life_ = std::move(life.write_end);
  end_ = std::move(end.read_end);
}

Keeper::~Keeper() {
  ::munmap(kept_, sizeof(Kept));
}

void Keeper::go() {
  begun_ = true;
  write_all(life_.get(), "!");
}

// From outside, for in a PID namespace of its own the keeper can find nobody; and it lives on to
// reap them.
void Keeper::end_all(std::chrono::milliseconds patience) {
  const auto is_over = [this] { return !begun_ || is_readable(end_.get()); };
  kill_until(is_over, [this] { return world_.inside(); }, stop_and_kill(patience, {pid_}));
  life_.reset();
}

// A helper may be a child all the same, where we are PID 1: it is not waited for.
bool kill_descendants() {
  const auto descendants = [] { return descendants_of(::getpid()); };
  const auto is_over = [&] {
    const bool all_ended = descendants().empty();
    while (::waitpid(-1, nullptr, WNOHANG | __WALL) > 0) continue;
    return all_ended;
  };
  return kill_until(is_over, descendants, stop_and_kill(patience));
}

}  // namespace procdemo::world
