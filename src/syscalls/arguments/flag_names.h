// What the numbers in a call's arguments are called: "O_RDWR", "PROT_READ", "SIG_BLOCK".
//
// In the order in which strace(1) writes those that stand together.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "syscalls/call_text.h"
#include "syscalls/room.h"

namespace procdemo::syscalls {

struct FlagName {
  std::uint64_t bits;
  const char* name;
};

using FlagNames = std::span<const FlagName>;

namespace flag_names {

// Sets of flags.
extern const FlagNames access, access_at, clone, descriptor, epoll_descriptor, epoll_events,
    eventfd, ipc, lock, map, memory_sync, message, open, poll_events, protection, semaphore_waiting,
    shared_memory, signal_action, sleep, socket_type, unlink, wait;

// One of them.
extern const FlagNames epoll_control, family, fcntl_command, idtype, internet_protocol, ipc_control,
    madvise, semaphore_control, shutdown, signal_mask, socket_level, socket_option, whence;

}  // namespace flag_names

/// "PROT_READ|PROT_WRITE"; what no flag names stands behind them in hex. `none`: of a value of 0.
/// `text` stands before them.
std::string joined_flags(std::uint64_t value, FlagNames flags, std::string text = "",
                         const char* none = "0");

/// "SEEK_END"; the number in hex where nothing is called so.
std::string named_value(std::uint64_t value, FlagNames names);

/// Only these bits count in an int.
constexpr std::uint64_t int_bits = 0xFFFFFFFF;

namespace as {

template <const FlagNames& names>
std::string flags(const WrittenCall& call, std::size_t at) {
  return joined_flags(call.value(at) & int_bits, names);
}

template <const FlagNames& names>
std::string one_of(const WrittenCall& call, std::size_t at) {
  return named_value(call.value(at) & int_bits, names);
}

}  // namespace as

}  // namespace procdemo::syscalls
