// A program that knows how a tracer may put its SIGTRAP right: by a call that the tracer has it
// make, with an instruction that made one before. It changes that instruction, into code that makes
// children who are not traced.
//
// mended before | between | filter
#include <linux/filter.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/sdt.h>
#include <sys/syscall.h>

#include <atomic>
#include <csignal>
#include <cstddef>
#include <thread>

#include "tell.h"

namespace {

constexpr std::uint16_t syscall_instruction = 0x050F;
constexpr std::uint16_t jump_behind = 0x0EEB;  // jmp +14: to the code below

// At 0: syscall, ret. At 16: clone(CLONE_UNTRACED | SIGCHLD); the child ends, its parent returns.
const unsigned char code[] = {
    0x0F, 0x05, 0xC3, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90, 0x90,
    0x90, 0x90, 0x90, 0x90, 0x90, 0xBF, 0x11, 0x00, 0x80, 0x00,  // mov $0x800011, %edi
    0x31, 0xF6,                                                  // xor %esi, %esi
    0x31, 0xD2,                                                  // xor %edx, %edx
    0x45, 0x31, 0xD2,                                            // xor %r10d, %r10d
    0xB8, 0x38, 0x00, 0x00, 0x00,                                // mov $56, %eax: clone
    0x0F, 0x05,                                                  // syscall
    0x85, 0xC0,                                                  // test %eax, %eax
    0x74, 0x01,                                                  // jz +1
    0xC3,                                                        // ret
    0x31, 0xFF,                                                  // xor %edi, %edi
    0xB8, 0xE7, 0x00, 0x00, 0x00,                                // mov $231, %eax: exit_group
    0x0F, 0x05,                                                  // syscall
};
static_assert((CLONE_UNTRACED | SIGCHLD) == 0x800011 && SYS_clone == 56 && SYS_exit_group == 231);

unsigned char* page = nullptr;

void put(std::uint16_t instruction) {
  std::atomic_ref(*reinterpret_cast<std::uint16_t*>(page)).store(instruction);
}

// kill(getpid(), 0), a call that is always stopped, by the instruction on the page.
void make_call_there() {
  long result = SYS_kill;
  asm volatile("call *%[there]"
               : "+a"(result)
               : "D"(::getpid()), "S"(0), [there] "r"(page)
               : "rcx", "r11", "memory");
}

int children() {
  int count = 0;
  while (::wait4(-1, nullptr, __WALL, nullptr) > 0) ++count;
  return count;
}

void change_before() {
  make_call_there();
  put(jump_behind);
  DTRACE_PROBE(multiprocess, passing);
}

void change_between() {
  std::atomic<bool> flip = false, over = false;
  std::thread changer([&] {
    while (!over)
      if (flip) put(jump_behind), put(syscall_instruction);
  });
  for (int i = 0; i < 500; ++i) {
    ::signal(SIGTRAP, SIG_IGN);
    make_call_there();
    flip = true;
    DTRACE_PROBE(multiprocess, passing);
    flip = false;
    ::sched_yield();
    put(syscall_instruction);
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
  page = static_cast<unsigned char*>(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                                            MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  std::memcpy(page, code, sizeof code);
  ::signal(SIGTRAP, SIG_IGN);
  if (how == "before") change_before();
  if (how == "between") change_between();
  if (how == "filter") {
    forbid();
    DTRACE_PROBE(multiprocess, passing);
  }
  tell("alive, children: %d", children());
}
