// What a test needs of the machine it runs on, and may not find: asked by trying, here alone. Each
// of these skips the running test case, with the reason, where the machine or this user lacks it.
// Ask before a check, not within one: Catch tells of whatever is thrown there as a failure.
#pragma once

namespace procdemo::base {

void need_tracing();          ///< a child can be seized (PTRACE_SEIZE)
void need_32_bit_calls();     ///< `int 0x80` is a call, not a signal: some hypervisors and kernels
                              ///< have none
void need_call(long number);  ///< no filter around us answers it before our own sees it
void need_root();             ///< root, who can become another user
void need_ordinary_user();   ///< uid 65534, whom permissions bind: we are no root, or can become it
void need_mounts();          ///< a mount namespace of one's own, as root or by a user namespace
void need_two_processors();  ///< that may be used at once
void need_page_state();      ///< /proc/PID/pagemap can be read
void need_terminals();       ///< a pseudo-terminal can be opened
void need_no_sanitizer();    ///< no sanitizer in procdemo, which finds faults where it lacks a
                             ///< /proc or descriptors of its own

/// For a test that something has kept waiting for too long: tells on standard error what every
/// process of the machine is doing.
void tell_all_processes();

}  // namespace procdemo::base
