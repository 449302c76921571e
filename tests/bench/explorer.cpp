// The floor of exploring: runs of one program, each of them held at its visible steps, and nothing
// but what a controlled run cannot do without.
//
// It stops a program at what it means to do (forks, writes, ends: all that multi-fork does), and at
// what the kernel tells of births and ends; takes the step of one process at a time, in turn, on
// one processor; and answers writes, whose bytes it takes from the program's memory. It keeps no
// account of anybody, compares nothing, and searches for nothing: every run is the same.
//
// explorer plain|loader|world RUNS PROGRAM: `loader` stops a program also where it opens, reads and
// maps files, as has to be done with one that is not known to do so before it forks alone; `world`
// does that in a world as explorations have it, PIDs and all, which is made fresh for each run.
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <vector>

#include "world/inside/inside.h"
#include "world/inside/run_pids.h"

namespace {

using namespace procdemo;

constexpr unsigned steps[] = {SYS_clone, SYS_write, SYS_exit_group};
constexpr unsigned files[] = {SYS_openat,     SYS_read, SYS_pread64, SYS_close,
                              SYS_newfstatat, SYS_mmap, SYS_execve,  SYS_getrandom};

void install_filter(bool with_files) {
  std::vector<sock_filter> code = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<unsigned>(offsetof(seccomp_data, nr)))};
  const auto trap = [&](unsigned number) {
    code.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1));
    code.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE));
  };
  for (const unsigned number : steps) trap(number);
  for (const unsigned number : files) {
    if (with_files) trap(number);
  }
  code.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog program{static_cast<unsigned short>(code.size()), code.data()};
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) std::abort();
}

[[noreturn]] void become(char** argv, int go, bool with_files) {
  char byte;
  if (::read(go, &byte, 1) != 1) std::abort();
  ::personality(ADDR_NO_RANDOMIZE);
  install_filter(with_files);
  ::execv(argv[0], argv);
  std::abort();
}

// What it wrote, and the answer to it: the call is not run.
void answer_write(pid_t tid, const __ptrace_syscall_info& call) {
  for (std::uint64_t at = 0; at < call.seccomp.args[2]; at += sizeof(long)) {
    ::ptrace(PTRACE_PEEKDATA, tid, call.seccomp.args[1] + at, nullptr);
  }
  user_regs_struct registers;
  ::ptrace(PTRACE_GETREGS, tid, nullptr, &registers);
  registers.orig_rax = ~0ull;
  registers.rax = call.seccomp.args[2];
  ::ptrace(PTRACE_SETREGS, tid, nullptr, &registers);
}

class Run {
 public:
  Run(char** argv, bool with_files, bool in_world) : pids_(in_world) {
    int go[2];
    if (::pipe2(go, O_CLOEXEC) != 0) std::abort();
    pids_.run_makes_one();
    const pid_t first = ::fork();
    if (first < 0) std::abort();
    if (first == 0) become(argv, go[0], with_files);
    pids_.was_made(first);
    constexpr long options = PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK |
                             PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC |
                             PTRACE_O_TRACEEXIT | PTRACE_O_TRACESECCOMP;
    if (::ptrace(PTRACE_SEIZE, first, nullptr, options) != 0 || ::write(go[1], "!", 1) != 1) {
      std::abort();
    }
    ::close(go[0]);
    ::close(go[1]);
  }

  void to_its_end() {
    while (alive_ > 0) {
      int status;
      if (running_ == 0) take_step();
      const pid_t tid = ::waitpid(-1, &status, __WALL);
      if (tid < 0) return;
      --running_;
      if (WIFSTOPPED(status)) {
        stopped(tid, status);
      } else {
        --alive_;
      }
    }
  }

 private:
  struct Held {
    pid_t tid;
    __ptrace_syscall_info call;
  };

  void go_on(pid_t tid, bool to_end, long signal = 0) {
    ++running_;
    ::ptrace(to_end ? PTRACE_SYSCALL : PTRACE_CONT, tid, nullptr, signal);
  }

  // Its turn, whose step has waited longest.
  void take_step() {
    const Held next = held_.front();
    held_.pop_front();
    const bool at_call = next.call.op == PTRACE_SYSCALL_INFO_SECCOMP;
    if (at_call && next.call.seccomp.nr == SYS_write) answer_write(next.tid, next.call);
    const bool forks = at_call && next.call.seccomp.nr == SYS_clone;
    if (forks) pids_.run_makes_one();
    go_on(next.tid, forks);
  }

  void stopped(pid_t tid, int status) {
    const int event = status >> 16;
    unsigned long message;
    siginfo_t signal;
    Held at{tid, {}};
    if (WSTOPSIG(status) == (SIGTRAP | 0x80)) return go_on(tid, false);
    switch (event) {
      case 0:
        ::ptrace(PTRACE_GETSIGINFO, tid, nullptr, &signal);
        return go_on(tid, false, WSTOPSIG(status));
      case PTRACE_EVENT_STOP:
        held_.push_back(at);
        return;
      case PTRACE_EVENT_SECCOMP:
        ::ptrace(PTRACE_GET_SYSCALL_INFO, tid, sizeof at.call, &at.call);
        if (is_step(at.call.seccomp.nr)) return held_.push_back(at);
        return go_on(tid, false);
      default:
        ::ptrace(PTRACE_GETEVENTMSG, tid, nullptr, &message);
        if (event == PTRACE_EVENT_FORK) born(static_cast<pid_t>(message));
        return go_on(tid, event == PTRACE_EVENT_FORK);
    }
  }

  static bool is_step(std::uint64_t number) {
    for (const unsigned step : steps) {
      if (number == step) return true;
    }
    return false;
  }

  void born(pid_t child) {
    pids_.was_made(child);
    ++alive_;
    ++running_;
  }

  world::RunPids pids_;
  std::deque<Held> held_;
  int alive_ = 1, running_ = 1;
};

void bind_to_one_processor() {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<unsigned>(::sched_getcpu()), &one);
  ::sched_setaffinity(0, sizeof one, &one);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const bool in_world = std::strcmp(argv[1], "world") == 0;
  const bool with_files = in_world || std::strcmp(argv[1], "loader") == 0;
  if (in_world && world::go_on_inside({.one_of_many = true, .reachable = {argv[3]}})) return 1;
  bind_to_one_processor();
  for (int left = std::atoi(argv[2]); left > 0; --left) {
    if (in_world) world::freshen_inside();
    Run(argv + 3, with_files, in_world).to_its_end();
    if (in_world && !world::wait_until_alone_inside()) return 1;
  }
  return 0;
}
