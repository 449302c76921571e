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

#include "observe/arch.h"

namespace procdemo {

/// When a trapped call stops the program.
struct Trap {
  enum class If { always, argument_is, argument_not_zero, argument_positive };

  Call call;
  If when = If::always;
  int argument = 0;                     ///< its lower 32 bits, except for argument_not_zero
  std::vector<std::uint32_t> values{};  ///< argument_is: any of these
};

/// What PTRACE_GETEVENTMSG says at a stop: why the filter stopped it.
enum class TrapReason : std::uint16_t {
  call = 0,     ///< a call of the list
  foreign = 1,  ///< a call of another ABI: 32-bit or x32
};

/// The program for seccomp(SECCOMP_SET_MODE_FILTER). clone3 is answered ENOSYS in it, because its
/// flags are in memory, where another thread could change them under us; libc then uses clone.
/// A call without a trap passes; or, where `passing` is given, stops the program unless it is one
/// of these.
std::vector<sock_filter> make_filter(const std::vector<Trap>& traps,
                                     const std::optional<std::vector<int>>& passing = {});

/// Installs it in the calling process, with NO_NEW_PRIVS. Async-signal-safe. Returns 0, or errno.
int install_filter(const std::vector<sock_filter>& filter);

}  // namespace procdemo
