// procdemo's English: what doctor says.
#include "cli/words/remarks.h"

namespace procdemo {

namespace {

constexpr Entry<Remark> remarks_en[] = {
    {Remark::matching_proc, "/proc shows this machine's processes as procdemo sees them"},
    {Remark::tracing, "processes can be observed (ptrace)"},
    {Remark::untraced, "nobody observes procdemo itself"},
    {Remark::yama, "the Yama module lets parents observe their children"},
    {Remark::seccomp_filter, "single system calls can be picked out (seccomp)"},
    {Remark::page_state, "shared and private pages can be told apart"},
    {Remark::fixed_addresses, "addresses are the same in every run"},
    {Remark::terminals, "programs get a terminal of their own"},
    {Remark::processors, "two processors, for what is to run at the same time"},
    {Remark::round_robin, "the scheduler's round-robin (SCHED_RR)"},
    {Remark::calls_of_32_bits, "32-bit system calls (int 0x80); a run refuses and reports them"},
    {Remark::user_namespaces, "namespaces of users and PIDs"},
    {Remark::guard_cgroup, "guard: a cgroup (pids.max)"},
    {Remark::guard_pid_namespace, "guard: a PID namespace"},
    {Remark::guard_rlimit, "guard: RLIMIT_NPROC"},
    {Remark::guard_uid, "guard: a user of its own with RLIMIT_NPROC"},
    {Remark::any_guard, "a guard of the kernel for fork-bomb"},
    {Remark::compiler, "a C++20 compiler for 'procdemo run DIR'"},
    {Remark::detailed, "{0}: {1}"},

    {Remark::matching_proc_cure,
     "a PID namespace needs a /proc of its own: unshare --mount-proc, or mount -t proc proc /proc"},
    {Remark::untraced_cure, "{0} does: run procdemo outside of it"},
    {Remark::yama_cure,
     "kernel.yama.ptrace_scope is {0}; as root: sysctl kernel.yama.ptrace_scope=1"},
    {Remark::seccomp_filter_cure,
     "{0}; the kernel needs CONFIG_SECCOMP_FILTER, a sandbox around procdemo may forbid it"},
    {Remark::page_state_cure, "{0}; the claims of 'procdemo isolation' on pages are skipped"},
    {Remark::fixed_addresses_cure,
     "{0}; they vary. Docker allows it with --security-opt seccomp=unconfined"},
    {Remark::terminals_cure, "{0}; /dev/pts has to be mounted (devpts)"},
    {Remark::processors_cure,
     "there is one: 'procdemo concurrency' cannot show two programs at the same time, and skips "
     "those claims"},
    {Remark::round_robin_cure,
     "{0}; 'procdemo schedule' shows the default scheduler instead. Root may ask for it"},
    {Remark::calls_of_32_bits_cure,
     "{0}; a program that makes one ends by a signal here, observed or not"},
    {Remark::user_namespaces_cure,
     "{0}; as root: sysctl user.max_user_namespaces=15000, and on Debian and Ubuntu "
     "kernel.unprivileged_userns_clone=1 or kernel.apparmor_restrict_unprivileged_userns=0"},
    {Remark::guard_cgroup_cure,
     "{0}; run procdemo in a cgroup of its own: systemd-run --user --scope -p Delegate=yes "
     "procdemo fork-bomb"},
    {Remark::guard_pid_namespace_cure, "{0}; needs namespaces (above), or root"},
    {Remark::guard_rlimit_cure, "{0}; it does not bind root: run procdemo as an ordinary user"},
    {Remark::guard_uid_cure, "{0}; needs root"},
    {Remark::any_guard_cure, "fork-bomb refuses to run; one of the guards above is enough"},
    {Remark::compiler_cure, "{0}; install g++, or name a compiler in the variable CXX"},

    {Remark::denied_traced_already,
     "{1} (PID {0}) observes procdemo already; run procdemo outside of it"},
    {Remark::denied_yama_root_only,
     "kernel.yama.ptrace_scope is 2; as root: sysctl kernel.yama.ptrace_scope=1"},
    {Remark::denied_yama_nobody,
     "kernel.yama.ptrace_scope is 3, and stays so until the next boot: take it out of "
     "/etc/sysctl.d and boot"},
    {Remark::denied_selinux, "SELinux forbids it; as root: setsebool deny_ptrace off"},
    {Remark::denied_seccomp,
     "a seccomp filter around procdemo forbids it, as containers have: docker run "
     "--cap-add=SYS_PTRACE"},
    {Remark::denied_unknown, "{0}"},

    {Remark::well, "Lessons run here, observed."},
    {Remark::unwell,
     "Lessons cannot be observed here: they run by themselves, and nothing is checked."},
    {Remark::nothing_runs,
     "No program is run here, observed or not. What else this machine allows was not tried."},
};
static_assert(complete<first_wrong(remarks_en)>());

}  // namespace

constinit const Remarks english_remarks(remarks_en);

}  // namespace procdemo
