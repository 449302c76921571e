#include "world/machine.h"

#include <linux/capability.h>
#include <sys/syscall.h>

#include <algorithm>
#include <optional>

#include "base/fd.h"
#include "base/problem.h"
#include "base/procfs.h"
#include "world/guard.h"
#include "world/machine_trials.h"
#include "world/problems.h"

namespace procdemo::world {
namespace {

// Empty where this kernel has no such thing.
std::string first_line_of(const std::string& path) {
  const std::string text = read_file_if_any(path);
  return text.substr(0, text.find('\n'));
}

std::string yama_scope() {
  return first_line_of("/proc/sys/kernel/yama/ptrace_scope");
}

bool has_capability(int capability) {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[2] = {};
  if (::syscall(SYS_capget, &header, data) != 0) return false;
  return data[capability / 32].effective >> (capability % 32) & 1;
}

pid_t own_tracer() {
  const auto status = proc_status(::gettid());
  return status ? status->tracer : 0;
}

std::string name_of(pid_t pid) {
  const auto stat = proc_stat(pid);
  return stat ? stat->comm : "";
}

// 1 lets a process trace its children, which is all we do.
TrialAnswer look_at_yama() {
  const std::string scope = yama_scope();
  const bool parents_may = scope.empty() || scope == "0" || scope == "1";
  return {parents_may || (scope == "2" && has_capability(CAP_SYS_PTRACE)), scope};
}

TrialAnswer look_for_tracer() {
  const pid_t tracer = own_tracer();
  if (tracer == 0) return {true, ""};
  return {false, name_of(tracer) + " " + std::to_string(tracer)};
}

// A trial for which there is no process or descriptor left has failed, too.
template <class Trial>
Finding finding(Ability ability, Weight weight, Trial trial) {
  try {
    const TrialAnswer answer = trial();
    return {ability, weight, answer.ok, answer.detail};
  } catch (const std::system_error& error) {
    return {ability, weight, false, error.what()};
  }
}

Ability ability_of(const std::string& guard) {
  if (guard == "cgroup") return Ability::guard_cgroup;
  if (guard == "pid-namespace") return Ability::guard_pid_namespace;
  return guard == "rlimit" ? Ability::guard_rlimit : Ability::guard_uid;
}

void add_guards(std::vector<Finding>& findings) {
  const std::vector<GuardReport> guards = try_guards();
  for (const GuardReport& guard : guards) {
    findings.push_back({ability_of(guard.name), Weight::one_of, guard.available, guard.reason});
  }
  const auto best = std::ranges::find_if(guards, &GuardReport::available);
  const bool any = best != guards.end();
  findings.push_back({Ability::any_guard, Weight::lessons, any, any ? best->name : ""});
}

}  // namespace

std::vector<Finding> examine_machine(const std::vector<std::string>& compiler) {
  const bool proc = proc_matches();
  std::vector<Finding> findings = {{Ability::matching_proc, Weight::everything, proc, ""}};
  if (!proc) return findings;  // nothing is run then, and trials would be told of others
  findings = {findings.front(),
              finding(Ability::tracing, Weight::everything, try_tracing),
              finding(Ability::untraced, Weight::one_of, look_for_tracer),
              finding(Ability::yama, Weight::one_of, look_at_yama),
              finding(Ability::seccomp_filter, Weight::everything, try_seccomp_filter),
              finding(Ability::page_state, Weight::lessons, try_page_state),
              finding(Ability::fixed_addresses, Weight::nicety, try_fixed_addresses),
              finding(Ability::terminals, Weight::everything, try_terminals),
              finding(Ability::processors, Weight::nicety, try_processors),
              finding(Ability::round_robin, Weight::nicety, try_round_robin),
              finding(Ability::calls_of_32_bits, Weight::nicety, try_calls_of_32_bits),
              finding(Ability::user_namespaces, Weight::one_of, try_user_namespaces)};
  add_guards(findings);
  findings.push_back(
      finding(Ability::compiler, Weight::nicety, [&] { return try_compiler(compiler); }));
  return findings;
}

void expect_proc() {
  if (!proc_matches()) throw Problem(Status::not_allowed, MachineProblem::proc_missing);
}

Denial why_denied(int error) {
  if (const pid_t tracer = own_tracer()) {
    return {Denied::traced_already, tracer, name_of(tracer)};
  }
  const std::string scope = yama_scope();
  if (scope == "3") return {Denied::yama_nobody, 0, scope};
  if (scope == "2" && !has_capability(CAP_SYS_PTRACE)) return {Denied::yama_root_only, 0, scope};
  if (first_line_of("/sys/fs/selinux/booleans/deny_ptrace").starts_with("1")) {
    return {Denied::selinux, 0, ""};
  }
  const auto status = proc_status(::getpid());
  if (status && status->seccomp != 0) return {Denied::seccomp, 0, ""};
  return {Denied::unknown, 0, std::generic_category().message(error)};
}

}  // namespace procdemo::world
