// The seccomp filter (seccomp(2), a BPF program): which of the program's system calls stop it.
//
// A call that isn't trapped runs at full speed; each stop costs about 20 microseconds. So the
// filter is built for what a run narrates, and looks at arguments where that spares stops: fcntl
// stops only for locks, epoll_wait only with a timeout.
#pragma once

#include <linux/filter.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

/// The data that the filter's stops bring (PTRACE_GETEVENTMSG): a number that the program can't
/// know. Where the program has a filter of its own that says SECCOMP_RET_TRACE as well, the newest
/// filter's data arrives (seccomp(2)): another number tells of that. It tells no more than that:
/// what is asked for at a stop is known from registers, and by which ABI from the kernel.
class TrapMark {
 public:
  TrapMark();  ///< draws one

  std::uint16_t of_call() const { return native_; }
  std::uint16_t of_foreign_call() const { return native_ ^ 1; }  ///< of another ABI: 32-bit, x32

  bool is_ours(std::uint32_t data) const { return (data | 1u) == (native_ | 1u); }
  bool is_foreign(std::uint32_t data) const { return data == of_foreign_call(); }

 private:
  std::uint16_t native_ = 0;
};

/// This process's, drawn when it is first asked for: the same in all runs that it makes.
const TrapMark& trap_mark();

/// The program for seccomp(SECCOMP_SET_MODE_FILTER). clone3 is answered ENOSYS in it, because its
/// flags are in memory, where another thread could change them under us; libc then uses clone.
/// A call may have several traps, and stops when one of them fits. A call without a trap passes;
/// or, where `passing` is given, stops the program unless it is one of these.
struct NumberedTrap {
  int number = 0;  ///< of the call
  Trap trap{};
};
struct Traps {
  std::vector<NumberedTrap> handled;
  std::vector<NumberedTrap> refused;  ///< where none fits, the call is like one without a trap
  std::optional<std::vector<int>> passing;
};
std::vector<sock_filter> make_filter(const Traps& traps, const TrapMark& mark);

}  // namespace procdemo::syscalls
