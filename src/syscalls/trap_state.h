// What a program does with SIGTRAP, kept for it across the observer's traps.
//
// A probe is a trap, and the kernel forces the signal of one: where SIGTRAP is blocked it unblocks
// it, and where it is blocked or ignored it puts the disposition back to the default
// (kernel/signal.c, force_sig_info_to_task). A program would find out. So the observer knows what
// it had asked for, and gives it back before the program goes on: the mask by ptrace(2), the
// disposition by a call in the program's name (probe_stops.h).
//
// The disposition is always known: its calls are rare. The mask is known where the run's first
// program has probes; in one that was executed later, as it was at that program's last call that
// was seen.
#pragma once

#include <csignal>
#include <cstdint>

#include "syscalls/room.h"

namespace procdemo::run {
struct Task;
}  // namespace procdemo::run

namespace procdemo::syscalls {

constexpr std::uint64_t only_trap = 1ull << (SIGTRAP - 1);

/// A stopped task's signal mask; bit N - 1 for signal N.
std::uint64_t signal_mask_of(pid_t tid);
void set_signal_mask(pid_t tid, std::uint64_t mask);

/// Remembers whether SIGTRAP is blocked now.
void look_at_trap_mask(Task& task);

/// Remembers the same at a call's entry, and an instruction that makes a call.
void look_at_traps(Task& task);

/// To be called when it has executed a program: of the dispositions only an ignored one stays.
void trap_executed(Task& task);

}  // namespace procdemo::syscalls
