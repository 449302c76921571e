// What `procdemo doctor` says of a machine: what it allows, and how it would allow more. The same
// rules as in show/words/words.h; the words stand in en/remarks.cpp and zh/remarks.cpp.
#pragma once

#include <fmt/format.h>

#include <span>
#include <string>
#include <vector>

#include "base/language.h"
#include "show/words/dictionary.h"

namespace procdemo {

enum class Remark {
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

using Remarks = std::span<const Entry<Remark>>;
extern const Remarks english_remarks;
extern const Remarks chinese_remarks;

std::string say_with(Language language, Remark what, const std::vector<std::string>& args);
template <class... Args>
std::string say(Language language, Remark what, const Args&... args) {
  return say_with(language, what, {fmt::to_string(args)...});
}

}  // namespace procdemo
