// What this machine allows, found by trying: what `procdemo doctor` reports, as data. The words for
// it are the narrators'.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "world/room.h"

namespace procdemo::world {

/// What procdemo can use, in the order of the report.
enum class Ability {
  matching_proc,        ///< /proc shows procdemo itself under the PID that it has
  tracing,              ///< a child was seized (PTRACE_SEIZE)
  untraced,             ///< nobody traces procdemo itself; detail: by whom, "strace 4711"
  yama,                 ///< kernel.yama.ptrace_scope lets parents trace; detail: the number, or ""
  seccomp_filter,       ///< a filter's SECCOMP_RET_TRACE stopped a traced child
  page_state,           ///< pagemap told a page shared by fork from a private one
  fixed_addresses,      ///< personality(ADDR_NO_RANDOMIZE): the same addresses in every run
  terminals,            ///< a pseudo-terminal
  processors,           ///< two at least, for what is to run at the same time
  round_robin,          ///< SCHED_RR, which `schedule` shows
  calls_of_32_bits,     ///< `int 0x80` is a call here, which a run refuses and tells
  user_namespaces,      ///< with which an ordinary user has PID namespaces
  guard_cgroup,         ///< the guards of guard.h, each with a trial
  guard_pid_namespace,  //
  guard_rlimit,         //
  guard_uid,            //
  any_guard,            ///< one of them at least; detail: the one that would be used
  compiler,             ///< C++20, for `run DIR`; detail: the compiler's name for itself
};

/// What is lost without it.
enum class Weight {
  everything,  ///< nothing is observed
  lessons,     ///< some lessons can't run, or skip claims
  one_of,      ///< one way among several: nothing, as long as another works
  nicety,      ///< runs go on, and say what differs
};

struct Finding {
  Ability ability;
  Weight weight;
  bool ok = false;
  std::string detail;  ///< if it isn't ok, the kernel's message: "unshare: Operation not permitted"
};

/// Tries each in a process of its own. `compiler` is its command (lesson/compiler.h),
/// or empty where there is none. Takes about as long as the compiler does.
std::vector<Finding> examine_machine(const std::vector<std::string>& compiler);

/// Throws Problem (proc_missing) where /proc does not show procdemo itself: all that is told of
/// processes stands there. Asked before anything is run.
void expect_proc();

/// Why PTRACE_SEIZE is refused here: what is most likely, from what can be read.
enum class Denied {
  traced_already,  ///< another traces procdemo, and so its children; `tracer` and detail, its name:
                   ///< run procdemo outside of it
  yama_root_only,  ///< kernel.yama.ptrace_scope is 2: wants CAP_SYS_PTRACE, or
                   ///< `sysctl kernel.yama.ptrace_scope=1`
  yama_nobody,     ///< it is 3, and stays so until the next boot
  selinux,         ///< its boolean deny_ptrace is on: `setsebool deny_ptrace off`
  seccomp,         ///< a filter on procdemo itself, as containers have: `docker run
                   ///< --cap-add=SYS_PTRACE`, or another procdemo or sandbox around it
  unknown,         ///< detail: the kernel's words
};

struct Denial {
  Denied why = Denied::unknown;
  pid_t tracer = 0;
  std::string detail;
};

/// Asked when PTRACE_SEIZE has failed with `error` (errno).
Denial why_denied(int error);

}  // namespace procdemo::world
