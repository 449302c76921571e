// What `procdemo doctor` says of a machine: what it allows, and how it would allow more. The same
// rules as in show/words/words.h; the words stand in en/doctor.cpp and zh/doctor.cpp.
#pragma once

#include "cli/room.h"
#include "show/words/words.h"

namespace procdemo::cli {

enum class DoctorSays {
  // What a machine allows (world/machine.h).
  matching_proc,
  tracing,
  untraced,
  yama,
  seccomp_filter,
  page_state,
  fixed_addresses,
  terminals,
  processors,
  round_robin,
  calls_of_32_bits,
  user_namespaces,
  guard_cgroup,
  guard_pid_namespace,
  guard_rlimit,
  guard_uid,
  any_guard,
  compiler,
  detailed,  // {0} one of these, {1} a detail: the guard's name, the compiler's
  // What to do where it doesn't. {0} is what the kernel said.
  matching_proc_cure,
  untraced_cure,  // {0} who traces
  yama_cure,      // {0} kernel.yama.ptrace_scope
  seccomp_filter_cure,
  page_state_cure,
  fixed_addresses_cure,
  terminals_cure,
  processors_cure,
  round_robin_cure,
  calls_of_32_bits_cure,
  user_namespaces_cure,
  guard_cgroup_cure,
  guard_pid_namespace_cure,
  guard_rlimit_cure,
  guard_uid_cure,
  any_guard_cure,
  compiler_cure,
  // Why ptrace is denied, and what to do.
  denied_traced_already,  // {0} the tracer's PID, {1} its name
  denied_yama_root_only,
  denied_yama_nobody,
  denied_selinux,
  denied_seccomp,
  denied_unknown,  // {0} what the kernel said
  // The findings as a whole.
  well,
  unwell,
  nothing_runs,  // for /proc is not its own

  end_of_list  // stays last
};

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::DoctorSays> english<cli::DoctorSays>();
template <>
Entries<cli::DoctorSays> chinese<cli::DoctorSays>();
}  // namespace procdemo::show
