// Code that is another at the next look: a call at the start of a page, that is turned into a jump
// to code which makes a child who is not traced.
#pragma once

#include <linux/sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstring>

class RewrittenCode {
 public:
  /// What the child does, for ever: SYS_exit_group or SYS_pause, say.
  explicit RewrittenCode(unsigned char call_of_child)
      : page_(static_cast<unsigned char*>(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                                                 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))) {
    std::memcpy(page_, code, sizeof code);
    page_[place_of_call] = call_of_child;
  }

  void put_call() { put(0x050F); }
  void put_jump() { put(0x0EEB); }             // jmp +14: to the code below
  void put_call_of_32_bits() { put(0x80CD); }  // int $0x80

  /// kill(getpid(), 0), a call that is always stopped, by the instruction on the page.
  void make_call() const {
    long result = SYS_kill;
    asm volatile("call *%[there]"
                 : "+a"(result)
                 : "D"(::getpid()), "S"(0), [there] "r"(page_)
                 : "rcx", "r11", "memory");
  }

 private:
  void put(std::uint16_t instruction) {
    std::atomic_ref(*reinterpret_cast<std::uint16_t*>(page_)).store(instruction);
  }

  // At 0: syscall, ret. At 16: clone(CLONE_UNTRACED | SIGCHLD); its parent returns.
  static constexpr unsigned char code[] = {
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
      0xB8, 0x00, 0x00, 0x00, 0x00,                                // mov the child's call, %eax
      0x0F, 0x05,                                                  // syscall
      0xEB, 0xF7,                                                  // jmp -9
  };
  static constexpr std::size_t place_of_call = sizeof code - 8;
  static_assert((CLONE_UNTRACED | SIGCHLD) == 0x800011 && SYS_clone == 56);

  unsigned char* page_;
};
