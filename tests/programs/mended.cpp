// A program that knows how a tracer may put its SIGTRAP right: by a call that the tracer has it
// make, with an instruction that made one before. It changes that instruction, into code that makes
// children who are not traced.
//
// mended before | foreign | between | filter | stack
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/sdt.h>
#include <sys/syscall.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstddef>
#include <thread>

#include "rewritten_code.h"
#include "tell.h"

namespace {

int children() {
  int count = 0;
  while (::wait4(-1, nullptr, __WALL, nullptr) > 0) ++count;
  return count;
}

void change_before(RewrittenCode& code) {
  code.make_call();
  code.put_jump();
  DTRACE_PROBE(multiprocess, passing);
}

// The call that it then makes is none of this program's, whose registers stay as they are.
void change_to_foreign(RewrittenCode& code) {
  code.make_call();
  code.put_call_of_32_bits();
  register long value asm("rax") = 4711;
  asm volatile("" : "+r"(value));
  DTRACE_PROBE(multiprocess, passing);
  asm volatile("" : "+r"(value));
  if (value != 4711) tell("rax: %ld", value);
}

// With a stack in the middle of something else.
[[gnu::noinline]] void pass_on_small_stack(char* stack) {
  asm volatile("xchg %0, %%rsp" : "+r"(stack) : : "memory");
  DTRACE_PROBE(multiprocess, passing);
  asm volatile("xchg %0, %%rsp" : "+r"(stack) : : "memory");
}

void use_small_stack(const RewrittenCode& code) {
  static char area[4096];
  std::memset(area, '#', sizeof area);
  code.make_call();
  pass_on_small_stack(area + 2048);
  tell("untouched: %td", std::count(std::begin(area), std::end(area), '#'));
}

void change_between(RewrittenCode& code) {
  std::atomic<bool> flip = false, over = false;
  std::thread changer([&] {
    while (!over)
      if (flip) code.put_jump(), code.put_call();
  });
  for (int i = 0; i < 500; ++i) {
    ::signal(SIGTRAP, SIG_IGN);
    code.make_call();
    flip = true;
    DTRACE_PROBE(multiprocess, passing);
    flip = false;
    ::sched_yield();
    code.put_call();
  }
  over = true;
  changer.join();
}

// Whoever asks for another disposition of SIGTRAP is killed.
void forbid() {
  const sock_filter filter[] = {
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)},
      {BPF_JMP | BPF_JEQ | BPF_K, 1, 0, SYS_rt_sigaction},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_KILL_PROCESS},
  };
  const sock_fprog program = {std::size(filter), const_cast<sock_filter*>(filter)};
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

}  // namespace

int main(int, char** argv) {
  const std::string how = argv[1];
  RewrittenCode code(SYS_exit_group);
  ::signal(SIGTRAP, SIG_IGN);
  if (how == "before") change_before(code);
  if (how == "foreign") change_to_foreign(code);
  if (how == "between") change_between(code);
  if (how == "stack") use_small_stack(code);
  if (how == "filter") {
    forbid();
    DTRACE_PROBE(multiprocess, passing);
  }
  tell("alive, children: %d", children());
}
