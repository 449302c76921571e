// procdemo's English: what doctor says.
#include "cli/words/doctor.h"
#include "show/words/dictionary.h"

namespace procdemo::cli {

namespace {

constexpr Entry<DoctorSays> doctor_says_en[] = {
    {DoctorSays::matching_proc, "/proc shows this machine's processes as procdemo sees them"},
    {DoctorSays::tracing, "processes can be observed (ptrace)"},
    {DoctorSays::untraced, "nobody observes procdemo itself"},
    {DoctorSays::yama, "the Yama module lets parents observe their children"},
    {DoctorSays::seccomp_filter, "single system calls can be picked out (seccomp)"},
    {DoctorSays::page_state, "shared and private pages can be told apart"},
    {DoctorSays::fixed_addresses, "addresses are the same in every run"},
    {DoctorSays::terminals, "programs get a terminal of their own"},
    {DoctorSays::processors, "two processors, for what is to run at the same time"},
    {DoctorSays::round_robin, "the scheduler's round-robin (SCHED_RR)"},
    {DoctorSays::calls_of_32_bits,
     "32-bit system calls (int 0x80); a run refuses and reports them"},
    {DoctorSays::user_namespaces, "namespaces of users and PIDs"},
    {DoctorSays::guard_cgroup, "guard: a cgroup (pids.max)"},
    {DoctorSays::guard_pid_namespace, "guard: a PID namespace"},
    {DoctorSays::guard_rlimit, "guard: RLIMIT_NPROC"},
    {DoctorSays::guard_uid, "guard: a user of its own with RLIMIT_NPROC"},
    {DoctorSays::any_guard, "a guard of the kernel for fork-bomb"},
    {DoctorSays::compiler, "a C++20 compiler for 'procdemo run DIR'"},
    {DoctorSays::detailed, "{0}: {1}"},

    {DoctorSays::matching_proc_cure,
     "a PID namespace needs a /proc of its own: unshare --mount-proc, or mount -t proc proc /proc"},
    {DoctorSays::untraced_cure, "{0} does: run procdemo outside of it"},
    {DoctorSays::yama_cure,
     "kernel.yama.ptrace_scope is {0}; as root: sysctl kernel.yama.ptrace_scope=1"},
    {DoctorSays::seccomp_filter_cure,
     "{0}; the kernel needs CONFIG_SECCOMP_FILTER, a sandbox around procdemo may forbid it"},
    {DoctorSays::page_state_cure, "{0}; the claims of 'procdemo isolation' on pages are skipped"},
    {DoctorSays::fixed_addresses_cure,
     "{0}; they vary. Docker allows it with --security-opt seccomp=unconfined"},
    {DoctorSays::terminals_cure, "{0}; /dev/pts has to be mounted (devpts)"},
    {DoctorSays::processors_cure,
     "there is one: 'procdemo concurrency' cannot show two programs at the same time, and skips "
     "those claims"},
    {DoctorSays::round_robin_cure,
     "{0}; 'procdemo schedule' shows the default scheduler instead. Root may ask for it"},
    {DoctorSays::calls_of_32_bits_cure,
     "{0}; a program that makes one ends by a signal here, observed or not"},
    {DoctorSays::user_namespaces_cure,
     "{0}; as root: sysctl user.max_user_namespaces=15000, and on Debian and Ubuntu "
     "kernel.unprivileged_userns_clone=1 or kernel.apparmor_restrict_unprivileged_userns=0"},
    {DoctorSays::guard_cgroup_cure,
     "{0}; run procdemo in a cgroup of its own: systemd-run --user --scope -p Delegate=yes "
     "procdemo fork-bomb"},
    {DoctorSays::guard_pid_namespace_cure, "{0}; needs namespaces (above), or root"},
    {DoctorSays::guard_rlimit_cure, "{0}; it does not bind root: run procdemo as an ordinary user"},
    {DoctorSays::guard_uid_cure, "{0}; needs root"},
    {DoctorSays::any_guard_cure, "fork-bomb refuses to run; one of the guards above is enough"},
    {DoctorSays::compiler_cure, "{0}; install g++, or name a compiler in the variable CXX"},

    {DoctorSays::denied_traced_already,
     "{1} (PID {0}) observes procdemo already; run procdemo outside of it"},
    {DoctorSays::denied_yama_root_only,
     "kernel.yama.ptrace_scope is 2; as root: sysctl kernel.yama.ptrace_scope=1"},
    {DoctorSays::denied_yama_nobody,
     "kernel.yama.ptrace_scope is 3, and stays so until the next boot: take it out of "
     "/etc/sysctl.d and boot"},
    {DoctorSays::denied_selinux, "SELinux forbids it; as root: setsebool deny_ptrace off"},
    {DoctorSays::denied_seccomp,
     "a seccomp filter around procdemo forbids it, as containers have: docker run "
     "--cap-add=SYS_PTRACE"},
    {DoctorSays::denied_unknown, "{0}"},

    {DoctorSays::well, "Lessons run here, observed."},
    {DoctorSays::unwell,
     "Lessons cannot be observed here: they run by themselves, and nothing is checked."},
    {DoctorSays::nothing_runs,
     "No program is run here, observed or not. What else this machine allows was not tried."},
};

}  // namespace

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::DoctorSays> english<cli::DoctorSays>() {
  return whole<cli::doctor_says_en>();
}
}  // namespace procdemo::show
